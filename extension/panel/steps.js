/**
 * Which steps were recorded, and which of them stay?
 *
 * In: a recording under review. Out: its rows, each with Delete and Undo, and a name for controls that have none.
 *
 * Law: a deleted step stays in sight, struck out, until the recording is gone: nobody loses one by a slip of the hand.
 */

import { name, named, putBack, remove } from "../recording/review.js";
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
 * @property {Row[]} rows
 * @property {Map<Row, string>} sites
 * @property {Map<Row, HTMLElement>} drawn
 */

/** @param {Case} one @returns {(HTMLElement | string)[]} */
export function stepsPart(one) {
  const rows = rowsOf(one.entries);
  if (rows.length === 0) return [element("p", { class: "none" }, "Nothing was done on the sites of this recording.")];
  const steps = { one, rows, sites: changesOfSite(rows, one.head.apps), drawn: new Map() };
  const unnamed = new Set(rows.filter((row) => row.unnamed).map(ordinalOf)).size;
  const list = element("ol", { class: "rows review-rows" });
  const more = paged(list, rows, (row) => draw(steps, row));
  return [
    element(
      "p",
      { class: "hint" },
      `${counted(rows.length, "row")}. Delete what does not belong to the work.`,
      unnamed ? ` ${counted(unnamed, "control has", "controls have")} no name: give it one in a word or two.` : "",
    ),
    list,
    more,
  ];
}

/** @param {Row} row */
const ordinalOf = (row) => row.entry.target?.element ?? 0;

/**
 * @param {Steps} steps
 * @param {Row} row
 */
function draw(steps, row) {
  const { review, started } = steps.one.head;
  const deleted = row.keys.every((key) => review.deleted.includes(key));
  const given = named(row.entry, review);
  const parts = given === row.entry ? row.parts : (rowsOf([given])[0]?.parts ?? row.parts);
  const shown = { ...row, parts };
  const made = rowElement(shown, started, steps.sites.get(row) ?? "", row.unnamed && !deleted && naming(steps, row));
  made.classList.toggle("is-deleted", deleted);
  made.append(deleteButton(steps, row, deleted, made.querySelector(".phrase")?.textContent ?? ""));
  steps.drawn.get(row)?.replaceWith(made);
  steps.drawn.set(row, made);
  return made;
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
