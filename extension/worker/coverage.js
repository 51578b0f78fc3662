/**
 * What could the recorder see, and what not?
 *
 * In: the frames of the recorded tabs, and the documents that reported. Out: counts for the meter and the recording.
 *
 * Law: a frame that was not entered is counted as blind, once for each site. Which site that was is known in memory, so
 * that the panel can offer it, and is not stored.
 */

/** @typedef {import("./session.js").Session} Session */

/**
 * Take count of the frames of a tab.
 *
 * @param {Session} session
 * @param {number} tabId
 * @returns {Promise<void>}
 */
export async function count(session, tabId) {
  const frames = (await chrome.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
  for (const { frameId, url, parentFrameId } of frames) {
    if (parentFrameId === -1 || !url.startsWith("http")) continue;
    const answers = await chrome.tabs.sendMessage(tabId, { type: "there" }, { frameId }).catch(() => false);
    if (answers !== true) session.blind = [...new Set([...session.blind, new URL(url).origin])];
  }
}

/** @param {Session} session @returns {{seen: number, blind: number}} */
export function frames(session) {
  return { seen: session.documents, blind: session.blind.length };
}
