/**
 * How does what the worker kept become the recording file?
 *
 * In: the head of a recording with its review, and its entries in any order. Out: a `Recording` of the schema
 * (recording.d.ts), and its text.
 *
 * Law: Python's `dump(parse(file))` is the file, to the byte. Events stand in order of time, numbered from 1; a cause
 * or an equal value is an earlier event or none; times count from the start and never run backwards. What was withheld
 * or deleted at review is nowhere in it.
 */

import { ATTRIBUTES } from "./applications.js";
import { reviewed, withheldApp } from "./review.js";

export const RECORDER = "Sopwright recorder";

/** What this recorder cannot see or does not keep, in words. */
export const NOT_RECORDED = Object.freeze([
  "typed text",
  "keys other than Enter, Escape and Tab",
  "pictures of the screen",
  "titles and full addresses of pages",
  "names of files",
  "work outside the browser",
]);

const DELETED = "event deleted at review";

/**
 * The recording that these entries are.
 *
 * @param {Head} head
 * @param {readonly Kept[]} entries
 * @returns {Promise<Recording>}
 */
export async function assemble(head, entries) {
  const { title, role, entries: kept } = reviewed(head, [...entries].sort(byTime));
  const events = numbered(head.started, kept);
  const last = events.at(-1)?.t_ms ?? 0;
  return {
    sopwright_recording: 1,
    id: await identity(events),
    recorder: RECORDER,
    title,
    started: instant(head.started),
    duration_ms: Math.max(last, head.ended === null ? 0 : Math.round(head.ended - head.started)),
    performer: /^performer-[1-9]\d{0,3}$/.test(head.performer) ? head.performer : "",
    role,
    pace: head.pace,
    apps: appsOf(head, events),
    coverage: {
      frames_seen: head.frames.seen,
      frames_blind: head.frames.blind,
      unlabelled: events.filter(isUnlabelled).length,
      withheld: events.reduce((sum, event) => sum + withheldIn(event), 0),
      not_recorded: [...NOT_RECORDED],
      dropped: droppedWords(head.dropped, entries.length - kept.length),
    },
    events,
  };
}

/**
 * The text of a recording file: defaults left out, one event a line, ended by a line feed.
 *
 * @param {Recording} recording
 * @returns {string}
 */
export function dump(recording) {
  const { sopwright_recording, events, ...rest } = recording;
  const head = { sopwright_recording, ...ordered(rest, "Recording") };
  const lines = Object.entries(head).map(([key, value]) => ` ${JSON.stringify(key)}: ${spaced(value)},`);
  const rows = events.map((event) => `  ${spaced(ordered(event, "RecordedEvent"))}`).join(",\n");
  return ["{", ...lines, rows ? ` "events": [\n${rows}\n ]` : ' "events": []', "}", ""].join("\n");
}

/**
 * The first 12 hexadecimal digits of the SHA-256 of the events, as `form.identified` in Python.
 *
 * @param {readonly RecordedEvent[]} events
 * @returns {Promise<string>}
 */
async function identity(events) {
  const content = JSON.stringify(events.map((event) => ordered(event, "RecordedEvent")));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(content));
  return Array.from(new Uint8Array(digest).subarray(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * By time; at the same time by document and by count within it, not by the letters of the count.
 *
 * @param {Kept} a
 * @param {Kept} b
 */
function byTime(a, b) {
  if (a.at !== b.at) return a.at - b.at;
  const [one, other] = [cut(a.key), cut(b.key)];
  if (one.document !== other.document) return one.document < other.document ? -1 : 1;
  return one.count - other.count;
}

/** @param {string} key */
function cut(key) {
  const at = key.lastIndexOf(".");
  return { document: key.slice(0, at), count: Number(key.slice(at + 1)) || 0 };
}

/**
 * @param {number} started
 * @param {readonly Kept[]} entries In order.
 * @returns {RecordedEvent[]}
 */
function numbered(started, entries) {
  const numbers = new Map(entries.map((entry, at) => [entry.key, at + 1]));
  const ordinals = new Ordinals();
  let now = 0;
  return entries.map((entry, at) => {
    const number = at + 1;
    const earlier = (/** @type {string} */ key) => {
      const found = numbers.get(key) ?? 0;
      return found < number ? found : 0;
    };
    now = Math.max(now, Math.round(entry.at - started));
    return {
      number,
      kind: entry.kind,
      t_ms: now,
      actor: entry.actor,
      app: entry.app,
      page: {
        ...entry.page,
        instance: ordinals.of(`page ${entry.page.template}`, entry.page.instance),
        record: ordinals.of("record", entry.page.record),
      },
      target: entry.target && { ...entry.target, element: ordinals.of("element", entry.target.element) },
      value: entry.value && { ...entry.value, same_as: earlier(entry.same) },
      arrival: entry.arrival,
      key: entry.press,
      text: entry.text,
      text_state: entry.text_state,
      caused_by: earlier(entry.cause),
      tab: ordinals.of("tab", entry.tab),
    };
  });
}

/** Numbers things from 1 in order of first sight; what was deleted before leaves no gap that speaks of it. */
class Ordinals {
  /** @type {Map<string, Map<number, number>>} */
  #seen = new Map();

  /**
   * @param {string} among
   * @param {number} ordinal The worker's; 0 when it cannot be told, which stays.
   */
  of(among, ordinal) {
    if (ordinal === 0) return 0;
    const known = this.#seen.get(among) ?? new Map();
    this.#seen.set(among, known);
    if (!known.has(ordinal)) known.set(ordinal, known.size + 1);
    return /** @type {number} */ (known.get(ordinal));
  }
}

/**
 * The applications that events name, in order of first sight.
 *
 * @param {Head} head
 * @param {readonly RecordedEvent[]} events
 * @returns {App[]}
 */
function appsOf(head, events) {
  const used = new Set(events.map((event) => event.app).filter(Boolean));
  const known = new Map(head.apps.map((app, at) => [withheldApp(head, app, at).id, withheldApp(head, app, at)]));
  return [...used].map((id) => known.get(id) ?? { id, name: id, known: false });
}

/** @param {RecordedEvent} event */
function isUnlabelled(event) {
  const { target, value } = event;
  if (target === null || event.actor !== "human" || target.column || event.kind === "verify") return false;
  return value?.value_class !== "secret" && target.name_state === "absent";
}

/** @param {RecordedEvent} event */
function withheldIn(event) {
  const states = [event.text_state, event.target?.name_state, event.value?.option_state];
  return states.filter((state) => state === "withheld").length;
}

/**
 * @param {Record<string, number>} dropped
 * @param {number} deleted
 */
function droppedWords(dropped, deleted) {
  /** @type {Record<string, number>} */
  const counts = { ...dropped, [DELETED]: deleted + (dropped[DELETED] ?? 0) };
  const words = Object.keys(counts).filter((what) => counts[what]);
  return words.sort().map((what) => `${counts[what]} × ${what}`);
}

/** As Python writes it: no fraction at a whole second, else six digits. @param {number} at */
function instant(at) {
  const text = new Date(Math.floor(at)).toISOString();
  return text.endsWith(".000Z") ? text.replace(".000Z", "Z") : text.replace("Z", "000Z");
}

/** @typedef {readonly (readonly [name: string, fallback: unknown])[]} Attributes */

/** The type of what an attribute holds, where that has attributes of its own. @type {Readonly<Record<string, string>>} */
const PARTS = {
  page: "Page",
  target: "Target",
  value: "Value",
  coverage: "Coverage",
  apps: "App",
  container: "Container",
};

/**
 * A value's attributes in the order of its dataclass, without those that equal their default.
 *
 * @param {object} value
 * @param {string} type
 * @returns {Record<string, unknown>}
 */
function ordered(value, type) {
  /** @type {Record<string, unknown>} */
  const out = {};
  for (const [name, otherwise] of /** @type {Attributes} */ (ATTRIBUTES[type])) {
    const found = /** @type {Record<string, unknown>} */ (value)[name];
    if (found === undefined) continue;
    const plain = found !== null && typeof found === "object" ? part(found, name) : found;
    if (!isDefault(plain, otherwise)) out[name] = plain;
  }
  return out;
}

/**
 * @param {object} value
 * @param {string} name
 */
function part(value, name) {
  const type = PARTS[name];
  if (Array.isArray(value)) return type ? value.map((item) => ordered(item, type)) : [...value];
  return type ? ordered(value, type) : value;
}

/**
 * Whether a plain value equals a default. A part stands for its own defaults when nothing of it is left; where the
 * default is no part at all (`target` is `null`), an empty part is still something.
 *
 * @param {unknown} plain
 * @param {unknown} otherwise
 */
function isDefault(plain, otherwise) {
  if (Array.isArray(plain)) return plain.length === 0;
  if (plain !== null && typeof plain === "object") return otherwise !== null && Object.keys(plain).length === 0;
  return plain === otherwise;
}

/** JSON as Python's `json.dumps` spaces it. @param {unknown} value @returns {string} */
function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${spaced(item)}`)
    .join(", ")}}`;
}
