/**
 * What becomes of a recording that was looked through?
 *
 * In: a recording under review. Out: a file, or a recording sent to a receiver, or nothing any more.
 *
 * Law: the file, what is sent and what is shown here are the same text. Discarding asks once.
 */

import { assemble, dump } from "../recording/assemble.js";
import { remove } from "../recording/store.js";
import { element, icon, say, showProblem, sopLink } from "./elements.js";
import { connect, disconnect, receiver, receiverOf, send } from "./sending.js";

/** @typedef {import("./reviewing.js").Case} Case */

const MOST_SHOWN = 200_000;

/** @param {Case} one @returns {HTMLElement[]} */
export function finishPart(one) {
  const sending = element("section", { class: "card" });
  void showSending(one, sending);
  return [element("div", { class: "two" }, sending, saving(one)), discarding(one)];
}

/** @param {Case} one */
const textOf = async (one) => dump(await assemble(one.head, one.entries));

/**
 * What the file is called, from the title.
 *
 * @param {Head} head
 */
export function fileName({ title, started, review }) {
  const kept = review.withheld.includes(title) ? "" : title.toLowerCase();
  const words = kept.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return `${words || `recording-${new Date(started).toISOString().slice(0, 10)}`}.recording.json`;
}

/** @param {Case} one */
function saving(one) {
  const save = async () => {
    const url = URL.createObjectURL(new Blob([await textOf(one)], { type: "application/json" }));
    element("a", { href: url, download: fileName(one.head) }).click();
    // The browser reads the address when the download begins, which is after this task.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    say("The file is saved.");
  };
  const look = element("details", {
    toggle: () => void (look.open && pre.textContent === "" && fill()),
  });
  const pre = element("pre", { tabIndex: 0, "aria-label": "The file" });
  const fill = async () => {
    const text = await textOf(one);
    pre.textContent = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n… the file goes on` : text;
  };
  look.append(element("summary", {}, "See exactly what is in it"), pre);
  return element(
    "section",
    { class: "card" },
    element("h2", {}, "Save a file"),
    element("p", {}, "To keep or hand on. ", element("code", {}, "sopwright write"), " makes the SOP from it."),
    element("button", { type: "button", click: () => void save() }, icon("save"), "Save file"),
    look,
  );
}

/**
 * @param {Case} one
 * @param {HTMLElement} place
 */
async function showSending(one, place) {
  const known = await receiver();
  place.replaceChildren(element("h2", {}, "Send it"), ...(known ? sender(one, known, place) : connecting(one, place)));
}

/**
 * @param {Case} one
 * @param {HTMLElement} place
 */
function connecting(one, place) {
  const problem = element("p", { class: "problem", id: "connect-problem", hidden: true });
  const line = element("input", {
    ...{ id: "connection", autocomplete: "off", spellcheck: false, placeholder: "http://127.0.0.1:8737/#token=…" },
    "aria-describedby": "connect-problem",
  });
  const submit = async () => {
    const found = receiverOf(line.value);
    if (!found) {
      showProblem(problem, "Paste the whole line that sopwright listen prints, with its token.", line);
      return line.focus();
    }
    if (!(await connect(found))) return showProblem(problem, "The browser was not allowed to reach it.", line);
    await showSending(one, place);
    say("Connected.");
    return place.querySelector("button")?.focus();
  };
  return [
    element(
      "p",
      {},
      element("code", {}, "sopwright listen --write"),
      ", on your own computer, writes the SOP at once. Paste the line that it prints; once is enough.",
    ),
    element(
      "form",
      { submit: (/** @type {Event} */ event) => (event.preventDefault(), void submit()) },
      element("div", { class: "field" }, element("label", { htmlFor: "connection" }, "Connection line"), line, problem),
      element("button", { type: "submit", class: "primary" }, "Connect"),
    ),
  ];
}

/**
 * @param {Case} one
 * @param {import("./sending.js").Receiver} known
 * @param {HTMLElement} place
 */
function sender(one, known, place) {
  const { host } = new URL(known.address);
  const outcome = element("div", { class: "answer" });
  const button = element("button", { type: "button" });
  const buttons = element("div", { class: "buttons" });
  /** One button is the first in rank: send it, or open what came of it. */
  const offer = (/** @type {string} */ label, /** @type {string} */ link, /** @type {boolean} */ first) => {
    button.replaceChildren(icon("send"), label);
    button.classList.toggle("primary", first);
    buttons.replaceChildren(...(link ? [sopLink(link, "primary")] : []), button);
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    outcome.replaceChildren(element("p", { class: "hint" }, "Sending…"));
    const answer = await send(known, await textOf(one));
    button.disabled = false;
    if (answer.ok) await one.sent({ to: host, at: Date.now(), link: answer.link });
    offer(answer.ok ? "Send again" : "Try again", answer.ok ? answer.link : "", !answer.ok);
    outcome.replaceChildren(said(answer));
    say(answer.ok ? answer.says : answer.problem);
    (buttons.querySelector("a") ?? button).focus();
  });
  const forget = async () => {
    await disconnect();
    await showSending(one, place);
    place.querySelector("input")?.focus();
  };
  const { sent } = one.head;
  offer(sent ? "Send again" : "Send", sent?.link ?? "", !sent);
  return [
    element("p", {}, "Goes to ", element("b", {}, host), " and nowhere else."),
    buttons,
    outcome,
    element("button", { type: "button", class: "link", click: () => void forget() }, "Forget this connection"),
  ];
}

/** @param {import("./sending.js").Sent} answer */
const said = (answer) =>
  answer.ok ? element("p", { class: "good" }, answer.says) : element("p", { class: "problem" }, answer.problem);

/** @param {Case} one */
function discarding(one) {
  const place = element("p", { class: "discard" });
  const destroy = () => void remove(one.head.id).then(one.gone);
  const ask = () =>
    place.replaceChildren(
      element("span", {}, one.head.sent ? "Delete it from this browser?" : "Delete it for good? It was not sent."),
      element("button", { type: "button", class: "danger", click: destroy }, "Delete it"),
      element("button", { type: "button", click: () => offer().focus() }, "Keep it"),
    );
  const offer = () => {
    const click = () => (ask(), place.querySelector("button")?.focus());
    const button = element("button", { type: "button", class: "link danger-link", click }, "Discard this recording");
    place.replaceChildren(button);
    return button;
  };
  offer();
  return place;
}
