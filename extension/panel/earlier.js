/**
 * Which recordings does this browser keep?
 *
 * In: the heads of the store. Out: a list, each to open or to delete.
 *
 * Law: deleting asks once and is then for good; a recording that goes on is not listed.
 */

import { heads, remove } from "../recording/store.js";
import { byId, element, say, sopLink } from "./elements.js";
import { dayOf, spell } from "./words.js";

/**
 * @param {string} going Id of the recording that goes on; empty when there is none.
 * @param {(id: string) => void} open
 */
export async function showEarlier(going, open) {
  const found = (await heads()).filter((head) => head.id !== going);
  const again = () => showEarlier(going, open);
  byId("earlier-list").replaceChildren(...found.map((head) => card(head, open, again)));
  byId("earlier-none").hidden = found.length > 0;
}

/**
 * @param {Head} head
 * @param {(id: string) => void} open
 * @param {() => Promise<void>} again
 */
function card(head, open, again) {
  const title = head.title || "Recording without a title";
  const length = head.ended === null ? "" : ` · ${spell(head.ended - head.started)}`;
  const actions = element("div", { class: "buttons" });
  const offer = () => {
    actions.replaceChildren(
      element("button", { type: "button", "aria-label": `Open ${title}`, click: () => open(head.id) }, "Open"),
      head.sent?.link ? sopLink(head.sent.link, "") : "",
      element(
        "button",
        { type: "button", class: "link danger-link", "aria-label": `Delete ${title}`, click: ask },
        "Delete",
      ),
    );
  };
  const gone = async () => {
    await remove(head.id);
    await again();
    say(`${title} is deleted.`);
    byId("earlier").querySelector("h1")?.focus();
  };
  const ask = () => {
    actions.replaceChildren(
      element("span", { class: "hint" }, "For good?"),
      element("button", { type: "button", class: "danger", click: () => void gone() }, "Delete"),
      element("button", { type: "button", click: () => (offer(), actions.querySelector("button")?.focus()) }, "Keep"),
    );
    actions.querySelector("button")?.focus();
  };
  offer();
  return element(
    "li",
    { class: "card" },
    element("h2", {}, title),
    element("p", { class: "hint" }, `${dayOf(head.started)}${length}`),
    element("p", { class: "hint" }, head.sites.map(({ name }) => name).join(", ")),
    element("p", { class: `tag ${stateOf(head)[0]}` }, stateOf(head)[1]),
    actions,
  );
}

/** @param {Head} head @returns {[string, string]} */
function stateOf({ sent, ended }) {
  if (sent) return ["good", `Sent to ${sent.to}`];
  return ended === null ? ["warn", "Interrupted"] : ["", "Not sent"];
}

/**
 * Recordings that a closed browser left behind and nobody looked through yet.
 *
 * @param {string} going
 * @param {(id: string) => void} open
 */
export async function showUnfinished(going, open) {
  const found = (await heads()).filter((head) => head.id !== going && head.ended === null && !head.sent);
  byId("unfinished").replaceChildren(
    ...found.slice(0, 2).map((head) =>
      element(
        "div",
        { class: "notice" },
        element(
          "p",
          {},
          "Your recording of ",
          element("b", {}, head.title || "a lead"),
          " was interrupted. What you did up to then is kept.",
        ),
        element("button", { type: "button", click: () => open(head.id) }, "Look through it"),
      ),
    ),
  );
}
