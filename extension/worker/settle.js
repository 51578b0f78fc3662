/**
 * What is stored of what a page told?
 *
 * In: what a capture script told, and from which tab and frame. Out: entries for the store, in which addresses, elements
 * and tags have become ordinals.
 *
 * Law: no address, no tag of a value and no key of an element gets out of here. A frame of the application in front is
 * part of its page; a frame of another application is a place of its own.
 */

import { appAt } from "./applications.js";
import { lastWith, ordinal } from "./session.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./session.js").Tab} Tab */

const ANSWER_WITHIN_MS = 10_000;
const ASKED_WITHIN_MS = 2_000;
const CLOCKS_DIFFER_MS = 30;
const MOST_ACTS = 10;
/** Acts that no page is loaded for. @type {ReadonlySet<Kind>} */
const STAYS = new Set(["enter", "copy", "paste", "annotate"]);

/** @type {readonly Arrival[]} Ways in which a person, not the page, makes a page come. */
const BY_PERSON = ["typed", "reload", "back_forward"];

/**
 * The tab with this id, known from now on.
 *
 * @param {Session} session
 * @param {number} id
 * @returns {Tab}
 */
export function tabOf(session, id) {
  return (session.tabs[id] ??= {
    number: Object.keys(session.tabs).length + 1,
    here: false,
    app: "",
    page: { template: "", kind: "other", object: "", name: "", instance: 0, record: 0 },
    acts: [],
    asked: 0,
    opener: null,
    cause: "",
    why: { asked: 0, opener: null },
    unexplained: [],
    loaded: 0,
    arrival: "unknown",
    busy: 0,
  });
}

/**
 * The application that a message came from, listed in the session from now on.
 *
 * @param {Session} session
 * @param {chrome.runtime.MessageSender} sender
 * @returns {string} Its id; empty for a frame without an address of its own.
 */
export function applicationOf(session, sender) {
  const origin = sender.origin ?? "";
  if (!origin.startsWith("http")) return "";
  const { host } = new URL(origin);
  const site = session.sites.find(({ pattern }) => originOf(pattern) === origin);
  const found = appAt(host, site?.name ?? "");
  if (!session.apps.some(({ id }) => id === found.id)) session.apps.push(found);
  return found.id;
}

/** @param {string} pattern A match pattern of one origin. */
export function originOf(pattern) {
  return pattern.replace(/\/\*$/, "");
}

/**
 * The entries to store of what one document told.
 *
 * @param {Session} session
 * @param {readonly Told[]} entries
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<Kept[]>}
 */
export async function settled(session, entries, sender) {
  const tab = tabOf(session, sender.tab?.id ?? -1);
  const app = applicationOf(session, sender);
  const top = sender.frameId === 0;
  const kept = [];
  for (const told of entries) {
    if (told.kind === "page_shown" && !(top && isSeen(told, tab, sender))) continue;
    const within = !top && (app === "" || app === tab.app);
    const place = within ? { app: tab.app, page: tab.page } : { app, page: await pageOf(app, told.address) };
    kept.push(await entryOf(session, told, tab, place, top));
  }
  return [...kept, ...explained(session)];
}

/**
 * Whether a page that was shown was seen: not one that lay behind others when the recording began.
 *
 * @param {Told} told
 * @param {Tab} tab
 * @param {chrome.runtime.MessageSender} sender
 */
function isSeen(told, tab, sender) {
  return sender.tab?.active !== false || told.arrival !== "unknown" || tab.arrival !== "unknown" || told.cause !== "";
}

/**
 * What was stored without its cause, once the act before it was told: a page that is left tells its last acts at the same
 * time as the next page tells that it is shown.
 *
 * @param {Session} session
 * @returns {Kept[]} The same entries, with the cause.
 */
function explained(session) {
  const found = [];
  for (const tab of Object.values(session.tabs)) {
    const cause = tab.unexplained.length === 0 ? "" : causeOf(session, { ...tab, ...tab.why });
    if (cause === "") continue;
    for (const entry of tab.unexplained) {
      const shown = entry.kind === "navigate" ? { kind: /** @type {const} */ ("page_shown") } : {};
      found.push({ ...entry, ...shown, actor: /** @type {const} */ ("system"), cause });
    }
    Object.assign(tab, { cause, unexplained: [] });
  }
  return found;
}

/**
 * @param {string} app
 * @param {Address} address
 * @returns {Promise<Page>}
 */
async function pageOf(app, { page, identity, record }) {
  return {
    ...page,
    instance: await ordinal(`page ${app} ${page.template}`, identity),
    record: await ordinal("record", record === "" ? "" : `${app} ${record}`),
  };
}

/**
 * The act for which a page is being loaded: the last one before it was asked for, here or where the tab was opened.
 *
 * @param {Session} session
 * @param {Tab} tab
 * @returns {string} Its key; empty when nobody did anything right before.
 */
export function causeOf(session, tab) {
  const own = actBefore(tab, tab.asked);
  const source = tab.opener === null ? undefined : session.tabs[tab.opener.tab];
  return own !== "" || source === undefined ? own : actBefore(source, tab.opener?.at ?? 0);
}

/** @param {Tab} tab @param {number} at */
function actBefore({ acts }, at) {
  return acts.find((act) => act.at <= at + CLOCKS_DIFFER_MS && at - act.at <= ASKED_WITHIN_MS)?.key ?? "";
}

/**
 * @param {Session} session
 * @param {Told} told
 * @param {Tab} tab
 * @param {{app: string, page: Page}} place
 * @param {boolean} top
 * @returns {Promise<Kept>}
 */
async function entryOf(session, told, tab, { app, page }, top) {
  const { key, at, text, text_state, press } = told;
  const target = told.target === null ? null : await targetOf(told.target, app, page);
  // A paste only brings a value: the field that holds it afterwards names where it came from, not the paste.
  const same = told.tag === "" ? "" : await lastWith(told.tag, told.kind === "paste" ? "" : key);
  /** @type {Kept} */
  const kept = {
    ...{ key, at, kind: told.kind, actor: told.actor, app, page, target, value: valueOf(told), arrival: told.arrival },
    ...{ press, text, text_state, cause: told.cause, same, tab: tab.number },
  };
  if (told.actor === "system" && told.cause === "" && isByLoad(tab, at)) kept.cause = tab.cause;
  const shown = told.kind === "page_shown";
  if (shown) arrive(session, kept, tab);
  if (told.actor === "system" && kept.cause === "" && (shown || at - tab.loaded < ANSWER_WITHIN_MS)) {
    tab.unexplained = [...tab.unexplained, kept].slice(0, MOST_ACTS);
  }
  if (told.actor === "human") {
    if (!STAYS.has(told.kind)) tab.acts = [{ key, at }, ...tab.acts].sort((one, other) => other.at - one.at).slice(0, MOST_ACTS);
    if (isUnlabelled(kept)) session.unlabelled = [...new Set([...session.unlabelled, `${app} ${target?.element}`])];
  }
  if (top) Object.assign(tab, { app, page, here: true });
  return kept;
}

/** @param {Tab} tab @param {number} at Whether what was seen then came with the page, and nobody did anything since. */
function isByLoad(tab, at) {
  return at - tab.loaded < ANSWER_WITHIN_MS && !tab.acts.some((act) => act.at > tab.loaded && act.at <= at);
}

/** @param {Session} session @param {Kept} kept @param {Tab} tab Take in how a page came, as the browser said it. */
function arrive(session, kept, tab) {
  if (tab.asked > kept.at + CLOCKS_DIFFER_MS) {
    // The next page was asked for before this one had told that it is shown: how a page comes is that one's.
    Object.assign(tab, { cause: kept.cause, loaded: kept.at, why: { asked: 0, opener: null }, unexplained: [] });
    return;
  }
  if (kept.arrival === "unknown") kept.arrival = tab.arrival;
  if (kept.cause === "") kept.cause = causeOf(session, tab);
  const { asked, opener } = tab;
  Object.assign(tab, { why: { asked, opener }, unexplained: [] });
  Object.assign(tab, { cause: kept.cause, loaded: kept.at, arrival: "unknown", asked: 0, opener: null });
  if (kept.cause === "" && BY_PERSON.includes(kept.arrival)) {
    kept.kind = "navigate";
    kept.actor = "human";
  }
}

/**
 * @param {ToldTarget} told
 * @param {string} app
 * @param {Page} page
 * @returns {Promise<Target>}
 */
async function targetOf({ element, ...rest }, app, page) {
  const number = await ordinal("element", element === "" ? "" : `${app}\n${page.template}\n${element}`);
  return { ...rest, element: number };
}

/** @param {Told} told @returns {Value | null} */
function valueOf({ value }) {
  return value === null ? null : { ...value, same_as: 0 };
}

/** @param {Kept} kept */
function isUnlabelled({ target, value }) {
  return target !== null && target.column === "" && target.name_state === "absent" && value?.value_class !== "secret";
}

