/**
 * Which page is shown?
 *
 * In: the loading of this document, and changes of its address that an application makes without loading. Out: pages
 * shown, told by the document in front; the worker adds how they came.
 *
 * Law: several events for one change of address are one page shown; the same page again is none.
 */
"use strict";

const journey = (() => {
  /** @type {EventTarget | undefined} Browsers before 2022 have none. */
  const navigation = /** @type {any} */ (globalThis).navigation;
  let shown = "";
  /** So long an application may take to lead on: hardly any does so by itself. */
  const LEADS_ON_WITHIN_MS = 10_000;

  /** @param {Arrival} arrival */
  function arrived(arrival) {
    const { identity } = wire.address();
    if (window !== window.top || identity === shown) return;
    shown = identity;
    wire.tell("page_shown", { actor: "system", arrival, cause: wire.cause(LEADS_ON_WITHIN_MS) });
  }

  /** @param {Event} event The address was changed by the application, or by going back within it. */
  function onEntryChange(event) {
    outcomes.arm();
    acts.hurry();
    arrived(/** @type {any} */ (event).navigationType === "traverse" ? "back_forward" : "script");
  }

  /** The page is shown again as it was left: the browser had kept it in memory. */
  function comeBack() {
    shown = "";
    arrived("back_forward");
  }

  function onReady() {
    if (window === window.top) outcomes.arrive();
  }

  function onPageHide() {
    acts.settle();
    outcomes.settle(true);
    wire.farewell();
  }

  /** Frames that are filled by document.open lose their listeners: they get the same ones again. */
  const rewritten = new MutationObserver(() => acts.listen());

  function listen() {
    navigation?.addEventListener("currententrychange", onEntryChange);
    addEventListener("pagehide", onPageHide);
    addEventListener("visibilitychange", onVisible, true);
    rewritten.observe(document, { childList: true });
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", onReady, { once: true });
  }

  function unlisten() {
    navigation?.removeEventListener("currententrychange", onEntryChange);
    removeEventListener("pagehide", onPageHide);
    removeEventListener("visibilitychange", onVisible, true);
    removeEventListener("DOMContentLoaded", onReady);
    rewritten.disconnect();
  }

  /** The page that is there when the recording begins or goes on, once it is in front. */
  function begin() {
    shown = "";
    if (roles.visibilityOf(document) === "visible") arrived("unknown");
  }

  /** A page that was open behind others comes to the front for the first time. */
  function onVisible() {
    if (roles.visibilityOf(document) === "visible" && shown === "") arrived("unknown");
  }

  return Object.freeze({ listen, unlisten, begin, comeBack });
})();
