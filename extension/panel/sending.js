/**
 * How does a recording reach a receiver?
 *
 * In: the connection line that `sopwright listen` prints, once; then the text of a recording file. Out: what the
 * receiver says, or a sentence on what went wrong and what to do.
 *
 * Law: nothing is sent but by `send`, and to no other address. A failure loses nothing: sending again is sending once.
 */

const KEY = "receiver";
const PATIENCE_MS = 60_000;

/** @typedef {{address: string, token: string}} Receiver */
/** @typedef {{ok: true, link: string, says: string} | {ok: false, problem: string}} Sent */

/**
 * The receiver that a connection line names; `null` when it is none.
 *
 * @param {string} line Such as `http://127.0.0.1:8737/#token=abc`.
 * @returns {Receiver | null}
 */
export function receiverOf(line) {
  const text = line.trim();
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname, hash } = new URL(text);
  const token = new URLSearchParams(hash.slice(1)).get("token") ?? "";
  if ((protocol !== "http:" && protocol !== "https:") || !token) return null;
  return { address: origin + pathname.replace(/\/+$/, ""), token };
}

/** @param {Receiver} receiver */
export const patternOf = ({ address }) => `${new URL(address).origin}/*`;

/** @returns {Promise<Receiver | null>} */
export async function receiver() {
  const kept = /** @type {Receiver | undefined} */ ((await chrome.storage.local.get(KEY))[KEY]);
  return kept ?? null;
}

/**
 * Ask the browser to reach the receiver, and remember it. To be called from a click.
 *
 * @param {Receiver} receiver
 * @returns {Promise<boolean>} Whether the person granted it.
 */
export async function connect(receiver) {
  if (!(await chrome.permissions.request({ origins: [patternOf(receiver)] }))) return false;
  await chrome.storage.local.set({ [KEY]: receiver });
  return true;
}

/** Forget the receiver and its token. */
export async function disconnect() {
  const known = await receiver();
  await chrome.storage.local.remove(KEY);
  const sites = /** @type {Site[]} */ ((await chrome.storage.local.get("sites"))["sites"] ?? []);
  if (!known || sites.some((site) => site.pattern === patternOf(known))) return;
  await chrome.permissions.remove({ origins: [patternOf(known)] });
}

/**
 * @param {Receiver} receiver
 * @param {string} text The recording file.
 * @returns {Promise<Sent>}
 */
export async function send({ address, token }, text) {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const options = /** @type {const} */ ({ credentials: "omit", redirect: "error", cache: "no-store" });
  let response;
  try {
    response = await fetch(`${address}/recordings`, { method: "POST", headers, body: text, signal, ...options });
  } catch (error) {
    const late = error instanceof DOMException && error.name === "TimeoutError";
    const problem = late ? "did not answer in time. Try again" : "cannot be reached. Start sopwright listen there, and try again";
    return { ok: false, problem: `${new URL(address).host} ${problem}; nothing is lost.` };
  }
  const said = await response.json().catch(() => null);
  if (response.status === 401) {
    const problem = "The receiver does not know this connection. Forget it and paste a new connection line.";
    return { ok: false, problem };
  }
  if (!response.ok || typeof said?.says !== "string") return { ok: false, problem: problemOf(response.status, said) };
  return { ok: true, says: said.says, link: linkOf(said.sop, address) };
}

/**
 * @param {number} status
 * @param {any} said
 */
function problemOf(status, said) {
  if (typeof said?.problem === "string" && said.problem) return said.problem;
  return `The receiver answered ${status} and no more. Nothing is lost; try again.`;
}

/**
 * A link that may be opened: a page of the web, or a place on the receiver.
 *
 * @param {unknown} link
 * @param {string} address
 */
function linkOf(link, address) {
  if (typeof link !== "string" || !link || !URL.canParse(link, `${address}/`)) return "";
  const found = new URL(link, `${address}/`);
  return found.protocol === "http:" || found.protocol === "https:" ? found.href : "";
}
