/**
 * What did the page answer?
 *
 * In: changes of the page for some seconds after an act, and for as long as it is busy. Out: messages, refusals, dialogs
 * opened and closed, busy from and to; each tied to the act that it answers.
 *
 * Law: only what comes into sight is an outcome: what stood there before the act is none. Kinds are read from roles,
 * states and classes, never from the words. Texts leave through the screen. Nothing is watched while nobody acts.
 */
"use strict";

const outcomes = (() => {
  const WATCH_MS = 4_000;
  const LONGEST_BUSY_MS = 60_000;
  const GATHER_MS = 80;
  const FADE_MS = 150;
  const MOST_FADES = 6;
  const ARRIVED_MS = 1_000;
  const SLOW_MS = 300;
  const SLOWEST_MS = 15_000;

  const { DIALOGS, BUSY, INVALID } = scene;
  const { MESSAGES, SPOKEN, STYLED, isPart, isRefusal, isShown, textOf } = messages;

  /** @type {WeakMap<Element, string>} The text of each message in sight, as it was last seen. */
  const known = new WeakMap();
  /** @type {Set<Element>} Fields that are marked as refused. */
  const refusals = new Set();
  /** @type {Set<Element>} Fields that were marked as refused while they were being filled in. */
  const unfinished = new Set();
  /** @type {Map<Element, ToldTarget>} Dialogs in sight. */
  const open = new Map();
  /** @type {WeakMap<Element, string>} The act by which a dialog came. */
  const openedBy = new WeakMap();
  /** @type {WeakMap<Element, string>} The act by which a field was refused, when it does not say yet why. */
  const refusedBy = new WeakMap();
  /** @type {WeakMap<Element, number>} How often was looked again at what was fading in. */
  const fading = new WeakMap();
  /** @type {{element: Element, text: string, act: string} | null} The last message that was told. */
  let lately = null;
  /** @type {Set<Element>} What to look at again. */
  const again = new Set();
  /** @type {Set<Element>} What is busy, in sight. */
  const busy = new Set();
  let armed = false;
  let until = 0;
  let timer = 0;
  let ending = 0;
  let busySince = 0;
  /** Whether the page is left or the recording ends. */
  let leaving = false;
  /** What looks at a page that came, when the browser has time for it; 0 when that is done. */
  let arriving = 0;

  /** Watch the page from here on, for the answer to an act; what was seen before it answers what was done before. */
  function arm() {
    settle();
    watch();
  }

  function watch() {
    until = Date.now() + WATCH_MS;
    if (armed || roles.wholeOf(document) === null) return;
    armed = true;
    for (const element of scene.follow(lookSoon)) remember(element);
    ending = setTimeout(endWatch, WATCH_MS);
  }

  function lookSoon() {
    if (timer === 0) timer = setTimeout(due, GATHER_MS);
  }

  function endWatch() {
    const now = Date.now();
    const waits = busy.size > 0 && now - busySince < LONGEST_BUSY_MS;
    if (now < until || waits || timer !== 0) {
      ending = setTimeout(endWatch, Math.max(until - now, 500));
      return;
    }
    disarm();
  }

  /** Look at once at what changed, or at what came with the page. @param {boolean} [isLast] Whether nobody looks again. */
  function settle(isLast = false) {
    leaving = isLast;
    if (arriving !== 0) lookAtArrival();
    if (!armed) return;
    for (const element of again) scene.again(element);
    again.clear();
    if (!scene.catchUp()) return;
    clearTimeout(timer);
    due();
  }

  function disarm() {
    armed = false;
    cancelIdleCallback(arriving);
    arriving = 0;
    clearTimeout(ending);
    clearTimeout(timer);
    timer = 0;
    scene.rest();
    unfinished.clear();
    again.clear();
  }

  /** @param {Element} element Take what stands there already for no outcome. */
  function remember(element) {
    const shown = isShown(element);
    if (element.matches(DIALOGS) && shown) open.set(element, frameOf(element));
    if (isBusy(element) && shown) busy.add(element);
    if (element.matches(INVALID)) refusals.add(element);
    if (element.matches(MESSAGES)) known.set(element, shown ? textOf(element) : "");
  }

  /** Look when all acts are told that the page may have answered. */
  function due() {
    if (acts.waits()) timer = setTimeout(due, GATHER_MS);
    else roles.inOneLook(look); // the page does not run meanwhile
  }

  /** Look at what changed, and tell what came into sight or went out of it. */
  function look() {
    timer = 0;
    const found = scene.take();
    for (const element of open.keys()) if (!isShown(element)) closed(element);
    const before = new Set(open.keys());
    for (const element of found) if (element.matches(DIALOGS) && !open.has(element) && isShown(element)) opened(element);
    lookAtBusy(found);
    for (const element of refusals) if (!element.isConnected || !element.matches(INVALID)) refusals.delete(element);
    for (const element of found) if (element.matches(INVALID)) invalid(element);
    const act = wire.cause();
    for (const dialog of open.keys()) if (!before.has(dialog)) openedBy.set(dialog, act);
    lookAtMessages(found, [...open.keys()].filter((dialog) => openedBy.get(dialog) === act));
    lookAgain(found);
  }

  /** @param {Set<Element>} found Look again at what is there but not in sight: it may be fading in. */
  function lookAgain(found) {
    for (const element of found) {
      if (element.checkVisibility() && !isShown(element)) mayFadeIn(element);
    }
    if (again.size > 0) setTimeout(() => settle(leaving), FADE_MS);
  }

  /** @param {Element} element Whether it is looked at again, because it or what it says may be fading in. */
  function mayFadeIn(element) {
    const times = fading.get(element) ?? 0;
    if (leaving || times >= MOST_FADES) return false;
    fading.set(element, times + 1);
    again.add(element);
    return true;
  }

  /** @param {Element} element */
  function opened(element) {
    if ([...open.keys()].some((other) => other.contains(element) || element.contains(other))) return;
    const target = frameOf(element);
    open.set(element, target);
    edits.opens();
    wire.tell("dialog_opened", { actor: "system", target, cause: wire.cause() });
  }

  /** @param {Element} element */
  function closed(element) {
    const target = open.get(element) ?? null;
    open.delete(element);
    wire.tell("dialog_closed", { actor: "system", target, cause: wire.cause() });
  }

  /** @param {Element} element @returns {ToldTarget} A dialog, with the name that its author gave it. */
  function frameOf(element) {
    const target = { ...targets.blank(), role: "dialog" };
    const called = places.dialog(element);
    const named = redaction.best(called.length > 0 ? called : names.labels(element), "dialog", "unknown");
    return { ...target, name: named.name, name_source: named.source, name_state: named.state };
  }

  /** @param {Set<Element>} found */
  function lookAtBusy(found) {
    const before = busy.size;
    for (const element of busy) if (!element.isConnected || !isBusy(element) || !isShown(element)) busy.delete(element);
    for (const element of found) if (isBusy(element) && isShown(element)) busy.add(element);
    if (before === 0 && busy.size > 0) {
      busySince = Date.now();
      const act = wire.cause();
      wire.tell("busy_started", { actor: "system", at: busySince - GATHER_MS, cause: act });
      wire.waited(act, busySince + LONGEST_BUSY_MS);
    } else if (before > 0 && busy.size === 0) {
      told = Date.now(); // a request that this was about is no second wait
      until = told + WATCH_MS;
      const act = wire.cause(LONGEST_BUSY_MS);
      wire.tell("busy_ended", { actor: "system", cause: act });
      wire.waited(act, told);
    }
  }

  /** @param {Element} element Whether it says that the page is busy; in a message it says how long that stays. */
  function isBusy(element) {
    return element.matches(BUSY) && element.closest(`[role=alert], ${STYLED}`) === null;
  }

  /** Tell of what is refused in a field that was being filled in: it was told just now. */
  function filled() {
    const waiting = [...unfinished];
    unfinished.clear();
    for (const element of waiting) if (element.isConnected && element.matches(INVALID)) invalid(element);
  }

  /** @param {Element} element A field that the page marks as refused. */
  function invalid(element) {
    if (refusals.has(element) || !isShown(element)) return;
    if (edits.isFilling(element)) {
      unfinished.add(element);
      return;
    }
    const named = roles.references(element, "aria-errormessage");
    const told = named.length > 0 ? named : roles.references(element, "aria-describedby");
    const said = told.filter(isShown);
    const act = refusedBy.get(element) ?? wire.cause();
    refusedBy.set(element, act);
    if (said.length === 0 && told.some((one) => names.text(one) !== "") && mayFadeIn(element)) return;
    refusals.add(element);
    refusedBy.delete(element);
    fading.delete(element);
    const kept = redaction.message(said.map(textOf).join(" "));
    for (const one of said) known.set(one, textOf(one));
    wire.tell("error", { ...ANSWER(), cause: act, target: targets.described(element), text: kept.text, text_state: kept.state });
  }

  const ANSWER = () => ({ actor: /** @type {const} */ ("system"), cause: wire.cause() });

  /**
   * The browser itself refuses a field; its own words may repeat what was typed, so they are not read.
   *
   * @param {Event} event
   */
  function refused(event) {
    const element = event.composedPath()[0];
    if (element instanceof Element && event.isTrusted) wire.tell("error", { ...ANSWER(), target: targets.described(element) });
  }

  /** @param {ReadonlySet<Element>} found @param {Element[]} fresh Dialogs that came just now. */
  function lookAtMessages(found, fresh) {
    /** @type {Map<Element, string>} */
    const texts = new Map();
    for (const element of found) {
      if (element.matches(MESSAGES) && !isPart(element)) texts.set(element, isShown(element) ? textOf(element) : "");
    }
    const said = [...texts].filter(([, text]) => text !== "").map(([element]) => element);
    for (const [element, text] of texts) {
      if (said.some((other) => other !== element && roles.contains(element, other))) known.set(element, text);
      else message(element, text, fresh.some((dialog) => roles.contains(dialog, element)));
    }
  }

  /** @param {Element} element @param {string} text @param {boolean} inDialog Whether it came with the dialog it is in. */
  function message(element, text, inDialog) {
    if (text === (known.get(element) ?? "")) return;
    known.set(element, text);
    if (text === "" || element.querySelector("input, select, textarea") !== null || isSaidInside(element)) return;
    const kept = redaction.message(text);
    if (inDialog && kept.text === "") return; // content of the dialog, such as the month of a calendar
    if (isRepeated(element, text)) return;
    if (!element.matches(SPOKEN) && kept.text === "") return; // a class alone does not make a message of run-time content
    wire.tell(isRefusal(element) ? "error" : "toast", { ...ANSWER(), text: kept.text, text_state: kept.state });
  }

  /** @param {Element} element Whether messages in shadow trees in it say what it says. */
  function isSaidInside(element) {
    for (const one of scene.stands()) {
      if (one.getRootNode() === element.getRootNode() || !one.matches(MESSAGES) || !roles.contains(element, one)) continue;
      if (isShown(one) && textOf(one) !== "") return true;
    }
    return false;
  }

  /** @param {Element} element @param {string} text Whether it was told just now of what is around it, or in it. */
  function isRepeated(element, text) {
    const before = lately;
    lately = { element, text: text.replace(/\W+/g, ""), act: wire.cause() };
    if (before === null || before.text !== lately.text || before.act !== lately.act) return false;
    return before.element !== element && (roles.contains(before.element, element) || roles.contains(element, before.element));
  }

  /** Tell what a page shows when it comes: the answer to the form that was sent, say. It need not wait for that. */
  function arrive() {
    arriving = requestIdleCallback(() => roles.inOneLook(lookAtArrival), { timeout: ARRIVED_MS });
  }

  function lookAtArrival() {
    cancelIdleCallback(arriving);
    arriving = 0;
    settle();
    watch();
    const found = scene.stands();
    for (const element of found) {
      if (element.matches(INVALID)) refusals.delete(element);
      if (element.matches(MESSAGES)) known.delete(element);
    }
    for (const element of found) if (element.matches(INVALID)) invalid(element);
    lookAtMessages(found, []);
  }

  // --- requests that an act waits for ---------------------------------------------------------------------------------

  let told = 0;
  const requests = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry instanceof PerformanceResourceTiming) request(entry);
  });

  /** @param {PerformanceResourceTiming} entry A request that was sent because of an act and kept the person waiting. */
  function request(entry) {
    if (entry.initiatorType !== "fetch" && entry.initiatorType !== "xmlhttprequest") return;
    const from = Math.round(performance.timeOrigin + entry.startTime);
    const to = Math.round(performance.timeOrigin + entry.responseEnd);
    const act = wire.actBefore(from);
    if (act === "" || to - from < SLOW_MS || to - from > SLOWEST_MS || to <= told || busy.size > 0) return;
    wire.tell("busy_started", { actor: "system", at: Math.max(from, told), cause: act });
    wire.tell("busy_ended", { actor: "system", at: to, cause: act });
    wire.waited(act, to);
    told = to;
    until = Math.max(until, to + WATCH_MS);
  }

  function listen() {
    requests.observe({ type: "resource" });
  }

  function unlisten() {
    disarm();
    scene.leave();
    requests.disconnect();
  }

  return Object.freeze({ arm, settle, filled, refused, arrive, listen, unlisten });
})();
