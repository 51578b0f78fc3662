/**
 * How does a row of a recording look?
 *
 * In: a row of words.js. Out: its element: time, words, and what the screen adds to them.
 *
 * Law: the same step looks the same while it is recorded and at review.
 */

import { element } from "./elements.js";
import { clock } from "./words.js";

/** @param {readonly import("./words.js").Part[]} parts */
export const phrase = (parts) =>
  parts.map((part) => {
    if (typeof part === "string") return part;
    return "strong" in part ? element("b", {}, part.strong) : element("span", { class: "soft" }, part.soft);
  });

/**
 * @param {import("./words.js").Row} row
 * @param {number} started
 * @param {string} site Where it happened, when that is another place than before; else empty.
 * @param {...import("./elements.js").Child} more
 */
export function rowElement(row, started, site, ...more) {
  return element(
    "li",
    { class: `row ${row.tone}` },
    element("span", { class: "time" }, clock(row.at - started)),
    element(
      "div",
      { class: "words" },
      site && element("span", { class: "site" }, site),
      element("span", { class: "phrase" }, ...phrase(row.parts)),
      ...more,
    ),
  );
}

/**
 * For each row the name of its site where it changes, else an empty text.
 *
 * @param {readonly import("./words.js").Row[]} rows In order of time.
 * @param {readonly App[]} apps
 * @returns {Map<import("./words.js").Row, string>}
 */
export function changesOfSite(rows, apps) {
  const names = new Map(apps.map((app) => [app.id, app.name]));
  const found = new Map();
  let before = "";
  for (const row of rows) {
    const name = names.get(row.app) ?? row.app;
    found.set(row, name && name !== before ? name : "");
    before = name || before;
  }
  return found;
}
