/**
 * What does the extension do while no page of it is open?
 *
 * In: messages of capture scripts and of the panel, and what the browser says of tabs. Out: entries on the disk, the state
 * for the panel, the badge.
 *
 * Law: one thing at a time, in order; an entry is acknowledged when it is on the disk. The browser may stop this worker
 * between any two lines: listeners are registered at once, and the state is read back before anything is done.
 */

import * as store from "../recording/store.js";
import { admitted, admittedCounts } from "./admitted.js";
import * as coverage from "./coverage.js";
import * as presence from "./presence.js";
import { begin, newKey, save, session } from "./session.js";
import { settled, tabOf } from "./settle.js";
import * as sites from "./sites.js";

/** @typedef {import("./session.js").Session} Session */

const FOCUS_SETTLES_MS = 250;
const DOWNLOAD_WITHIN_MS = 5_000;
const TOLD_WITHIN_MS = 400;
/** The browser stops a worker after 30 seconds without work. */
const AWAKE_MS = 20_000;

/** @type {Promise<unknown>} What is being done, and all that waits for it. */
let queue = recovered().catch((problem) => console.error(problem));

/**
 * Do something after all that was asked before.
 *
 * @template T
 * @param {(now: Session) => Promise<T>} work
 * @returns {Promise<T>}
 */
function inTurn(work) {
  const done = queue.then(async () => {
    const answer = await work(await session());
    await publish(await session()); // work may have begun another one
    return answer;
  });
  queue = done.catch((problem) => console.error(problem));
  return done;
}

/**
 * Close the recordings that a browser left open when it died: they end with their last entry, whenever that was. Do what the
 * worker before was stopped at.
 */
async function recovered() {
  const now = await session();
  for (const head of await store.heads()) {
    if (head.phase === "stopped" || head.id === now.recording) continue;
    await store.change(head.id, (old) => ({ ...old, phase: "stopped" })); // when it ended, nobody saw
  }
  if (now.asked === null) return;
  await done(now.asked);
  await publish(await session());
}

/** Keep the session, and show it: to the panel, and on the badge. */
async function publish(/** @type {Session} */ now) {
  /** @type {Live} */
  const live = {
    recording: now.recording,
    phase: now.phase,
    started: now.started,
    entries: now.entries,
    here: !now.away,
    elsewhere: now.away ? (now.fronts[now.front] ?? "") : "",
    blind_origins: now.blind,
    frames: coverage.frames(now),
    unlabelled: now.unlabelled.length,
  };
  await save({ live });
  await badge(now.phase);
}

/** @type {string} What the badge says; it is set when that changes. */
let badged = "unknown";

/** @param {Phase | "none"} phase */
async function badge(phase) {
  if (badged === phase) return;
  badged = phase;
  const [text, color, title] =
    phase === "recording"
      ? ["REC", "#b3261e", "Sopwright: recording"]
      : phase === "paused"
        ? ["II", "#5f6368", "Sopwright: paused"]
        : ["", "#5f6368", "Sopwright: record how this work is done"];
  await chrome.action.setBadgeText({ text: /** @type {string} */ (text) });
  await chrome.action.setBadgeBackgroundColor({ color: /** @type {string} */ (color) });
  await chrome.action.setTitle({ title: /** @type {string} */ (title) });
}

/** @param {Session} now @param {readonly Kept[]} entries Put them on the disk. */
async function keep(now, entries) {
  if (entries.length === 0 || now.recording === "") return;
  now.entries += entries.length;
  await save(); // before what it tells apart is on the disk: a number is never given twice
  await store.add(now.recording, entries);
}

// --- capture scripts ------------------------------------------------------------------------------------------------

/**
 * @param {Session} now
 * @param {FromPage & {type: "hello"}} hello
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<Welcome>}
 */
async function welcome(now, hello, sender) {
  if (now.phase === "recording" || now.phase === "paused") {
    now.documents += 1;
    if (sender.frameId === 0 && sender.tab?.id !== undefined) tabOf(now, sender.tab.id).here = true;
    // A browser that a program drives does not show a person's pace, whoever started the recording.
    if (hello.driven) await store.change(now.recording, (head) => ({ ...head, pace: "script" }));
  }
  return { phase: now.phase === "stopped" ? "none" : now.phase, key: now.equality ? now.key : "" };
}

/**
 * @param {Session} now
 * @param {FromPage & {type: "told"}} told
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<boolean>}
 */
async function take(now, told, sender) {
  if (now.recording === "" || now.phase === "stopped") return true; // there is nothing to keep it in
  if (!told.welcome && now.phase !== "recording") return true; // it would have heard so
  // A page that is left tells again what it heard no answer to; how a page came, the first time has used up.
  const entries = admitted(told.entries);
  const taken = await store.known(now.recording, entries.map(({ key }) => key));
  // Where the browser tells of downloads, it tells of all.
  const fresh = entries.filter(({ key, kind }) => !taken.has(key) && !(kind === "download" && downloadsTold()));
  await keep(now, await settled(now, fresh, sender));
  await note(now, admittedCounts(told.dropped));
  await keep(now, await presence.look(now, Date.now()));
  return true;
}

/** @param {Session} now @param {Record<string, number>} dropped Count what was left out. */
async function note(now, dropped) {
  const found = Object.entries(dropped);
  if (found.length === 0 && now.entries > 0 && now.apps.length === known) return;
  known = now.apps.length;
  await store.change(now.recording, (head) => {
    const sums = { ...head.dropped };
    for (const [what, times] of found) sums[what] = (sums[what] ?? 0) + times;
    return { ...head, dropped: sums, apps: now.apps, frames: coverage.frames(now) };
  });
}

/** How many applications the recording on the disk lists. */
let known = 0;

// --- the panel ------------------------------------------------------------------------------------------------------

/** @param {FromPanel & {type: "start"}} asked */
async function start(asked) {
  const started = Date.now();
  const id = crypto.randomUUID();
  const { title, performer, role, pace, equality } = asked;
  /** @type {Head} */
  const head = {
    ...{ id, title, performer, role, pace, equality, started, ended: null, phase: "recording", sites: asked.sites },
    ...{ apps: [], frames: { seen: 0, blind: 0 }, dropped: {}, sent: null },
    review: { withheld: [], deleted: [], named: {} },
  };
  await store.create(head);
  const window = (await chrome.windows.getLastFocused().catch(() => undefined))?.id ?? 0;
  const [site] = asked.sites;
  const now = await begin({
    ...{ recording: id, phase: "recording", started, sites: asked.sites, equality, key: newKey(), window },
    asked: site === undefined ? null : { told: { type: "site", site }, key: "" }, // should it be stopped here: enter them
  });
  known = 0;
  await sites.enter(asked.sites);
  await phaseToAll(now, true);
}

/** @param {Session} now @param {boolean} entering */
async function phaseToAll(now, entering) {
  const phase = now.phase === "none" ? "stopped" : now.phase;
  const key = now.equality && phase === "recording" ? now.key : "";
  await sites.tellAll(now.sites, { type: "phase", phase, key }, (told, sender) => take(now, told, sender), entering);
}

/** @param {Session} now @param {"paused" | "recording"} phase @param {string} key */
async function turn(now, phase, key) {
  if (phase === "paused") {
    await tellBefore(now, phase);
    await keep(now, [presence.noted(now, "paused", Date.now(), { key })]);
    now.phase = phase;
  } else {
    await keep(now, [presence.noted(now, "resumed", Date.now(), { key })]);
    now.phase = phase;
    await phaseToAll(now, true);
  }
  await store.change(now.recording, (head) => ({ ...head, phase }));
}

/** @param {Session} now @param {"paused" | "stopped"} phase Collect what pages had not told yet. */
async function tellBefore(now, phase) {
  const message = { type: /** @type {const} */ ("phase"), phase, key: "" };
  await sites.tellAll(now.sites, message, (told, sender) => take(now, told, sender), false);
}

/** @param {Session} now */
async function stop(now) {
  coverage.count(now, (await Promise.all(Object.keys(now.tabs).map((id) => coverage.blindIn(Number(id))))).flat());
  if (now.phase === "recording") await tellBefore(now, "stopped");
  await sites.leave();
  const ended = Date.now();
  const { apps } = now;
  const frames = coverage.frames(now);
  await store.change(now.recording, (head) => ({ ...head, phase: "stopped", ended, apps, frames }));
  const { recording, started, entries, unlabelled, documents, blind } = now;
  // The key of hashes and all that was told apart by it are thrown away here.
  await begin({ recording, started, entries, unlabelled, documents, blind, phase: "stopped" });
}

/** @param {Session} now @param {FromPanel} asked @returns {Promise<Answer>} */
async function obey(now, asked) {
  const going = now.phase === "recording" || now.phase === "paused";
  if (asked.type === "start") {
    if (going) return { ok: false, problem: "A recording is going on. Stop it first." };
    if (asked.sites.length === 0) return { ok: false, problem: "Choose at least one site that this recording may see." };
  } else if (!going && (asked.type === "note" || asked.type === "site")) {
    return { ok: false, problem: `There is no recording to add a ${asked.type} to.` };
  } else if (!going || now.phase === (asked.type === "pause" ? "paused" : asked.type === "resume" && "recording")) {
    return { ok: true }; // it is so
  }
  await done({ told: asked, key: presence.noted(now, "annotate", 0).key });
  return { ok: true };
}

/** @param {NonNullable<Session["asked"]>} asked Do it; should this worker be stopped meanwhile, the next does it again. */
async function done(asked) {
  const [now, { told, key }] = [await session(), asked];
  now.asked = asked;
  await save();
  try {
    if (told.type === "start") await start(told);
    else if (told.type === "stop") await stop(now);
    else if (told.type === "pause") await turn(now, "paused", key);
    else if (told.type === "resume") await turn(now, "recording", key);
    else if (told.type === "site") await add(now, told.site);
    else await keep(now, [presence.noted(now, "annotate", Date.now(), { actor: "human", ...written(told), key })]);
  } finally {
    (await session()).asked = null; // which is saved when this is published
  }
}

/** @param {Session} now @param {Site} site Enter the pages of one more site. */
async function add(now, site) {
  now.sites = [...now.sites.filter(({ pattern }) => pattern !== site.pattern), site];
  await store.change(now.recording, (head) => ({ ...head, sites: now.sites }));
  await sites.enter(now.sites);
  if (now.phase === "recording") await phaseToAll(now, true);
}

/** @param {{text: string}} note What the panel has screened already; the mark is where something was taken out. */
function written({ text }) {
  return { text, text_state: /** @type {NameState} */ (text.includes("…") ? "masked" : "clear") };
}

/** @param {chrome.runtime.MessageSender} sender Whether a message came from a page of the extension itself. */
function isOurs(sender) {
  return sender.url?.startsWith(chrome.runtime.getURL("")) === true;
}

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== chrome.runtime.id) return false;
  const told = /** @type {FromPage | FromPanel} */ (message);
  let work;
  const wait = told.type === "stop" ? downloadsUntil - Date.now() : 0;
  if (told.type === "hello") work = inTurn((now) => welcome(now, told, sender));
  else if (told.type === "told") work = inTurn((now) => take(now, told, sender));
  else if (isOurs(sender)) work = after(wait).then(() => inTurn((now) => obey(now, told)));
  else return false;
  work.then(answer, (problem) => answer({ ok: false, problem: String(problem) }));
  return true;
});

// --- the browser ----------------------------------------------------------------------------------------------------

/** @param {(now: Session) => Promise<Kept[]> | Kept[]} work What a recording that goes on makes of a browser event. */
function follow(work) {
  return inTurn(async (now) => {
    if (now.phase !== "recording" && now.phase !== "paused") return;
    const entries = await work(now);
    if (now.phase === "recording") await keep(now, entries);
  });
}

/** @param {number} tabId A page has loaded. Nobody waits for its frames to answer. */
async function lookForBlind(tabId) {
  const found = await coverage.blindIn(tabId);
  if (found.length > 0) await follow((now) => (coverage.count(now, found), []));
}

chrome.commands.onCommand.addListener((command) => {
  if (command === "pause") void inTurn((now) => obey(now, { type: now.phase === "paused" ? "resume" : "pause" }));
});
// What a page says while it is left, the browser gives only to a worker that is awake. A call keeps it awake.
setInterval(() => void (badged === "recording" && chrome.runtime.getPlatformInfo()), AWAKE_MS);
chrome.runtime.onConnect.addListener(() => {}); // by it, a page hears that the worker was stopped, and wakes it
chrome.windows.onFocusChanged.addListener((window) => {
  const at = Date.now();
  // Between two windows, none is in front for a moment.
  setTimeout(() => follow((now) => presence.look(now, at)), FOCUS_SETTLES_MS);
  void follow((now) => {
    now.window = window;
    return [];
  });
});
chrome.tabs.onActivated.addListener(() => {
  const at = Date.now();
  void follow((now) => presence.look(now, at));
});
chrome.webNavigation.onBeforeNavigate.addListener((details) => {
  if (details.frameId !== 0) return;
  void follow((now) => {
    presence.loading(now, details);
    return [];
  });
});
chrome.webNavigation.onCommitted.addListener((details) => {
  if (details.frameId !== 0) return;
  void follow((now) => {
    presence.committed(now, details);
    return presence.look(now, Math.round(details.timeStamp));
  });
});
chrome.webNavigation.onCompleted.addListener((details) => {
  if (details.frameId !== 0) return;
  void follow((now) => {
    if (now.tabs[details.tabId]?.here === true) void lookForBlind(details.tabId);
    return presence.loaded(now, details);
  });
});
chrome.webNavigation.onErrorOccurred.addListener((details) => {
  if (details.frameId === 0) void follow((now) => presence.loaded(now, details));
});
chrome.webNavigation.onCreatedNavigationTarget.addListener((details) => {
  void follow((now) => {
    presence.opened(now, details);
    return [];
  });
});
chrome.tabs.onRemoved.addListener((id) => {
  const at = Date.now();
  void follow((now) => {
    const tab = now.tabs[id];
    if (tab !== undefined) tab.here = false;
    return presence.look(now, at);
  });
});
/** @returns {boolean} Whether the performer let the browser tell of downloads. */
function downloadsTold() {
  return chrome.downloads !== undefined;
}

/** A download begins: the answer to the act before it, told when that act surely is. What is loaded is not looked at. */
function downloadBegan() {
  const at = Date.now();
  const tell = () =>
    follow((now) => {
      const tabs = Object.values(now.tabs).filter(({ here }) => here);
      const acts = tabs.flatMap((tab) => tab.acts.map((act) => ({ ...act, tab })));
      const act = acts.sort((one, other) => other.at - one.at).find((one) => one.at <= at && at - one.at <= DOWNLOAD_WITHIN_MS);
      if (act === undefined) return [];
      const { app, page, number } = act.tab;
      return [presence.noted(now, "download", at, { actor: "system", app, page, tab: number, cause: act.key })];
    });
  downloadsUntil = at + TOLD_WITHIN_MS + 50;
  setTimeout(() => void tell(), TOLD_WITHIN_MS);
}

let downloadsHeard = false;
/** Until when a download that began is not told yet. */
let downloadsUntil = 0;

/** @param {number} wait @returns {Promise<void>} */
const after = async (wait) => (wait > 0 ? new Promise((resolve) => void setTimeout(resolve, wait)) : undefined);

function hearDownloads() {
  if (!downloadsTold() || downloadsHeard) return;
  downloadsHeard = true;
  chrome.downloads.onCreated.addListener(downloadBegan);
}

hearDownloads();
chrome.permissions.onAdded.addListener(hearDownloads);
chrome.runtime.onInstalled.addListener(() => {
  void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
});
