/**
 * Which screen does the performer see?
 *
 * In: what the worker publishes, and where the performer goes. Out: one screen: start, running, review, earlier, about.
 *
 * Law: that a recording goes on is always in sight, on every screen. Stop leads to review; nothing leaves before it.
 */

import { showEarlier, showUnfinished } from "./earlier.js";
import { byId, say } from "./elements.js";
import { showPromise } from "./leftout.js";
import { refreshSites } from "./picking.js";
import { showReview } from "./reviewing.js";
import { runningTime, showRunning } from "./running.js";
import { showStart } from "./start.js";
import { clock } from "./words.js";
import { follow, NOTHING } from "./worker.js";

const SCREENS = ["start", "running", "review", "earlier", "about"];
/** Where in the navigation a screen is, when not under its own name. */
const PLACES = /** @type {Readonly<Record<string, string>>} */ ({ start: "record", running: "record", review: "earlier" });

let live = NOTHING;
let screen = "";

const isGoing = () => live.phase === "recording" || live.phase === "paused";

/**
 * @param {string} name
 * @param {boolean} [focus] Whether to lead the reader to its heading.
 */
function show(name, focus = true) {
  const changed = screen !== name;
  screen = name;
  for (const id of SCREENS) byId(id).hidden = id !== name;
  for (const button of document.querySelectorAll("nav [data-go]")) {
    const place = button.getAttribute("data-go") ?? "";
    const here = place === (PLACES[name] ?? name);
    if (here) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  if (!changed || !focus) return;
  const heading = document.querySelector(`#${name} h1`);
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** @param {string} place Of the navigation. */
async function go(place, focus = true) {
  if (place === "earlier") await showEarlier(isGoing() ? live.recording : "", review);
  if (place !== "record") return show(place, focus);
  if (isGoing()) {
    await showRunning(live);
    return show("running", focus);
  }
  await showStart();
  await showUnfinished("", review);
  return show("start", focus);
}

/** @param {string} id */
async function review(id) {
  const gone = () => {
    say("The recording is deleted.");
    void go("record");
  };
  if (!(await showReview(id, gone))) return go("record");
  return show("review");
}

/** @param {Live} now */
async function hear(now) {
  const before = live;
  live = now;
  showBadge();
  if (isGoing()) {
    const began = before.recording !== now.recording || !["recording", "paused"].includes(before.phase);
    if (began || screen === "running" || screen === "") await go("record", screen !== "");
    if (began) say("Recording.");
    return;
  }
  const ended = before.recording === now.recording && ["recording", "paused"].includes(before.phase);
  if (ended && now.phase === "stopped") {
    say("Stopped.");
    return void (await review(now.recording));
  }
  if (screen === "" || screen === "running") await go("record", screen !== "");
}

function showBadge() {
  const going = isGoing();
  byId("badge").hidden = !going;
  byId("badge").classList.toggle("is-paused", live.phase === "paused");
  byId("badge-text").textContent = live.phase === "paused" ? "Paused" : "REC";
}

setInterval(() => {
  const time = document.getElementById("time");
  if (time && isGoing()) time.textContent = clock(runningTime());
}, 500);

for (const button of document.querySelectorAll("nav [data-go]")) {
  button.addEventListener("click", () => void go(button.getAttribute("data-go") ?? "record"));
}
showPromise();
void follow((now) => void hear(now));

/** The tabs changed: what is on offer may be another. */
const look = () => void (!document.hidden && screen === "start" && refreshSites());
document.addEventListener("visibilitychange", look);
chrome.tabs.onActivated.addListener(look);
chrome.tabs.onUpdated.addListener((_, { status }) => void (status === "complete" && look()));
