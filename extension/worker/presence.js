/**
 * Where is the performer: on a recorded page, elsewhere, or waiting for one to load?
 *
 * In: what the browser says of windows, tabs and navigations. Out: entries `away_started`, `away_ended`, `busy_started`,
 * `busy_ended`, and for each page that comes, how it came and which act it answers.
 *
 * Law: of a page that is not recorded nothing is kept but that it was elsewhere; its site is known in memory, so that the
 * panel can offer to add it, and is not stored. Times are those of the browser's events.
 */

import { causeOf, tabOf } from "./settle.js";
import { mayEnter } from "./sites.js";

/** @typedef {import("./session.js").Session} Session */

/** @type {Record<string, Arrival>} By Chrome's transition types. */
const ARRIVALS = {
  link: "link",
  typed: "typed",
  auto_bookmark: "typed",
  generated: "typed",
  keyword: "typed",
  keyword_generated: "typed",
  start_page: "typed",
  form_submit: "submitted",
  reload: "reload",
};

/**
 * An entry that the recorder itself makes.
 *
 * @param {Session} session
 * @param {Kind} kind
 * @param {number} at
 * @param {Partial<Kept>} [parts]
 * @returns {Kept}
 */
export function noted(session, kind, at, parts = {}) {
  session.count += 1;
  return {
    key: `worker.${String(session.count).padStart(6, "0")}`,
    at,
    kind,
    actor: "recorder",
    app: "",
    page: { template: "", kind: "other", object: "", name: "", instance: 0, record: 0 },
    target: null,
    value: null,
    arrival: "unknown",
    press: "",
    text: "",
    text_state: "absent",
    cause: "",
    same: "",
    tab: 0,
    ...parts,
  };
}

/**
 * Compare where the performer is with where they were.
 *
 * @param {Session} session
 * @param {number} at
 * @returns {Promise<Kept[]>}
 */
export async function look(session, at) {
  const away = !(await isHere(session));
  if (away === session.away || session.phase === "none" || session.phase === "stopped") return [];
  session.away = away;
  return session.phase === "recording" ? [noted(session, away ? "away_started" : "away_ended", at)] : [];
}

/** @param {Session} session */
async function isHere(session) {
  session.front = -1;
  if (session.window === chrome.windows.WINDOW_ID_NONE) return false;
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  session.front = tab?.id ?? -1;
  return session.tabs[session.front]?.here === true;
}

/**
 * A tab begins to load a page.
 *
 * @param {Session} session
 * @param {{tabId: number, timeStamp: number}} details
 */
export function loading(session, { tabId, timeStamp }) {
  const tab = session.tabs[tabId];
  if (tab === undefined) return;
  tab.asked = timeStamp;
  tab.busy = tab.here ? timeStamp : 0;
}

/**
 * A tab has loaded its page, or gave it up: it was busy since the page was asked for. Told only now, because the act for
 * which it was asked may be told later than the browser says that it is loading.
 *
 * @param {Session} session
 * @param {{tabId: number, timeStamp: number}} details
 * @returns {Kept[]}
 */
export function loaded(session, { tabId, timeStamp }) {
  const tab = session.tabs[tabId];
  if (tab === undefined || tab.busy === 0) return [];
  const { app, page, number, busy } = tab;
  tab.busy = 0;
  const cause = tab.asked === 0 ? tab.cause : causeOf(session, tab);
  const parts = { actor: /** @type {const} */ ("system"), app, page, tab: number, cause };
  return [
    noted(session, "busy_started", Math.round(busy), parts),
    noted(session, "busy_ended", Math.round(timeStamp), parts),
  ];
}

/**
 * A page comes into a tab.
 *
 * @param {Session} session
 * @param {chrome.webNavigation.WebNavigationTransitionCallbackDetails} details
 */
export function committed(session, { tabId, url, transitionType, transitionQualifiers: how }) {
  const here = mayEnter(session.sites, url);
  session.fronts[tabId] = url.startsWith("http") ? new URL(url).origin : "";
  if (!here && session.tabs[tabId] === undefined) return;
  const tab = tabOf(session, tabId);
  tab.here = here;
  if (how.includes("forward_back")) tab.arrival = "back_forward";
  else if (transitionType === "form_submit" && how.includes("server_redirect")) tab.arrival = "redirected";
  else if (how.includes("client_redirect")) tab.arrival = "script";
  else tab.arrival = ARRIVALS[transitionType] ?? "unknown";
}

/**
 * A page opens another tab: what comes there answers the act that opened it.
 *
 * @param {Session} session
 * @param {{sourceTabId: number, tabId: number, timeStamp: number}} details
 */
export function opened(session, { sourceTabId, tabId, timeStamp }) {
  if (session.tabs[sourceTabId] !== undefined) tabOf(session, tabId).opener = { tab: sourceTabId, at: timeStamp };
}
