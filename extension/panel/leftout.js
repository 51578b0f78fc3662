/**
 * What was not recorded?
 *
 * In: a recording under review. Out: the promise, word for word, and what this recording left out, with its counts.
 *
 * Law: the promise is written once, here; the page that explains the recorder shows the same words.
 */

import { element } from "./elements.js";
import { counted, rowsOf, spell } from "./words.js";

export const PROMISE = Object.freeze([
  "No typed text: of a field only that it was filled, cleared or ticked.",
  "No keys but Enter, Escape and Tab, and these only as such.",
  "No screenshots, no picture or copy of a page.",
  "No titles of pages and no addresses, only their kind, such as lead record.",
  "No names of files, nothing from the clipboard.",
  "No names of records and people, no cells of tables, as far as rules can tell.",
  "Nothing of sites that you did not tick, and nothing while it is paused.",
]);

/** Show the promise where panel.html has a place for it. */
export function showPromise() {
  for (const list of document.querySelectorAll("[data-promise]")) {
    list.replaceChildren(...PROMISE.map((line) => element("li", {}, line)));
  }
}

/** @param {import("./reviewing.js").Case} one @returns {HTMLElement[]} */
export function leftOutPart({ head, entries }) {
  const facts = factsOf(head, entries);
  return [
    element(
      "div",
      { class: "two" },
      element(
        "section",
        { class: "card" },
        element("h2", {}, "Never recorded"),
        element("ul", { class: "no" }, ...PROMISE.map((line) => element("li", {}, line))),
      ),
      element(
        "section",
        { class: "card" },
        element("h2", {}, "In this recording"),
        element(
          "dl",
          { class: "facts" },
          ...facts.flatMap(([term, fact]) => [element("dt", {}, term), element("dd", {}, fact)]),
        ),
      ),
    ),
  ];
}

/**
 * @param {Head} head
 * @param {readonly Kept[]} entries
 * @returns {[string, string][]}
 */
function factsOf({ frames, dropped, equality }, entries) {
  const away = lengthOf(entries, "away_started", "away_ended");
  const paused = lengthOf(entries, "paused", "resumed");
  const states = entries.flatMap((entry) => [entry.text_state, entry.target?.name_state, entry.value?.option_state]);
  const withheld = states.filter((state) => state === "withheld").length;
  const masked = states.filter((state) => state === "masked").length;
  const unnamed = rowsOf(entries).filter((row) => row.unnamed).length;
  return [
    ["Time elsewhere", away ? spell(away) : "none"],
    ["Time paused", paused ? spell(paused) : "none"],
    ["Parts of pages that could not be seen", `${frames.blind} of ${frames.seen + frames.blind}`],
    ["Texts left out because they may be content", String(withheld)],
    ["Texts with a name or number taken out", String(masked)],
    ["Steps on a control without a name", String(unnamed)],
    ["Values carried from field to field", equality ? "noticed" : "not looked for"],
    ...Object.entries(dropped)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => /** @type {[string, string]} */ ([sentence(what), counted(count, "time")])),
  ];
}

/** @param {string} words */
const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/**
 * @param {readonly Kept[]} entries In order of time.
 * @param {Kind} start
 * @param {Kind} end
 */
function lengthOf(entries, start, end) {
  let [length, since] = [0, /** @type {number | null} */ (null)];
  for (const { kind, at } of entries) {
    if (kind === start) since ??= at;
    if (kind !== end || since === null) continue;
    length += at - since;
    since = null;
  }
  return length;
}
