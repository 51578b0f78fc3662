/**
 * When is this document recorded?
 *
 * In: the worker's answer to a hello, and its word when the recording pauses, goes on or stops. Out: listeners on or off.
 *
 * Law: listening starts before the page's own scripts run, so that nothing is missed while the worker wakes up; what was
 * heard is thrown away when there is no recording. A worker that dies before it answers is asked again. A page that comes
 * back from the browser's memory asks too: the recording went on without it.
 */
"use strict";

(() => {
  const ASK_AGAIN_MS = 400;
  const TOUCH_AGAIN_MS = 50;
  let listening = false;
  let inTouch = false;

  /** @param {boolean} on */
  function listen(on) {
    if (on === listening) return;
    listening = on;
    for (const part of [acts, outcomes, journey]) (on ? part.listen : part.unlisten)();
  }

  /** @param {Phase | "none"} phase @param {string} key */
  function follow(phase, key) {
    if (phase === "recording") {
      fields.setKey(key);
      edits.forget();
      listen(true);
      wire.setPhase(phase);
      journey.begin();
      stayInTouch();
      return;
    }
    listen(false);
    if (phase !== "paused") fields.clearKey();
    wire.setPhase(phase === "paused" ? "paused" : "none");
  }

  /** Ask the worker whether this document is recorded; a worker that sleeps wakes up by it. */
  async function hello() {
    const welcome = await welcomed();
    if (welcome?.phase === "recording") {
      fields.setKey(welcome.key);
      wire.setPhase("recording");
      stayInTouch();
    } else if (welcome?.phase !== undefined) follow(welcome.phase, "");
    else if (chrome.runtime?.id === undefined) follow("none", ""); // the extension was reloaded or removed
    else setTimeout(hello, ASK_AGAIN_MS);
  }

  /** @returns {Promise<Welcome | null>} Null when the worker was stopped before it answered. */
  async function welcomed() {
    try {
      /** @type {FromPage} */
      const message = { type: "hello", document: wire.name, driven: navigator.webdriver };
      return await chrome.runtime.sendMessage(message);
    } catch {
      return null;
    }
  }

  /** Wake the worker when it was stopped: what a page says while it is left, the browser gives only to one that is awake. */
  function stayInTouch() {
    if (inTouch || !listening || window !== top || chrome.runtime?.id === undefined) return;
    inTouch = true;
    chrome.runtime.connect().onDisconnect.addListener(() => {
      void chrome.runtime.lastError; // the page lay in the browser's memory; nothing to tell
      inTouch = false;
      setTimeout(stayInTouch, TOUCH_AGAIN_MS);
    });
  }

  /** Listen, and ask whether that is wanted. */
  function begin() {
    wire.setPhase("unknown");
    listen(true);
    void hello();
  }

  chrome.runtime.onMessage.addListener((message, _sender, answer) => {
    const told = /** @type {ToPage} */ (message);
    if (told.type === "there") answer(listening);
    if (told.type !== "phase") return;
    if (told.phase !== "recording") {
      acts.settle();
      outcomes.settle(true);
    }
    const waiting = wire.handOverAll();
    follow(told.phase, told.key);
    answer(waiting);
  });

  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    begin();
    journey.comeBack();
  });
  begin();
  journey.begin();
})();
