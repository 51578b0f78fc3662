/**
 * What does the performer decide before a recording leaves the browser, and what becomes of it?
 *
 * In: a head with its review, and entries. Out: every distinct text with where it was read and how often; a review
 * changed by one decision; the entries as they leave, the review applied.
 *
 * Law: pure. A decision is kept beside the entries, never in them, so that each can be taken back. A text that is
 * withheld stands nowhere in what leaves: not as a name, an option, a message, a place, a site or a title.
 */

/**
 * Where a text was read: a name source, or another part of a recording.
 *
 * @typedef {NameSource | "option" | "message" | "note" | "page" | "template" | "container" | "column" | "site"
 *   | "recording" | "role"} Source
 */

/**
 * @typedef {object} Found
 * @property {string} text
 * @property {Source} source
 * @property {number} count How often it stands there.
 * @property {string[]} steps Keys of the entries in which it stands, in their order; none for a title or a role.
 * @property {boolean} withheld
 */

/** In the order of the review: first what a person wrote, then what the screen is least sure of. */
export const SOURCES = /** @type {readonly Source[]} */ (
  Object.freeze([
    ...["recording", "role", "note", "performer", "site", "message", "option", "text", "aria", "label", "title"],
    ...["placeholder", "alt", "technical", "dictionary", "content", "container", "column", "page", "template"],
  ])
);

/**
 * Every distinct text of a recording, by source and then by count.
 *
 * @param {Head} head
 * @param {readonly Kept[]} entries In order.
 * @returns {Found[]}
 */
export function strings(head, entries) {
  const withheld = new Set(head.review.withheld);
  const deleted = new Set(head.review.deleted);
  /** @type {Map<string, Found>} */
  const found = new Map();
  const see = (/** @type {string} */ text, /** @type {Source} */ source, /** @type {string} */ step = "") => {
    if (!text) return;
    const key = `${source} ${text}`;
    const known = found.get(key) ?? { text, source, count: 0, steps: [], withheld: withheld.has(text) };
    found.set(key, known);
    known.count += 1;
    if (step && known.steps.at(-1) !== step) known.steps.push(step);
  };
  see(head.title, "recording");
  see(head.role, "role");
  const sites = new Map(head.apps.map((app) => [app.id, app.name]));
  for (const entry of entries) {
    if (deleted.has(entry.key)) continue;
    see(sites.get(entry.app) ?? entry.app, "site", entry.key);
    for (const [text, source] of textsOf(named(entry, head.review))) see(text, source, entry.key);
  }
  const rank = new Map(SOURCES.map((source, at) => [source, at]));
  const place = (/** @type {Found} */ one) => rank.get(one.source) ?? SOURCES.length;
  return [...found.values()].sort(
    (a, b) => place(a) - place(b) || b.count - a.count || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  );
}

/**
 * The texts of one entry, its site aside.
 *
 * @param {Kept} entry
 * @returns {[string, Source][]}
 */
function textsOf({ kind, page, target, value, text }) {
  return [
    [page.template, "template"],
    [page.name, "page"],
    [target?.name ?? "", target?.name_source ?? "none"],
    [target?.column ?? "", "column"],
    ...(target?.container ?? []).map((part) => /** @type {[string, Source]} */ ([part.name, "container"])),
    [value?.option ?? "", "option"],
    [text, kind === "annotate" ? "note" : "message"],
  ];
}

/**
 * Withhold a text everywhere.
 *
 * @param {Review} review
 * @param {string} text
 * @returns {Review}
 */
export function withhold(review, text) {
  return { ...review, withheld: [...new Set([...review.withheld, text])] };
}

/**
 * Take back that a text is withheld.
 *
 * @param {Review} review
 * @param {string} text
 * @returns {Review}
 */
export function restore(review, text) {
  return { ...review, withheld: review.withheld.filter((other) => other !== text) };
}

/**
 * Delete entries.
 *
 * @param {Review} review
 * @param {readonly string[]} keys
 * @returns {Review}
 */
export function remove(review, keys) {
  return { ...review, deleted: [...new Set([...review.deleted, ...keys])] };
}

/**
 * Take back that entries are deleted.
 *
 * @param {Review} review
 * @param {readonly string[]} keys
 * @returns {Review}
 */
export function putBack(review, keys) {
  const back = new Set(keys);
  return { ...review, deleted: review.deleted.filter((key) => !back.has(key)) };
}

/**
 * Name a control that has no name.
 *
 * @param {Review} review
 * @param {number} element The worker's ordinal.
 * @param {string} text Has passed the screen; empty takes the name away.
 * @returns {Review}
 */
export function name(review, element, text) {
  const { [element]: _, ...others } = review.named;
  return { ...review, named: text ? { ...others, [element]: text } : others };
}

/**
 * The entry with the name that the performer gave to its control.
 *
 * @param {Kept} entry
 * @param {Review} review
 * @returns {Kept}
 */
export function named(entry, review) {
  const { target } = entry;
  const given = target?.element && target.name_state === "absent" ? review.named[target.element] : undefined;
  if (!target || !given || entry.value?.value_class === "secret") return entry;
  return { ...entry, target: { ...target, name: given, name_source: "performer", name_state: stateOf(given) } };
}

/** @param {string} text @returns {NameState} */
const stateOf = (text) => (text.includes("…") ? "masked" : "clear");

/**
 * A recording as it leaves: what was deleted is out, what was withheld is withheld, what was named has its name.
 *
 * @param {Head} head
 * @param {readonly Kept[]} entries
 * @returns {{title: string, role: string, entries: Kept[]}}
 */
export function reviewed(head, entries) {
  const deleted = new Set(head.review.deleted);
  const withheld = new Set(head.review.withheld);
  const clean = (/** @type {string} */ text) => (withheld.has(text) ? "" : text);
  const apps = new Map(head.apps.map((app, at) => [app.id, withheldApp(head, app, at).id]));
  const left = entries.filter((entry) => !deleted.has(entry.key));
  return {
    title: clean(head.title),
    role: clean(head.role),
    entries: left.map((entry) => screened(named(entry, head.review), withheld, apps.get(entry.app) ?? entry.app)),
  };
}

/**
 * The application as it leaves; a withheld one is told from others by its number alone.
 *
 * @param {Head} head
 * @param {App} app
 * @param {number} at Its place among the applications of the recording.
 * @returns {App}
 */
export function withheldApp(head, app, at) {
  if (!head.review.withheld.includes(app.name)) return app;
  return { id: `withheld-site-${at + 1}`, name: `Withheld site ${at + 1}`, known: false };
}

/**
 * @param {Kept} entry
 * @param {ReadonlySet<string>} withheld
 * @param {string} app
 * @returns {Kept}
 */
function screened(entry, withheld, app) {
  const clean = (/** @type {string} */ text) => (withheld.has(text) ? "" : text);
  const { page, target, value } = entry;
  return {
    ...entry,
    app,
    // Pages are told apart within their template: without it, which of them it is cannot be told.
    page: { ...page, name: clean(page.name), ...(withheld.has(page.template) ? { template: "", instance: 0 } : {}) },
    target: target && screenedTarget(target, withheld),
    value: value && (withheld.has(value.option) ? { ...value, option: "", option_state: "withheld" } : value),
    ...(withheld.has(entry.text) ? { text: "", text_state: "withheld" } : {}),
  };
}

/**
 * @param {Target} target
 * @param {ReadonlySet<string>} withheld
 * @returns {Target}
 */
function screenedTarget(target, withheld) {
  const clean = (/** @type {string} */ text) => (withheld.has(text) ? "" : text);
  const parts = {
    container: target.container.map((part) => ({ ...part, name: clean(part.name) })),
    column: clean(target.column),
  };
  if (!withheld.has(target.name)) return { ...target, ...parts };
  return { ...target, ...parts, name: "", name_state: "withheld", name_source: "content" };
}
