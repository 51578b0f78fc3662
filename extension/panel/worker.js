/**
 * What does the panel say to the worker, and what does it hear?
 *
 * In: a `FromPanel`. Out: its `Answer`, or a sentence that says there was none; and what the worker publishes as
 * `Live`.
 *
 * Law: the panel changes a recording that is going on by these messages only.
 */

/** @type {Live} */
export const NOTHING = Object.freeze({
  ...{ recording: "", phase: "none", started: 0, entries: 0, here: false, elsewhere: "", unlabelled: 0, blind_origins: [] },
  frames: Object.freeze({ seen: 0, blind: 0 }),
});

/**
 * @param {FromPanel} message
 * @returns {Promise<Answer>}
 */
export async function tell(message) {
  const silence = /** @type {Answer} */ ({ ok: false, problem: "The recorder did not answer. Try again." });
  try {
    return (await chrome.runtime.sendMessage(message)) ?? silence;
  } catch {
    return silence;
  }
}

/**
 * Hear what goes on, now and whenever it changes.
 *
 * @param {(live: Live) => void} hear
 */
export async function follow(hear) {
  chrome.storage.session.onChanged.addListener((changes) => {
    const change = changes["live"];
    if (change) hear(/** @type {Live} */ (change.newValue ?? NOTHING));
  });
  hear(/** @type {Live} */ ((await chrome.storage.session.get("live"))["live"] ?? NOTHING));
}
