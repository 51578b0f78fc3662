/**
 * Which steps were recorded, and which of them stay?
 *
 * In: a recording under review. Out: its rows as they would leave, to be found by their words; each with Delete and
 * Undo, and a name for controls that have none.
 *
 * Law: a deleted step stays in sight, struck out, until the recording is gone: nobody loses one by a slip of the hand.
 */

import { name, putBack, remove, reviewed, withheldApp } from "../recording/review.js";
import { element, icon, paged, say, showProblem } from "./elements.js";
import { changesOfSite, rowElement } from "./rows.js";
import { counted, rowsOf } from "./words.js";

/** @typedef {import("./reviewing.js").Case} Case */
/** @typedef {import("./words.js").Row} Row */

/**
 * The rows of a recording and what stands for each; a row is drawn anew when something of it was decided.
 *
 * @typedef {object} Steps
 * @property {Case} one
 * @property {Row[]} rows As they were kept.
 * @property {Map<Row, Row["parts"]>} words As they would leave.
 * @property {Map<Row, string>} sites
 * @property {Map<Row, HTMLElement>} drawn
 */

/**
 * @param {Case} one
 * @param {{text: string, keys: readonly string[]}} [within] The steps to show, of all.
 * @returns {(HTMLElement | string)[]}
 */
export function stepsPart(one, within) {
  const rows = rowsOf(one.entries);
  if (rows.length === 0) return [element("p", { class: "none" }, "Nothing was done on the sites of this recording.")];
  /** @type {Steps} */
  const steps = { one, rows, words: new Map(), sites: new Map(), drawn: new Map() };
  word(steps);
  const apps = one.head.apps.map((app, at) => ({ ...withheldApp(one.head, app, at), id: app.id }));
  const everywhere = sitesOf(rows, apps);
  const texts = rows.map((row) => `${wordsOf(steps, row)} ${everywhere.get(row.app) ?? ""}`.toLowerCase());
  const list = element("ol", { class: "rows review-rows" });
  const [count, after, bulk] = [
    element("p", { class: "hint", role: "status" }),
    element("div"),
    element("button", { type: "button", class: "link", hidden: true }),
  ];
  const keys = new Set(within?.keys);
  const all = element("button", { type: "button", click: () => (keys.clear(), show()) }, "Show all steps");
  const unnamed = element("button", {
    ...{ type: "button", class: "chip", "aria-pressed": "false" },
    click: () => {
      unnamed.setAttribute("aria-pressed", String(unnamed.getAttribute("aria-pressed") !== "true"));
      show();
    },
  });
  const nameless = new Set(rows.filter((row) => row.unnamed).map(ordinalOf)).size;
  unnamed.textContent = `${counted(nameless, "control")} without a name`;
  const field = element("input", {
    ...{ type: "search", placeholder: "Find a step or a site", "aria-label": "Find a step or a site" },
    ...{ autocomplete: "off", spellcheck: false, input: () => show() },
  });
  const show = () => {
    const sought = field.value.trim().toLowerCase();
    const only = unnamed.getAttribute("aria-pressed") === "true";
    const fits = (/** @type {Row} */ row, /** @type {number} */ at) =>
      (texts[at] ?? "").includes(sought) &&
      (!only || row.unnamed) &&
      (keys.size === 0 || row.keys.some((key) => keys.has(key)));
    const shown = rows.filter(fits);
    steps.sites = changesOfSite(shown, apps);
    steps.drawn.clear();
    after.replaceChildren(paged(list, shown, (row) => draw(steps, row)));
    list.hidden = shown.length === 0;
    const some = shown.length < rows.length;
    const holding = keys.size ? ` with “${within?.text}”` : "";
    count.textContent = some
      ? `${shown.length.toLocaleString("en")} of ${counted(rows.length, "step")}${holding}.`
      : `${counted(rows.length, "step")}. Delete what does not belong to the work.`;
    all.hidden = keys.size === 0;
    offerAll(steps, some ? shown : [], bulk);
  };
  show();
  return [
    element("p", { class: "find" }, field),
    element("p", { class: "chips" }, nameless > 0 && unnamed, all),
    element("div", { class: "found" }, count, bulk),
    list,
    after,
  ];
}

/** @param {Row} row */
const ordinalOf = (row) => row.entry.target?.element ?? 0;

/** @param {readonly Row[]} rows @param {readonly App[]} apps */
function sitesOf(rows, apps) {
  const names = new Map(apps.map((app) => [app.id, app.name]));
  return new Map(rows.map(({ app }) => [app, names.get(app) ?? app]));
}

/** Take the words of every row from what would leave. @param {Steps} steps */
function word({ one, rows, words }) {
  const kept = { ...one.head, review: { ...one.head.review, deleted: [] } };
  const leaving = rowsOf(reviewed(kept, one.entries).entries);
  rows.forEach((row, at) => words.set(row, leaving[at]?.parts ?? row.parts));
}

/** @param {Steps} steps @param {Row} row */
const wordsOf = (steps, row) =>
  (steps.words.get(row) ?? [])
    .map((part) => (typeof part === "string" ? part : "strong" in part ? part.strong : part.soft))
    .join("");

/** @param {Steps} steps @param {Row} row */
const isDeleted = ({ one }, row) => row.keys.every((key) => one.head.review.deleted.includes(key));

/**
 * @param {Steps} steps
 * @param {Row} row
 */
function draw(steps, row) {
  const deleted = isDeleted(steps, row);
  const shown = { ...row, parts: steps.words.get(row) ?? row.parts };
  const site = steps.sites.get(row) ?? "";
  const made = rowElement(shown, steps.one.head.started, site, row.unnamed && !deleted && naming(steps, row));
  made.classList.toggle("is-deleted", deleted);
  made.append(deleteButton(steps, row, deleted, wordsOf(steps, row)));
  steps.drawn.get(row)?.replaceWith(made);
  steps.drawn.set(row, made);
  return made;
}

/**
 * A button that deletes all steps that were found, or puts them back.
 *
 * @param {Steps} steps
 * @param {readonly Row[]} rows
 * @param {HTMLButtonElement} button
 */
function offerAll(steps, rows, button) {
  const gone = rows.length > 0 && rows.every((row) => isDeleted(steps, row));
  button.hidden = rows.length < 2;
  button.classList.toggle("danger-link", !gone);
  button.textContent = gone ? `Undo deleting these ${rows.length}` : `Delete these ${rows.length}`;
  button.onclick = async () => {
    const keys = rows.flatMap((row) => row.keys);
    await steps.one.decide((review) => (gone ? putBack(review, keys) : remove(review, keys)));
    for (const row of [...steps.drawn.keys()]) draw(steps, row);
    offerAll(steps, rows, button);
    say(gone ? "The steps are back." : `${counted(rows.length, "step is", "steps are")} deleted.`);
  };
}

/**
 * @param {Steps} steps
 * @param {Row} row
 * @param {boolean} deleted
 * @param {string} words
 */
function deleteButton(steps, row, deleted, words) {
  const click = async () => {
    await steps.one.decide((review) => (deleted ? putBack(review, row.keys) : remove(review, row.keys)));
    say(deleted ? "The step is back." : "The step is deleted. The same button undoes it.");
    focusIn(draw(steps, row), ".toggle");
  };
  return element(
    "button",
    {
      ...{ type: "button", class: "toggle quiet", "aria-label": `${deleted ? "Undo deleting" : "Delete"}: ${words}` },
      ...{ title: deleted ? "Undo" : "Delete this step", click: () => void click() },
    },
    icon(deleted ? "back" : "remove"),
    deleted && "Undo",
  );
}

/**
 * A button that asks for the name of a control that has none.
 *
 * @param {Steps} steps
 * @param {Row} row
 */
function naming(steps, row) {
  const before = steps.one.head.review.named[ordinalOf(row)] ?? "";
  const label = before ? "Rename this control" : "Name this control";
  const holder = element("span", { class: "naming" });
  const ask = () => {
    const problem = element("span", { class: "problem", role: "alert", hidden: true });
    const field = element("input", { value: before, maxLength: 60, "aria-label": "Name of this control" });
    const keep = () => void keepName(steps, row, field, problem);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") keep();
      if (event.key === "Escape") focusIn(draw(steps, row), ".naming button");
    });
    holder.replaceChildren(field, element("button", { type: "button", click: keep }, "Keep"), problem);
    field.select();
  };
  holder.append(element("button", { type: "button", class: "link", click: ask }, icon("edit"), label));
  return holder;
}

/**
 * @param {Steps} steps
 * @param {Row} row
 * @param {HTMLInputElement} field
 * @param {HTMLElement} problem
 */
async function keepName(steps, row, field, problem) {
  const kept = screenedName(field.value, row.entry.target?.role ?? "");
  if (kept === null) return showProblem(problem, "This may be somebody’s name. Use plain words only.", field);
  await steps.one.decide((review) => name(review, ordinalOf(row), kept));
  say(kept ? `The control is called ${kept}.` : "The control has no name.");
  word(steps);
  // The same control may stand in other rows.
  const others = [...steps.drawn.keys()].filter((other) => other.unnamed && ordinalOf(other) === ordinalOf(row));
  for (const other of others) draw(steps, other);
  const made = steps.drawn.get(row);
  if (made) focusIn(made, ".naming button");
  return undefined;
}

/**
 * @param {HTMLElement} within
 * @param {string} selector
 */
function focusIn(within, selector) {
  const found = within.querySelector(selector);
  if (found instanceof HTMLElement) found.focus();
}

/**
 * What may be kept of a name that the performer gave; `null` when nothing may.
 *
 * @param {string} text
 * @param {string} role
 */
export function screenedName(text, role) {
  if (!text.trim()) return "";
  for (const as of [role, ""]) {
    const kept = redaction.name(text, "performer", as, "static");
    if (kept.text) return kept.text;
  }
  return null;
}
