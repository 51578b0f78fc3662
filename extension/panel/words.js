/**
 * How does an entry read to the person who did it?
 *
 * In: entries of a recording, in order. Out: rows in plain words; an absence or a pause is one row with its length.
 *
 * Law: words only from what was kept. It shows; it does not decide what a step is, which only Python does.
 */

/** @typedef {string | {strong: string} | {soft: string}} Part */

/**
 * @typedef {object} Row
 * @property {string[]} keys The entries it shows; these are deleted with it.
 * @property {number} at Milliseconds since 1970.
 * @property {"act" | "outcome" | "refusal" | "note" | "mark"} tone
 * @property {Part[]} parts
 * @property {string} app
 * @property {Kept} entry
 * @property {boolean} unnamed Whether the performer can name its control.
 */

const ROLES = /** @type {Readonly<Record<string, string>>} */ (
  Object.freeze({
    ...{ textbox: "field", searchbox: "search field", spinbutton: "number field", combobox: "list", listbox: "list" },
    ...{ checkbox: "check box", radio: "option", menuitem: "menu item", menuitemcheckbox: "menu item" },
    ...{ menuitemradio: "menu item", gridcell: "cell", columnheader: "column heading", rowheader: "row heading" },
    ...{ img: "picture", treeitem: "entry", alertdialog: "dialog", tab: "tab", link: "link", button: "button" },
  })
);

/** Where the page was busy, only the clock is concerned. */
const UNSHOWN = new Set(["busy_started", "busy_ended"]);
const ENDS = /** @type {Readonly<Record<string, Kind>>} */ ({ away_started: "away_ended", paused: "resumed" });
const ENDING = new Set(Object.values(ENDS));
const OUTCOMES = new Set(["toast", "error", "dialog_opened", "dialog_closed", "page_shown"]);

/**
 * A length of time: `1 m 40 s`.
 *
 * @param {number} milliseconds
 */
export function spell(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours) return `${hours} h ${minutes} m`;
  return minutes ? `${minutes} m ${rest} s` : `${rest} s`;
}

/**
 * A clock: `1:05`, `1:02:05`.
 *
 * @param {number} milliseconds
 */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * A day and a time: `2 Nov 2026, 09:00`.
 *
 * @param {number} at
 */
export const dayOf = (at) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(at);

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Whether an entry has a row of its own: the end of an absence stands in the row of its beginning. @param {Kind} kind */
export const beginsRow = (kind) => !UNSHOWN.has(kind) && !ENDING.has(kind);

/**
 * @param {readonly Kept[]} entries In order of time.
 * @returns {Row[]}
 */
export function rowsOf(entries) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {Map<string, Row>} */
  const open = new Map();
  const fields = new Map(entries.map((entry) => [entry.key, entry.target?.name ?? ""]));
  for (const entry of entries) {
    if (UNSHOWN.has(entry.kind)) continue;
    const begun = open.get(entry.kind);
    if (begun) {
      open.delete(entry.kind);
      begun.keys.push(entry.key);
      begun.parts = [`${begun.parts[0]}, ${spell(entry.at - begun.at)}`];
      continue;
    }
    const row = rowOf(entry, fields.get(entry.same) ?? "");
    rows.push(row);
    const end = ENDS[entry.kind];
    if (end) open.set(end, row);
  }
  return rows;
}

/**
 * @param {Kept} entry
 * @param {string} same Name of the field that held an equal value.
 * @returns {Row}
 */
function rowOf(entry, same) {
  const { kind } = entry;
  const parts = wordsOf(entry);
  if (entry.same) parts.push({ soft: same ? ` · same value as in ${same}` : " · same value as before" });
  return {
    keys: [entry.key],
    at: entry.at,
    tone: toneOf(kind),
    parts,
    app: entry.app,
    entry,
    unnamed: isUnnamed(entry),
  };
}

/** As `isUnlabelled` in assemble.js, of a control that can be told from others. @param {Kept} entry */
function isUnnamed({ actor, kind, target, value }) {
  if (!target?.element || actor !== "human" || target.column || kind === "verify") return false;
  return value?.value_class !== "secret" && target.name_state === "absent";
}

/** @param {Kind} kind @returns {Row["tone"]} */
function toneOf(kind) {
  if (kind === "error") return "refusal";
  if (kind === "annotate") return "note";
  if (OUTCOMES.has(kind)) return "outcome";
  return kind.startsWith("away") || kind === "paused" || kind === "resumed" ? "mark" : "act";
}

/** @param {Kept} entry @returns {Part[]} */
function wordsOf(entry) {
  const { kind, target, value } = entry;
  const it = thing(target);
  switch (kind) {
    case "activate":
      return ["Select ", ...withRole(target)];
    case "choose":
      return ["Choose ", ...it, ...(value?.option ? [": ", { strong: value.option }] : [{ soft: optionless(value) }])];
    case "toggle":
      return [value?.state === "unchecked" ? "Untick " : target?.role === "radio" ? "Choose " : "Tick ", ...it];
    case "enter":
      if (value?.value_class === "secret") return ["Enter the password ", { soft: "(not recorded)" }];
      return value?.state === "cleared" ? ["Clear ", ...it] : ["Enter ", ...it, { soft: " (not its content)" }];
    case "submit":
      return ["Send the form", ...(target?.name ? [{ soft: ` · ${target.name}` }] : [])];
    case "upload":
      return ["Choose a file", ...inside(target), { soft: " (not its name)" }];
    case "download":
      return ["Download a file", { soft: " (not its name)" }];
    case "press":
      return ["Press ", { strong: entry.press }, ...inside(target)];
    case "drag":
      return ["Drag ", ...it];
    case "copy":
      return ["Copy", ...from(target), { soft: " (not what)" }];
    case "paste":
      return ["Paste", ...inside(target), { soft: " (not what)" }];
    case "navigate":
      return ["Go to ", { strong: pageWords(entry.page) }];
    case "verify":
      return ["Check ", ...it];
    default:
      return shownWords(entry);
  }
}

/** What the system or the recorder did. @param {Kept} entry @returns {Part[]} */
function shownWords({ kind, target, page, text, text_state }) {
  const said = text || (text_state === "withheld" ? "text withheld" : "without text");
  switch (kind) {
    case "toast":
      return ["Message: ", text ? { strong: said } : { soft: said }];
    case "error":
      return ["Error: ", text ? { strong: said } : { soft: said }];
    case "annotate":
      return ["Note: ", text ? said : { soft: said }];
    case "dialog_opened":
      return ["Dialog opened", ...(target?.name ? [": ", { strong: target.name }] : [])];
    case "dialog_closed":
      return ["Dialog closed", ...(target?.name ? [": ", { strong: target.name }] : [])];
    case "page_shown":
      return ["Page shown: ", { strong: pageWords(page) }];
    case "away_started":
    case "away_ended":
      return ["Elsewhere"];
    case "paused":
      return ["Paused"];
    default:
      return ["Resumed"];
  }
}

/** @param {Target | null} target @returns {Part[]} */
function thing(target) {
  if (target?.name) return [{ strong: target.name }];
  const role = roleWords(target);
  const inColumn = target?.column ? ` in ${target.column}` : "";
  if (target?.name_state === "withheld") return [`a ${role}${inColumn} `, { soft: "(name withheld)" }];
  return [`a ${role}${inColumn || " without a name"}`];
}

/** @param {Target | null} target @returns {Part[]} */
function withRole(target) {
  return target?.name && target.role ? [...thing(target), { soft: ` · ${roleWords(target)}` }] : thing(target);
}

/** @param {Target | null} target */
const roleWords = (target) => ROLES[target?.role ?? ""] ?? (target?.role || "control");

/** @param {Target | null} target @returns {Part[]} */
const inside = (target) => (target?.name ? [" in ", { strong: target.name }] : []);

/** @param {Target | null} target @returns {Part[]} */
const from = (target) => (target?.name ? [" from ", { strong: target.name }] : []);

/** @param {Value | null} value */
const optionless = (value) => (value?.option_state === "withheld" ? " (option withheld)" : " (not which)");

const KINDS = /** @type {Readonly<Record<PageKind, string>>} */ ({
  ...{ list: "list", record: "record", form: "form", search: "search", sign_in: "sign-in", home: "home" },
  setup: "setup",
  ...{ mail: "mail", calendar: "calendar", sheet: "spreadsheet", other: "page" },
});

/** @param {Page} page */
function pageWords({ name, object, kind }) {
  if (name) return name;
  const words = [object, KINDS[kind]].filter(Boolean).join(" ");
  return kind === "other" && !object ? "another page" : words;
}
