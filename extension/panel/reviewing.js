/**
 * What has been recorded, and what of it may leave?
 *
 * In: a recording of the store. Out: its steps, its texts, what was left out, and how to finish; each decision of the
 * performer goes to the store at once.
 *
 * Law: what is shown is what leaves, all of it. Each decision can be taken back for as long as the recording is kept.
 */

import { change, entriesAfter, head } from "../recording/store.js";
import { MAY_HOLD_A_NAME, spoken } from "./called.js";
import { byId, element, icon, say, showProblem } from "./elements.js";
import { finishPart } from "./finish.js";
import { leftOutPart } from "./leftout.js";
import { stepsPart } from "./steps.js";
import { textsPart } from "./texts.js";
import { dayOf, spell } from "./words.js";

/**
 * A recording under review.
 *
 * @typedef {object} Case
 * @property {Head} head
 * @property {Kept[]} entries In order of time.
 * @property {(edit: (review: Review) => Review) => Promise<void>} decide
 * @property {(sent: Head["sent"]) => Promise<void>} sent
 * @property {(text: string, keys: readonly string[]) => void} showSteps Show the steps in which a text stands.
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
      byId("left").textContent = whereWords(one.head);
    },
    showSteps: (text, keys) => {
      open(one, panel, "steps", { text, keys });
      byId("tab-steps").focus({ preventScroll: true });
    },
    gone,
  };
  const panel = element("div", { id: "part", role: "tabpanel", tabIndex: -1 });
  byId("review").replaceChildren(heading(one), tabs(one, panel), panel);
  open(one, panel, "steps");
  return true;
}

/** @param {Case} one */
function heading(one) {
  const { started, ended } = one.head;
  const end = ended ?? one.entries.at(-1)?.at ?? started;
  return element(
    "div",
    { class: "heading" },
    titleOf(one),
    element("p", { class: "hint" }, `${dayOf(started)} · ${spell(end - started)}${ended === null ? " · interrupted" : ""}`),
    ended === null &&
      element("p", { class: "notice" }, "The browser or the recorder was closed meanwhile. All steps up to then are here."),
    element("p", { class: "lead", id: "left" }, whereWords(one.head)),
  );
}

/** Whether anything has left. @param {Head} head */
const whereWords = ({ sent }) =>
  sent
    ? `Sent to ${sent.to} on ${dayOf(sent.at)}. What you change now leaves when you send it again.`
    : "Nothing has left this browser. Look through it, then send or save it.";

/** The title, with a button that asks for another. @param {Case} one */
function titleOf(one) {
  const { id } = one.head;
  const holder = element("div", { class: "titled" });
  const show = () => {
    const label = "Rename this recording";
    holder.replaceChildren(
      element("h1", { tabIndex: -1 }, one.head.title || "Recording without a title"),
      element("button", { type: "button", class: "quiet", "aria-label": label, title: label, click: ask }, icon("edit")),
    );
  };
  const back = () => {
    show();
    holder.querySelector("button")?.focus();
  };
  const ask = () => {
    const problem = element("p", { class: "problem", id: "renamed-problem", role: "alert", hidden: true });
    const field = element("input", {
      ...{ value: one.head.title, maxLength: 80, "aria-label": "What is this work called?" },
      "aria-describedby": "renamed-problem",
    });
    const keep = async () => {
      const title = spoken(field.value);
      if (!title && field.value.trim()) return showProblem(problem, MAY_HOLD_A_NAME, field);
      one.head = (await change(id, (now) => ({ ...now, title }))) ?? one.head;
      say(title ? `The recording is called ${title}.` : "The recording has no title.");
      return back();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") void keep();
      if (event.key === "Escape") back();
    });
    const heading = element("h1", { class: "unseen" }, one.head.title || "Recording without a title");
    holder.replaceChildren(heading, field, element("button", { type: "button", click: () => void keep() }, "Keep"), problem);
    field.select();
  };
  show();
  return holder;
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
 * @param {{text: string, keys: readonly string[]}} [within] The steps to show, of all.
 */
function open(one, panel, id, within) {
  for (const part of PARTS) {
    const tab = byId(`tab-${part.id}`);
    tab.setAttribute("aria-selected", String(part.id === id));
    tab.tabIndex = part.id === id ? 0 : -1;
    if (part.id !== id) continue;
    panel.setAttribute("aria-labelledby", tab.id);
    const next = PARTS[PARTS.indexOf(part) + 1];
    const away = panel.getBoundingClientRect().top < 0;
    panel.replaceChildren(...part.show(one, within), next ? nextButton(one, panel, next) : "");
    if (away) panel.scrollIntoView(); // what is new is read from its beginning
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
    byId(`tab-${next.id}`).focus({ preventScroll: true });
  };
  return element("p", { class: "next" }, element("button", { type: "button", click }, `Next: ${next.label}`));
}
