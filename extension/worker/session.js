/**
 * What does the worker know while a recording goes on, however often the browser stops it?
 *
 * In: changes made by the other modules. Out: one `Session`, and ordinals for what must be told apart.
 *
 * Law: it lives in `chrome.storage.session`, which is memory: nothing of it reaches a disk, and it dies with Stop and with
 * the browser. Addresses, element keys and tags of values are kept only as keyed hashes, the key being part of it.
 */

/**
 * @typedef {object} Tab
 * @property {number} number Ordinal of the tab.
 * @property {boolean} here Whether the page in it is recorded.
 * @property {string} app Application of the page in front.
 * @property {Page} page The page in front, numbered.
 * @property {{key: string, at: number}[]} acts The last acts in it, the newest first.
 * @property {number} asked When the page that is loading, or was shown last, was asked for; 0 when nobody said.
 * @property {{tab: number, at: number} | null} opener The tab that opened it, and when.
 * @property {string} cause The act that the page in it answers.
 * @property {{asked: number, opener: {tab: number, at: number} | null}} why `asked` and `opener` of the page in it.
 * @property {Kept[]} unexplained What it showed without a cause that is known yet: the act may be told later.
 * @property {number} loaded When the page in it was shown.
 * @property {Arrival} arrival How the page in it came, as the browser said.
 * @property {number} busy Since when a page is being loaded; 0 when none is.
 *
 * @typedef {object} Session
 * @property {string} recording Id; empty when there is none.
 * @property {Phase | "none"} phase
 * @property {number} started
 * @property {Site[]} sites
 * @property {App[]} apps
 * @property {boolean} equality
 * @property {string} key Base64 key of hashes; thrown away at Stop.
 * @property {Record<number, Tab>} tabs
 * @property {number} window The window in front; -1 when another application is.
 * @property {boolean} away
 * @property {number} documents How many documents reported.
 * @property {string[]} blind Origins of frames that could not be entered.
 * @property {Record<number, string>} fronts Origins of the pages in all tabs that loaded since the start.
 * @property {number} front The tab in front; -1 when none is.
 * @property {number} entries How many entries were stored.
 * @property {string[]} unlabelled Elements without a usable name, by ordinal.
 * @property {number} count Number of the worker's own last entry.
 * @property {{told: FromPanel, key: string} | null} asked What the panel asked and is not done yet, and the key of its entry.
 */

const FIRST_KEY = "o:";

/** @returns {Session} */
export function none() {
  return {
    recording: "",
    phase: "none",
    started: 0,
    sites: [],
    apps: [],
    equality: false,
    key: "",
    tabs: {},
    window: 0,
    away: false,
    documents: 0,
    blind: [],
    fronts: {},
    front: -1,
    entries: 0,
    unlabelled: [],
    count: 0,
    asked: null,
  };
}

/** @type {Session | null} */
let current = null;
/** @type {Map<string, string | number>} */
const ordinals = new Map();
/** @type {Record<string, string | number>} Ordinals that are not saved yet. */
let fresh = {};
/** @type {CryptoKey | null} */
let hashing = null;

/** @returns {Promise<Session>} The session, as it was left when the worker was stopped last. */
export async function session() {
  if (current !== null) return current;
  const found = await chrome.storage.session.get(null);
  current = /** @type {Session | undefined} */ (found["session"]) ?? none();
  for (const [key, value] of Object.entries(found)) {
    if (key.startsWith(FIRST_KEY)) ordinals.set(key, /** @type {string | number} */ (value));
  }
  return current;
}

/** Begin a session in place of the present one; everything that was told apart before is forgotten. */
export async function begin(/** @type {Partial<Session>} */ parts) {
  const kept = Object.keys(await chrome.storage.session.get(null));
  await chrome.storage.session.remove(kept.filter((name) => name !== "live")); // the panel follows that without a gap
  ordinals.clear();
  fresh = {};
  hashing = null;
  current = { ...none(), ...parts };
  await save();
  return current;
}

/** Keep the session, and what stands beside it, over the worker's next stop. */
export async function save(beside = {}) {
  const added = fresh;
  fresh = {};
  await chrome.storage.session.set({ ...added, ...beside, session: current });
}

/** @returns {string} 32 random bytes in base64. */
export function newKey() {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}

/**
 * The keyed hash of a text that must not be kept.
 *
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function hashed(text) {
  const { key } = await session();
  if (hashing === null) {
    const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
    hashing = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  }
  const signed = new Uint8Array(await crypto.subtle.sign("HMAC", hashing, new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...signed.slice(0, 16)));
}

/**
 * Number things from 1 in order of first sight.
 *
 * @param {string} among What is counted, such as `page /leads/:id`.
 * @param {string} identity What makes two of them the same; empty when it cannot be told.
 * @returns {Promise<number>} 0 when it cannot be told.
 */
export async function ordinal(among, identity) {
  if (identity === "") return 0;
  const key = `${FIRST_KEY}${await hashed(`${among}\n${identity}`)}`;
  const known = ordinals.get(key);
  if (typeof known === "number") return known;
  const counter = `${FIRST_KEY}n:${await hashed(among)}`;
  const next = Number(ordinals.get(counter) ?? 0) + 1;
  for (const [name, value] of /** @type {[string, number][]} */ ([[key, next], [counter, next]])) {
    ordinals.set(name, value);
    fresh[name] = value;
  }
  return next;
}

/**
 * The last entry whose value had this tag, after which `entry` is the last.
 *
 * @param {string} tag
 * @param {string} entry Empty to look only.
 * @returns {Promise<string>} Its key; empty when there is none.
 */
export async function lastWith(tag, entry) {
  const key = `${FIRST_KEY}t:${await hashed(tag)}`;
  const known = ordinals.get(key);
  const [last = "", before = ""] = typeof known === "string" ? known.split(" ") : [];
  if (entry === "") return last;
  if (entry === last) return before; // told again, because its page did not hear that it was taken
  ordinals.set(key, `${entry} ${last}`);
  fresh[key] = `${entry} ${last}`;
  return last;
}
