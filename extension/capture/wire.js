/**
 * How does what happened reach the worker?
 *
 * In: what the other capture scripts tell. Out: messages to the worker, in batches, each sent again until it was taken.
 *
 * Law: what was told is on the disk a moment later or is sent again; nothing is told while the recording is paused or
 * before the worker said that there is one. A page that is left says at once what it has to say; when it had not heard
 * from the worker yet, the worker decides.
 */
"use strict";

const wire = (() => {
  const PATIENCE_MS = 120;
  const RETRY_MS = 400;
  const MOST_WAITING = 5000;
  const EFFECT_WITHIN_MS = 4000;
  const ASKED_WITHIN_MS = 250;

  /** Names this document among all of the recording; random, so that it says nothing. */
  const name = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /** @type {Told[]} */
  let waiting = [];
  /** @type {Record<string, number>} */
  let dropped = {};
  /** @type {Phase | "none" | "unknown"} */
  let phase = "unknown";
  let count = 0;
  let timer = 0;
  /** @type {(FromPage & {type: "told"}) | null} */
  let inFlight = null;
  /** @type {{key: string, at: number, waited: number}[]} The last acts, the newest first; until when the page was busy for each. */
  let recent = [];

  /** Whether the page may close its own window: what it says while that closes, the browser does not deliver. */
  const mayClose = top?.opener !== null || history.length === 1;

  /** @type {{href: string, address: Address} | null} */
  let here = null;

  /** The page of this document now. */
  function address() {
    if (here === null || here.href !== location.href) here = { href: location.href, address: addresses.of(location.href) };
    return here.address;
  }

  /**
   * Tell that something happened.
   *
   * @param {Kind} kind
   * @param {Partial<Told>} parts What differs from an act of a person on this page, now.
   * @param {Promise<string> | null} [tag] The keyed hash of the field's value, when equal values are noticed.
   * @returns {Told | null} What was told; its attributes may be changed until the present task ends.
   */
  function tell(kind, parts, tag = null) {
    if (phase === "paused" || phase === "none" || phase === "stopped" || waiting.length >= MOST_WAITING) return null;
    /** @type {Told} */
    const told = {
      key: `${name}.${String((count += 1)).padStart(6, "0")}`,
      at: Date.now(),
      kind,
      actor: "human",
      address: address(),
      target: null,
      value: null,
      arrival: "unknown",
      press: "",
      text: "",
      text_state: "absent",
      cause: "",
      tag: "",
      ...parts,
    };
    if (told.actor === "human") recent = [{ key: told.key, at: told.at, waited: 0 }, ...recent.slice(0, 9)];
    waiting.push(told);
    tag?.then((found) => void (told.tag = found)).catch(() => {});
    if (timer === 0) timer = setTimeout(flush, PATIENCE_MS);
    if (mayClose && tag === null && told.actor === "human") queueMicrotask(farewell);
    return told;
  }

  /**
   * Count what is no act and is left out.
   *
   * @param {string} what
   */
  function drop(what) {
    dropped[what] = (dropped[what] ?? 0) + 1;
  }

  /** The act that what is seen now may answer: the last one, when it or the waiting for it is recent. Empty when there is none. */
  function cause(within = EFFECT_WITHIN_MS) {
    const last = recent[0];
    return last !== undefined && Date.now() - Math.max(last.at, last.waited) <= within ? last.key : "";
  }

  /** The page is or was busy for an act until a time: what it shows then still answers it. */
  function waited(/** @type {string} */ key, /** @type {number} */ until) {
    const act = recent.find((one) => one.key === key);
    if (act !== undefined) act.waited = until;
  }

  /** The act right before a time: what a request at that time was sent for. Empty when there is none. */
  function actBefore(/** @type {number} */ at) {
    return recent.find((act) => act.at <= at && at - act.at <= ASKED_WITHIN_MS)?.key ?? "";
  }

  /** Send what waits; what was not taken is sent again. */
  function flush() {
    timer = 0;
    if (inFlight !== null || phase === "unknown" || (waiting.length === 0 && Object.keys(dropped).length === 0)) return;
    launch(handOver());
  }

  /** @param {FromPage & {type: "told"}} sent */
  function launch(sent) {
    inFlight = sent;
    send(sent).then((taken) => {
      if (inFlight === sent) inFlight = null;
      if (!taken) restore(sent);
      if (waiting.length > 0) timer = setTimeout(flush, taken ? PATIENCE_MS : RETRY_MS);
    });
  }

  /** @param {FromPage & {type: "told"}} sent */
  function restore(sent) {
    waiting = [...sent.entries, ...waiting];
    for (const [what, times] of Object.entries(sent.dropped)) dropped[what] = (dropped[what] ?? 0) + times;
    if (waiting.length === 0) timer = setTimeout(flush, RETRY_MS);
  }

  /** @param {FromPage} message @returns {Promise<boolean>} Whether the worker has it on the disk. */
  async function send(message) {
    try {
      return (await chrome.runtime.sendMessage(message)) === true;
    } catch {
      if (chrome.runtime?.id === undefined) setPhase("none"); // the extension was reloaded or removed: this page is done
      return false;
    }
  }

  /** Send what waits, and what was not acknowledged: the page is being left, or may be. It hears the answer if it stays. */
  function farewell() {
    if (waiting.length + (inFlight?.entries.length ?? 0) === 0) return;
    launch({ ...handOverAll(), welcome: phase !== "unknown" });
  }

  /**
   * What waits, and what is on its way: the worker may hear of that only after the recording has ended, and take it no
   * more. Taken twice is taken once.
   *
   * @returns {FromPage & {type: "told"}}
   */
  function handOverAll() {
    const unheard = inFlight?.entries ?? [];
    inFlight = null;
    const sent = handOver();
    return { ...sent, entries: [...unheard, ...sent.entries] };
  }

  /**
   * What waits, handed over to the caller, who sends it on.
   *
   * @returns {FromPage & {type: "told"}}
   */
  function handOver() {
    /** @type {FromPage & {type: "told"}} */
    const sent = { type: "told", document: name, entries: waiting, dropped, welcome: true };
    waiting = [];
    dropped = {};
    return sent;
  }

  /** @param {Phase | "none" | "unknown"} now Nobody knows while the worker is being asked: what is told meanwhile waits. */
  function setPhase(now) {
    if (now === "none" || (now === "paused" && phase === "unknown")) waiting = [];
    if (now === "unknown" && inFlight !== null) {
      restore(inFlight); // the page lay in memory, and may never hear what became of it
      inFlight = null;
    }
    phase = now;
    if (now === "none" || now === "unknown") return;
    if (waiting.length > 0 && timer === 0) timer = setTimeout(flush, PATIENCE_MS);
  }

  return Object.freeze({ name, tell, drop, cause, waited, actBefore, farewell, handOverAll, setPhase, address });
})();
