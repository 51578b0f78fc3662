/**
 * Is what a page tells of the form in which capture scripts tell?
 *
 * In: a message from a page. Out: those of its entries that are, and nothing beside them.
 *
 * Law: the worker trusts no page. A site that took over its own process can speak as a capture script does: what it makes
 * up is dropped, or is at most a few short texts without numbers and addresses, such as the screen lets out.
 */

const MOST_ENTRIES = 10_000;
const MOST_CONTAINERS = 3;
const LONGEST_NAME = 400;
const LONGEST_TEXT = 2000;
const LONGEST_TEMPLATE = 600;
const LONGEST_IDENTITY = 100_000;
const KEY = /^[0-9a-f]{12}\.\d{6,9}$/;
const ROLE = /^[a-z]{0,24}$/;
const TEMPLATE = /^(?:\/(?:[\p{L}\d._:-]|\/|#)*)?$/u;
/** What no text holds that passed the screen. */
const FORBIDDEN = /\p{Nd}{3}|@|:\/\/|[\x00-\x1f]/u;

/** @param {string} words @returns {ReadonlySet<unknown>} */
const setOf = (words) => new Set(words.split(" "));

/** What may stand there, by its place; an empty word stands for nothing. tests/extension/test_admitted.py knows them too. */
export const WORDS = Object.freeze({
  kind: setOf(
    "activate choose toggle enter submit upload download press drag copy paste toast error dialog_opened dialog_closed " +
      "page_shown busy_started busy_ended",
  ),
  actor: setOf("human system"),
  source: setOf("label aria text alt title placeholder technical content none"),
  state: setOf("clear masked withheld absent"),
  value: setOf("empty filled cleared checked unchecked chosen unknown"),
  valueClass: setOf("text long_text number date money email phone url file option flag secret unknown"),
  page: setOf("list record form search sign_in home setup mail calendar sheet other"),
  arrival: setOf("link typed submitted redirected script back_forward reload unknown"),
  press: setOf(" Enter Escape Tab"),
});

/** What is left out and counted. */
const DROPPED = new Set(["click on no control"]);

/** @param {unknown} text @param {number} most @returns {text is string} */
const isShort = (text, most) => typeof text === "string" && text.length <= most;

/** @param {unknown} text @param {number} most @returns {text is string} whether it may have passed the screen */
const isScreened = (text, most) => isShort(text, most) && !FORBIDDEN.test(text);

/** @param {unknown} one @returns {one is Record<string, unknown>} */
const isRecord = (one) => typeof one === "object" && one !== null && !Array.isArray(one);

/** @param {unknown} one @returns {one is Address} */
function isAddress(one) {
  if (!isRecord(one) || !isRecord(one["page"])) return false;
  const { template, kind, object, name, instance, record } = one["page"];
  const isPlain = isShort(template, LONGEST_TEMPLATE) && TEMPLATE.test(template) && WORDS.page.has(kind);
  const isUnnumbered = name === "" && instance === 0 && record === 0;
  return isPlain && isUnnumbered && isScreened(object, 24) && [one["identity"], one["record"]].every(isIdentity);
}

/** @param {unknown} text What tells one thing from another, and is hashed. */
const isIdentity = (text) => isShort(text, LONGEST_IDENTITY);

/** @param {unknown} part @returns {part is {role: string, name: string}} */
const isContainer = (part) => isRecord(part) && isRole(part["role"]) && isScreened(part["name"], LONGEST_NAME);

/** @param {unknown} key @returns {key is string} */
const isKey = (key) => typeof key === "string" && KEY.test(key);

/** @param {unknown} role */
const isRole = (role) => typeof role === "string" && ROLE.test(role);

/** @param {unknown} one @returns {one is ToldTarget} */
function isTarget(one) {
  if (!isRecord(one) || !Array.isArray(one["container"])) return false;
  const { role, name, name_source, name_state, container, column, finalises, element } = one;
  const isNamed = isScreened(name, LONGEST_NAME) && WORDS.source.has(name_source) && WORDS.state.has(name_state);
  const isPlaced = container.length <= MOST_CONTAINERS && container.every(isContainer) && isScreened(column, LONGEST_NAME);
  return isRole(role) && isNamed && isPlaced && typeof finalises === "boolean" && isIdentity(element);
}

/** @param {unknown} one @returns {one is ToldValue} */
function isValue(one) {
  if (!isRecord(one)) return false;
  const { state, value_class, option, option_state } = one;
  const isWord = WORDS.value.has(state) && WORDS.valueClass.has(value_class) && WORDS.state.has(option_state);
  return isWord && isScreened(option, LONGEST_NAME);
}

/** @param {unknown} one @returns {one is Told} */
function isTold(one) {
  if (!isRecord(one)) return false;
  const { key, at, kind, actor, address, target, value, arrival, press, text, text_state, cause, tag } = one;
  const isKeyed = isKey(key) && (cause === "" || isKey(cause));
  const isWord = WORDS.kind.has(kind) && WORDS.actor.has(actor) && WORDS.arrival.has(arrival) && WORDS.press.has(press);
  const isAbout = (target === null || isTarget(target)) && (value === null || isValue(value)) && isAddress(address);
  const isSaid = isScreened(text, LONGEST_TEXT) && WORDS.state.has(text_state) && isShort(tag, 64);
  return isKeyed && typeof at === "number" && Number.isFinite(at) && isWord && isAbout && isSaid;
}

/** @param {Told} told @returns {Told} the same with nothing beside what is known */
function bare({ key, at, kind, actor, address, target, value, arrival, press, text, text_state, cause, tag }) {
  const about = { target: target && bareTarget(target), value: value && bareValue(value) };
  return { key, at, kind, actor, address: bareAddress(address), ...about, arrival, press, text, text_state, cause, tag };
}

/** @param {Address} address @returns {Address} */
function bareAddress({ page: { template, kind, object, name, instance, record: number }, identity, record }) {
  return { page: { template, kind, object, name, instance, record: number }, identity, record };
}

/** @param {ToldTarget} target @returns {ToldTarget} */
function bareTarget({ role, name, name_source, name_state, container, column, finalises, element }) {
  const parts = container.map((part) => ({ role: part.role, name: part.name }));
  return { role, name, name_source, name_state, container: parts, column, finalises, element };
}

/** @param {ToldValue} value @returns {ToldValue} */
const bareValue = ({ state, value_class, option, option_state }) => ({ state, value_class, option, option_state });

/** @param {unknown} entries @returns {Told[]} those that are of the form */
export function admitted(entries) {
  if (!Array.isArray(entries)) return [];
  return entries.slice(0, MOST_ENTRIES).filter(isTold).map(bare);
}

/** @param {unknown} dropped @returns {Record<string, number>} what is left out, as far as its words are ours */
export function admittedCounts(dropped) {
  if (!isRecord(dropped)) return {};
  const counts = Object.entries(dropped).filter(([what, times]) => DROPPED.has(what) && Number.isSafeInteger(times));
  return /** @type {Record<string, number>} */ (Object.fromEntries(counts));
}
