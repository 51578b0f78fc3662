/**
 * What has been recorded, and what of it may leave?
 *
 * In: a recording of the store. Out: its steps, its texts, what was left out, and how to finish; each decision of the
 * performer goes to the store at once.
 *
 * Law: what is shown is what leaves, all of it. Each decision can be taken back for as long as the recording is kept.
 */

import { change, entriesAfter, head } from "../recording/store.js";
import { byId, element } from "./elements.js";
import { finishPart } from "./finish.js";
import { leftOutPart } from "./leftout.js";
import { stepsPart } from "./steps.js";
import { textsPart } from "./texts.js";
import { spell } from "./words.js";

/**
 * A recording under review.
 *
 * @typedef {object} Case
 * @property {Head} head
 * @property {Kept[]} entries In order of time.
 * @property {(edit: (review: Review) => Review) => Promise<void>} decide
 * @property {(sent: Head["sent"]) => Promise<void>} sent
 * @property {() => void} gone Called when the recording was deleted.
 */

const PARTS = Object.freeze([
  { id: "steps", label: "Steps", show: stepsPart },
  { id: "texts", label: "Texts", show: textsPart },
  { id: "left", label: "Left out", show: leftOutPart },
  { id: "finish", label: "Finish", show: finishPart },
]);

/**
 * Show a recording for review.
 *
 * @param {string} id
 * @param {() => void} gone
 * @returns {Promise<boolean>} Whether it is there.
 */
export async function showReview(id, gone) {
  const [found, entries] = await Promise.all([head(id), entriesAfter(id)]);
  if (!found) return false;
  /** @type {Case} */
  const one = {
    head: found,
    entries,
    decide: async (edit) => {
      one.head = (await change(id, (now) => ({ ...now, review: edit(now.review) }))) ?? one.head;
    },
    sent: async (sent) => {
      one.head = (await change(id, (now) => ({ ...now, sent }))) ?? one.head;
    },
    gone,
  };
  const panel = element("div", { id: "part", role: "tabpanel", tabIndex: -1 });
  byId("review").replaceChildren(heading(one), tabs(one, panel), panel);
  open(one, panel, "steps");
  return true;
}

/** @param {Case} one */
function heading({ head: { title, started, ended }, entries }) {
  const end = ended ?? entries.at(-1)?.at ?? started;
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(started);
  return element(
    "div",
    { class: "heading" },
    element("h1", { tabIndex: -1 }, title || "Recording without a title"),
    element("p", { class: "hint" }, `${day} · ${spell(end - started)}${ended === null ? " · interrupted" : ""}`),
    ended === null &&
      element("p", { class: "notice" }, "The browser was closed during this recording. All steps up to then are here."),
    element("p", { class: "lead" }, "Nothing has left this browser. Look through it, then save or send it."),
  );
}

/**
 * @param {Case} one
 * @param {HTMLElement} panel
 */
function tabs(one, panel) {
  const buttons = PARTS.map(({ id, label }, at) =>
    element(
      "button",
      {
        ...{ type: "button", id: `tab-${id}`, role: "tab", tabIndex: -1 },
        ...{ "aria-controls": "part", "aria-selected": "false" },
        click: () => open(one, panel, id),
        keydown: (/** @type {KeyboardEvent} */ event) => {
          const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
          const to = event.key === "Home" ? 0 : event.key === "End" ? PARTS.length - 1 : at + step;
          const next = PARTS[(to + PARTS.length) % PARTS.length];
          if (to === at || !next) return;
          event.preventDefault();
          open(one, panel, next.id);
          byId(`tab-${next.id}`).focus();
        },
      },
      element("span", { class: "ordinal", "aria-hidden": "true" }, String(at + 1)),
      label,
    ),
  );
  return element("div", { class: "tabs", role: "tablist", "aria-label": "Review" }, ...buttons);
}

/**
 * @param {Case} one
 * @param {HTMLElement} panel
 * @param {string} id
 */
function open(one, panel, id) {
  for (const part of PARTS) {
    const tab = byId(`tab-${part.id}`);
    tab.setAttribute("aria-selected", String(part.id === id));
    tab.tabIndex = part.id === id ? 0 : -1;
    if (part.id !== id) continue;
    panel.setAttribute("aria-labelledby", tab.id);
    const next = PARTS[PARTS.indexOf(part) + 1];
    panel.replaceChildren(...part.show(one), next ? nextButton(one, panel, next) : "");
  }
}

/**
 * @param {Case} one
 * @param {HTMLElement} panel
 * @param {{id: string, label: string}} next
 */
function nextButton(one, panel, next) {
  const click = () => {
    open(one, panel, next.id);
    byId(`tab-${next.id}`).focus();
    byId("review").scrollIntoView();
  };
  return element("p", { class: "next" }, element("button", { type: "button", click }, `Next: ${next.label}`));
}
