/**
 * What could the recorder see, and what not?
 *
 * In: the frames of the recorded tabs, and the documents that reported. Out: counts for the meter and the recording.
 *
 * Law: a frame that was not entered is counted as blind, once for each site. Which site that was is known in memory, so
 * that the panel can offer it, and is not stored.
 */

import { inTime } from "./sites.js";

/** @typedef {import("./session.js").Session} Session */

/**
 * The origins of the frames of a tab that do not answer.
 *
 * @param {number} tabId
 * @returns {Promise<string[]>}
 */
export async function blindIn(tabId) {
  const frames = (await chrome.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
  const others = frames.filter(({ url, parentFrameId }) => parentFrameId !== -1 && url.startsWith("http"));
  const ask = (/** @type {number} */ frameId) => chrome.tabs.sendMessage(tabId, { type: "there" }, { frameId });
  const answers = await Promise.all(others.map(({ frameId }) => inTime(ask(frameId)).catch(() => false)));
  return others.filter((_, at) => answers[at] !== true).map(({ url }) => new URL(url).origin);
}

/** @param {Session} session @param {readonly string[]} blind Take count of frames that could not be entered. */
export function count(session, blind) {
  session.blind = [...new Set([...session.blind, ...blind])];
}

/** @param {Session} session @returns {{seen: number, blind: number}} */
export function frames(session) {
  return { seen: session.documents, blind: session.blind.length };
}
