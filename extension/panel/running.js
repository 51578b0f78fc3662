/**
 * What does the performer see while the recording goes on?
 *
 * In: `Live` of the worker, and the entries from the store. Out: the time, the last steps in plain words, what cannot
 * be seen, a place for notes; Pause, Resume, Stop, and more sites.
 *
 * Law: a note passes the privacy screen, and its writer sees what is left of it before it is kept.
 */

import { entriesAfter, head } from "../recording/store.js";
import { byId, element, icon, say, showProblem } from "./elements.js";
import { changesOfSite, rowElement } from "./rows.js";
import { grant, siteOf } from "./sites.js";
import { beginsRow, clock, counted, rowsOf } from "./words.js";
import { tell } from "./worker.js";

const SHOWN = 12;
/** Entries that may make up the rows shown; the busy marks between them make none. */
const TAIL = 240;
/** Frames tell late: entries up to so much older than the newest may still come. */
const LATE_MS = 10_000;

/**
 * What was read of the recording that goes on.
 *
 * @typedef {object} Seen
 * @property {string} id
 * @property {Map<string, Kept>} entries
 * @property {Kept[]} stops Where it was paused and resumed, by time.
 * @property {number} steps How many rows there will be at review.
 */

/** @type {Seen | null} */
let seen = null;
/** @type {Live | null} */
let live = null;
let reading = false;
let again = false;

/** @param {Live} now */
export async function showRunning(now) {
  const before = live;
  live = now;
  if (seen?.id !== now.recording) {
    seen = { id: now.recording, entries: new Map(), stops: [], steps: 0 };
    await build(now.recording);
  }
  const paused = now.phase === "paused";
  byId("running").classList.toggle("is-paused", paused);
  byId("phase").textContent = paused ? "Paused" : "Recording";
  const [hidden, shown] = paused ? [byId("pause"), byId("resume")] : [byId("resume"), byId("pause")];
  const held = document.activeElement === hidden;
  hidden.hidden = true;
  shown.hidden = false;
  if (held) shown.focus(); // the one takes the other's place, whoever paused
  if (before && before.phase !== now.phase && before.recording === now.recording) {
    say(paused ? "Paused. Nothing is recorded." : "Recording.");
  }
  showWhere(now);
  showCoverage(now);
  await read();
}

/** Which key pauses on any page, as it is set in this browser. */
async function showKey() {
  const found = (await chrome.commands.getAll()).find(({ name }) => name === "pause")?.shortcut;
  byId("keys").textContent = found ? `${found} pauses and resumes, on any page.` : "";
}

/** The time that was recorded, pauses left out. */
export function runningTime() {
  if (!live || live.phase === "none") return 0;
  let [time, since] = [0, /** @type {number | null} */ (live.started)];
  for (const entry of seen?.stops ?? []) {
    if (entry.kind === "paused" && since !== null) [time, since] = [time + entry.at - since, null];
    else if (entry.kind === "resumed") since ??= entry.at;
  }
  return time + (since === null || live.phase === "paused" ? 0 : Date.now() - since);
}

/** @param {string} id */
async function build(id) {
  const found = await head(id);
  byId("running").replaceChildren(
    element("h1", { tabIndex: -1 }, found?.title || "Recording"),
    element(
      "div",
      { class: "deck" },
      element("p", { class: "state" }, element("span", { class: "dot" }), element("span", { id: "phase" })),
      element("p", { id: "time", class: "big-time", role: "timer", "aria-label": "Time recorded" }, "0:00"),
      element(
        "div",
        { class: "buttons" },
        control("pause", "Pause"),
        control("resume", "Resume"),
        control("stop", "Stop", "primary"),
      ),
      element("p", { class: "hint", id: "keys" }),
      element("p", { class: "problem", id: "running-problem", hidden: true }),
    ),
    element("div", { id: "where", class: "where" }),
    element(
      "div",
      { class: "two" },
      element(
        "section",
        { class: "card" },
        element("h2", {}, "Steps ", element("span", { id: "steps-count", class: "soft" })),
        ...feed(),
      ),
      element("div", {}, noteForm(), coverage()),
    ),
  );
  await showKey();
}

/**
 * @param {"pause" | "resume" | "stop"} type
 * @param {string} label
 * @param {string} [kind]
 */
function control(type, label, kind = "") {
  const click = async () => {
    if (type === "stop") await leaveNote();
    const answer = await tell({ type });
    showProblem(byId("running-problem"), answer.ok ? "" : answer.problem);
  };
  return element("button", { type: "button", id: type, class: kind, click: () => void click() }, icon(type), label);
}

const feed = () => [
  element("p", { id: "feed-none", class: "none" }, "Your first step will show here."),
  element("ol", { id: "feed", class: "rows", "aria-label": "Last steps, the newest first" }),
  element("p", { id: "feed-more", class: "hint", hidden: true }, "All steps show at review, after Stop."),
];

function noteForm() {
  const text = element("textarea", { id: "note", rows: 2, maxLength: 500, "aria-describedby": "note-hint note-kept" });
  const kept = element("p", { id: "note-kept", class: "kept", hidden: true });
  const submit = async () => {
    const note = redaction.note(text.value);
    if (!note.text) return text.focus();
    if (note.state === "masked" && kept.textContent !== keptWords(note.text)) {
      kept.textContent = keptWords(note.text);
      kept.hidden = false;
      return say(keptWords(note.text));
    }
    const answer = await tell({ type: "note", text: note.text });
    showProblem(byId("running-problem"), answer.ok ? "" : answer.problem);
    if (!answer.ok) return undefined;
    text.value = "";
    kept.hidden = true;
    kept.textContent = "";
    text.focus();
    return say("The note is added.");
  };
  return element(
    "form",
    { class: "card", submit: (/** @type {Event} */ event) => (event.preventDefault(), void submit()) },
    element("h2", {}, element("label", { htmlFor: "note" }, "Add a note")),
    text,
    element("p", { id: "note-hint", class: "hint" }, "What the browser cannot see: why you decided so, what was said."),
    kept,
    element("button", { type: "submit" }, "Add note"),
  );
}

/** @param {string} text */
const keptWords = (text) => `Names and numbers are taken out. Press Add note again to keep: ${text}`;

const coverage = () =>
  element(
    "section",
    { class: "card" },
    element("h2", {}, "What can be seen"),
    element(
      "div",
      { class: "meter-line" },
      element("span", { id: "frames-words" }),
      element("meter", { id: "frames", min: 0, max: 1, "aria-labelledby": "frames-words" }),
    ),
    element("p", { id: "unlabelled", class: "hint" }),
    element("div", { id: "blind" }),
  );

/** @param {Live} now */
function showCoverage({ frames, unlabelled, blind_origins }) {
  const all = frames.seen + frames.blind;
  const part = /** @type {HTMLMeterElement} */ (byId("frames"));
  part.max = Math.max(1, all);
  part.value = all ? frames.seen : 1;
  const blind = frames.blind ? `; ${frames.blind} cannot be seen` : "";
  byId("frames-words").textContent = `${frames.seen} of ${counted(all, "part")} of the pages seen${blind}`;
  byId("unlabelled").textContent = unlabelled
    ? `${counted(unlabelled, "control has", "controls have")} no name. You can give names after Stop.`
    : "Every control so far has a name.";
  renew(byId("blind"), blind_origins.join(" "), () => blind_origins.map(addSite));
}

/** @param {Live} now */
function showWhere({ here, elsewhere, phase }) {
  const words = here ? "This page is recorded." : "This page is not recorded: it counts as elsewhere.";
  const paused = "Nothing is recorded until you resume.";
  renew(byId("where"), `${here} ${elsewhere} ${phase}`, () => [
    element("p", {}, phase === "paused" ? paused : words),
    !here && elsewhere && phase !== "paused" ? addSite(elsewhere) : "",
  ]);
}

/**
 * Draw a part anew only when what it shows has changed, so that nobody loses the button they are on.
 *
 * @param {HTMLElement} place
 * @param {string} what
 * @param {() => (string | Node)[]} parts
 */
function renew(place, what, parts) {
  if (place.dataset["shows"] === what) return;
  place.dataset["shows"] = what;
  place.replaceChildren(...parts());
}

/** @param {string} origin */
function addSite(origin) {
  const site = siteOf(origin);
  if (!site) return "";
  const click = async () => {
    if (!(await grant([site]))) return;
    const answer = await tell({ type: "site", site });
    showProblem(byId("running-problem"), answer.ok ? "" : answer.problem);
    if (answer.ok) say(`${site.name} is recorded from now on.`);
  };
  return element(
    "button",
    { type: "button", class: "row-button", click: () => void click() },
    icon("add"),
    element("span", {}, "Record ", element("b", {}, site.name), " too"),
  );
}

/** Read what is new; one reading at a time, and once more when something came meanwhile. */
async function read() {
  if (reading) return void (again = true);
  reading = true;
  do {
    again = false;
    const known = seen;
    if (!known) break;
    const newest = Math.max(-Infinity, ...[...known.entries.values()].slice(-1).map((entry) => entry.at));
    for (const entry of await entriesAfter(known.id, newest - LATE_MS)) take(known, entry);
    if (known === seen) await showFeed(known);
  } while (again);
  reading = false;
}

/** @param {Seen} known @param {Kept} entry */
function take(known, entry) {
  if (known.entries.has(entry.key)) return;
  known.entries.set(entry.key, entry);
  if (beginsRow(entry.kind)) known.steps += 1;
  if (entry.kind === "paused" || entry.kind === "resumed") known.stops.push(entry);
}

/** @param {Seen} known */
async function showFeed({ id, entries, steps }) {
  // A reading sorts by time, but joins late entries behind: order the tail that may have changed.
  const tail = [...entries.values()].slice(-TAIL).sort((a, b) => a.at - b.at);
  const all = rowsOf(tail);
  const rows = all.slice(-SHOWN);
  const found = await head(id);
  const sites = changesOfSite(rows, found?.apps ?? []);
  const made = rows.reverse().map((row) => rowElement(row, found?.started ?? 0, sites.get(row) ?? ""));
  byId("feed").replaceChildren(...made);
  byId("feed-none").hidden = rows.length > 0;
  byId("steps-count").textContent = steps ? steps.toLocaleString("en") : "";
  byId("feed-more").hidden = all.length <= 7;
  byId("time").textContent = clock(runningTime());
}

/** Add the note that was not added: what is left of it is looked at in the review. */
async function leaveNote() {
  const { text } = redaction.note(/** @type {HTMLTextAreaElement} */ (byId("note")).value);
  if (text) await tell({ type: "note", text });
}
