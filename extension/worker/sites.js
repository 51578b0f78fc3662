/**
 * Which pages is the recorder in?
 *
 * In: the sites that the performer chose. Out: capture scripts in their pages, those that are open and those to come.
 *
 * Law: a page outside these sites is never entered. A document that has the scripts already is told, not entered again.
 */

import { originOf } from "./settle.js";

const SCRIPTS = [
  ...["vocabulary", "patterns", "proper", "redaction", "addresses", "roles", "fields", "names", "places"],
  ...["targets", "wire", "messages", "scene", "outcomes", "choices", "edits", "acts", "journey", "start"],
].map((name) => `capture/${name}.js`);

const ID = "capture";
const HANGS = new Error("a document does not answer");
const HANGS_MS = 3_000;

/**
 * Enter the pages of these sites, from now on.
 *
 * @param {readonly Site[]} sites
 */
export async function enter(sites) {
  const matches = sites.map(({ pattern }) => pattern);
  await leave();
  await chrome.scripting.registerContentScripts([
    {
      id: ID,
      js: SCRIPTS,
      matches,
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: "document_start",
      persistAcrossSessions: false,
    },
  ]);
}

/** Enter no page any more. */
export async function leave() {
  const found = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (found.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
}

/**
 * Tell every document of these sites the phase, entering those that are not entered yet.
 *
 * @param {readonly Site[]} sites
 * @param {ToPage} message
 * @param {(told: FromPage & {type: "told"}, sender: chrome.runtime.MessageSender) => Promise<unknown>} take What takes
 *   that which a document had not told yet.
 * @param {boolean} entering Whether documents without the scripts get them.
 */
export async function tellAll(sites, message, take, entering) {
  const tabs = await chrome.tabs.query({ url: sites.map(({ pattern }) => pattern) });
  let taken = Promise.resolve();
  /** @type {typeof take} One after another, as it is when documents tell by themselves. */
  const inTurn = (told, sender) => (taken = taken.then(() => take(told, sender)).then(() => {}));
  await Promise.all(tabs.map((tab) => tellTab(sites, tab, message, inTurn, entering)));
}

/**
 * @param {readonly Site[]} sites
 * @param {chrome.tabs.Tab} tab
 * @param {ToPage} message
 * @param {(told: FromPage & {type: "told"}, sender: chrome.runtime.MessageSender) => Promise<unknown>} take
 * @param {boolean} entering
 */
async function tellTab(sites, tab, message, take, entering) {
  const tabId = tab.id ?? -1;
  const frames = (await chrome.webNavigation.getAllFrames({ tabId })) ?? [];
  const ends = frames.map(async ({ frameId, url }) => {
    try {
      const told = await inTime(chrome.tabs.sendMessage(tabId, message, { frameId }));
      if (told?.entries.length > 0) await take(told, { tab, frameId, origin: new URL(url).origin });
    } catch (problem) {
      if (problem === HANGS) return; // it will hear of it when it moves again
      if (entering && (mayEnter(sites, url) || !url.startsWith("http"))) await enterFrame(tabId, frameId);
    }
  });
  await Promise.all(ends);
}

/** @param {number} tabId @param {number} frameId */
async function enterFrame(tabId, frameId) {
  try {
    const target = { tabId, frameIds: [frameId] };
    await inTime(chrome.scripting.executeScript({ target, files: SCRIPTS, injectImmediately: true }));
  } catch {
    // A frame of another site, an error page, or a frame that is gone: it counts as blind. One that hangs is entered when
    // it moves again.
  }
}

/**
 * Wait for a document that may hang: it computes, or shows an alert.
 *
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T>} The answer; rejected when it does not come in time.
 */
export function inTime(answer) {
  return Promise.race([answer, new Promise((_, reject) => void setTimeout(reject, HANGS_MS, HANGS))]);
}

/**
 * @param {readonly Site[]} sites
 * @param {string} url
 * @returns {boolean} Whether the recording may see a page.
 */
export function mayEnter(sites, url) {
  const origin = URL.canParse(url) ? new URL(url).origin : "";
  return sites.some(({ pattern }) => originOf(pattern) === origin);
}
