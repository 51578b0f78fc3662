/**
 * Which texts would leave the browser?
 *
 * In: a recording under review. Out: every distinct text by where it was read, with how often and in which rows, each
 * withheld or shown again by one click.
 *
 * Law: a text that is not listed here does not leave.
 */

import { restore, strings, withhold } from "../recording/review.js";
import { element, paged, say } from "./elements.js";
import { counted, rowsOf } from "./words.js";

/** @typedef {import("./reviewing.js").Case} Case */
/** @typedef {import("../recording/review.js").Found} Found */

const HEADINGS = /** @type {Readonly<Record<import("../recording/review.js").Source, string>>} */ (
  Object.freeze({
    ...{ recording: "What you called the work", role: "Your role", note: "Your notes", performer: "Names you gave" },
    ...{ site: "Sites", message: "Messages and errors", option: "Chosen options", page: "Names of pages" },
    ...{ text: "On buttons, tabs and links", aria: "Names for screen readers", label: "Labels of fields" },
    ...{ title: "Hints at the pointer", placeholder: "Hints in empty fields", alt: "Names of pictures" },
    ...{ technical: "Technical names, put into words", dictionary: "The application’s own words" },
    ...{ content: "Content", none: "Other names", container: "Dialogs and groups", column: "Column headings" },
    template: "Kinds of pages, from their address; names and numbers are “:id”",
  })
);

/** @param {Case} one @returns {(HTMLElement | string)[]} */
export function textsPart(one) {
  const results = element("div", { class: "groups" });
  const count = element("p", { class: "hint", role: "status" });
  const numbers = rowNumbers(one);
  const field = element("input", {
    ...{ type: "search", placeholder: "Find a text", "aria-label": "Find a text" },
    ...{ autocomplete: "off", spellcheck: false },
    input: () => show(),
  });
  const show = () => {
    const found = strings(one.head, one.entries);
    const sought = field.value.trim().toLowerCase();
    const shown = found.filter((text) => text.text.toLowerCase().includes(sought));
    count.textContent = sought ? `${shown.length} of ${counted(found.length, "text")}.` : summary(found);
    results.replaceChildren(...groups(one, shown, numbers, count));
    if (shown.length === 0) results.append(element("p", { class: "none" }, "No text."));
  };
  show();
  return [count, element("p", { class: "find" }, field), results];
}

/** @param {readonly Found[]} found */
function summary(found) {
  const out = found.filter((text) => text.withheld).length;
  return `${counted(found.length, "text")}${out ? `, ${out} withheld` : ""}. What you withhold is left out everywhere.`;
}

/** Which row shows an entry, as the performer counts. @param {Case} one */
function rowNumbers({ entries }) {
  return new Map(rowsOf(entries).flatMap((row, at) => row.keys.map((key) => [key, at + 1])));
}

/**
 * @param {Case} one
 * @param {readonly Found[]} found
 * @param {ReadonlyMap<string, number>} numbers
 * @param {HTMLElement} count
 */
function* groups(one, found, numbers, count) {
  for (const source of new Set(found.map((text) => text.source))) {
    const list = element("ul", { class: "texts" });
    const texts = found.filter((text) => text.source === source);
    const more = paged(list, texts, (text) => textRow(one, text, numbers, count));
    yield element("section", {}, element("h2", {}, HEADINGS[source]), list, more);
  }
}

/**
 * @param {Case} one
 * @param {Found} found
 * @param {ReadonlyMap<string, number>} numbers
 * @param {HTMLElement} count
 * @returns {HTMLElement}
 */
function textRow(one, found, numbers, count) {
  const { text, withheld, source } = found;
  const click = async () => {
    await one.decide((review) => (withheld ? restore(review, text) : withhold(review, text)));
    say(withheld ? `${text} is shown again.` : `${text} is withheld everywhere.`);
    redraw(one, text, count);
  };
  const row = element(
    "li",
    { "data-text": text, class: withheld ? "is-withheld" : "" },
    element(
      "div",
      { class: "words" },
      element(source === "template" ? "code" : "span", { class: "text" }, text),
      places(one, found, numbers),
    ),
    element(
      "button",
      { type: "button", "aria-label": `${withheld ? "Show again" : "Withhold"}: ${text}`, click: () => void click() },
      withheld ? "Show again" : "Withhold",
    ),
  );
  row.addEventListener("drawn-anew", () => {
    const now = textRow(one, { ...found, withheld: one.head.review.withheld.includes(text) }, numbers, count);
    const focused = row.contains(document.activeElement);
    row.replaceWith(now);
    const button = now.lastElementChild;
    if (focused && button instanceof HTMLElement) button.focus();
  });
  return row;
}

/**
 * Draw every row of a text anew: the same text may be read in several places.
 *
 * @param {Case} one
 * @param {string} text
 * @param {HTMLElement} count
 */
function redraw(one, text, count) {
  const rows = count.parentElement?.querySelectorAll(`[data-text="${CSS.escape(text)}"]`) ?? [];
  for (const row of rows) row.dispatchEvent(new CustomEvent("drawn-anew"));
  count.textContent = summary(strings(one.head, one.entries));
}

/**
 * Where a text stands, as a way there.
 *
 * @param {Case} one
 * @param {Found} found
 * @param {ReadonlyMap<string, number>} numbers
 */
function places(one, { text, steps }, numbers) {
  const rows = new Set(steps.map((key) => numbers.get(key)).filter((number) => number !== undefined));
  if (rows.size === 0) return null;
  const click = () => one.showSteps(text, steps);
  const label = `in ${counted(rows.size, "step")}`;
  return element("button", { type: "button", class: "link", "aria-label": `${text}: ${label}`, click }, label);
}
