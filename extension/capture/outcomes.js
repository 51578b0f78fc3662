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
  const MOST_CHANGED = 300;
  const SLOW_MS = 300;
  const SLOWEST_MS = 15_000;

  const DIALOGS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
  const BUSY = "[aria-busy=true], [role=progressbar]";
  const INVALID = "[aria-invalid=true]";
  const { MESSAGES, SPOKEN, STYLED, WHOLE, isPart, isRefusal, textOf } = messages;
  const ALL = `${DIALOGS}, ${BUSY}, ${INVALID}, ${MESSAGES}`;
  const MEET_AGAIN_MS = 10_000;
  const MOST_TREES = 300;
  const MOST_MET = 20_000;

  /** @type {WeakMap<Element, string>} The text of each message in sight, as it was last seen. */
  const known = new WeakMap();
  /** @type {WeakSet<Element>} Fields that are marked as refused. */
  const refusals = new WeakSet();
  /** @type {Set<Element>} Fields that were marked as refused while they were being filled in. */
  const unfinished = new Set();
  /** @type {Map<Element, ToldTarget>} Dialogs in sight. */
  const open = new Map();
  /** @type {WeakMap<Element, string>} The act by which a dialog came. */
  const openedBy = new WeakMap();
  /** @type {WeakMap<Element, number>} How often was looked again at what was fading in. */
  const fading = new WeakMap();
  /** @type {{element: Element, text: string, act: string} | null} The last message that was told. */
  let lately = null;
  /** @type {Set<Element>} What to look at again. */
  const again = new Set();
  /** @type {Set<Element>} What is busy, in sight. */
  const busy = new Set();
  /** @type {Set<Node>} The document and the shadow trees that were met. */
  const roots = new Set([document]);
  /** @type {Set<Element>} What changed since the last look. */
  const changed = new Set();

  const observer = new MutationObserver(gather);
  let armed = false;
  let until = 0;
  let timer = 0;
  let ending = 0;
  let busySince = 0;
  /** When the page was last walked for its shadow trees. */
  let met = 0;

  /** Watch the page from here on, for the answer to an act; what was seen before it answers what was done before. */
  function arm() {
    settle();
    until = Date.now() + WATCH_MS;
    if (armed || document.documentElement === null) return;
    armed = true;
    if (Date.now() - met > MEET_AGAIN_MS) {
      met = Date.now();
      meetTrees(document);
    }
    for (const root of roots) observe(root);
    for (const element of candidates()) remember(element);
    ending = setTimeout(endWatch, WATCH_MS);
  }

  /** @param {Node} root */
  function observe(root) {
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ["class", "style", "hidden", "open", "role", "aria-hidden", "aria-invalid", "aria-busy", "aria-live"],
    });
  }

  /** @param {Document | ShadowRoot} root Meet the shadow trees in it: an answer may come in one that nobody acted in. */
  function meetTrees(root) {
    let left = MOST_MET;
    for (const element of root.querySelectorAll("*")) {
      left -= 1;
      if (left === 0) return;
      const { shadowRoot } = element;
      if (shadowRoot === null || !(shadowRoot instanceof ShadowRoot) || roots.size > MOST_TREES) continue;
      roots.add(shadowRoot);
      meetTrees(shadowRoot);
    }
  }

  /** @param {ShadowRoot} root A shadow tree that an act was done in. */
  function watch(root) {
    if (roots.has(root)) return;
    roots.add(root);
    if (armed) observe(root);
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

  /** Look at once at what changed. */
  function settle() {
    if (!armed) return;
    gather(observer.takeRecords());
    for (const element of again) changed.add(element);
    again.clear();
    if (changed.size === 0) return;
    clearTimeout(timer);
    look();
  }

  function disarm() {
    armed = false;
    clearTimeout(ending);
    clearTimeout(timer);
    timer = 0;
    observer.disconnect();
    changed.clear();
    unfinished.clear();
    again.clear();
    for (const root of roots) if (root instanceof ShadowRoot && !root.host.isConnected) roots.delete(root);
  }

  /** @returns {Element[]} All that may be an outcome, in the roots that are known. */
  function candidates() {
    const all = [...roots].flatMap((root) => [.../** @type {Document} */ (root).querySelectorAll(ALL)]);
    return all.filter((one) => !roles.isMute(one));
  }

  /** @param {Element} element Take what stands there already for no outcome. */
  function remember(element) {
    const shown = isShown(element);
    if (element.matches(DIALOGS) && shown) open.set(element, frameOf(element));
    if (isBusy(element) && shown) busy.add(element);
    if (element.matches(INVALID)) refusals.add(element);
    if (element.matches(MESSAGES)) known.set(element, shown ? textOf(element) : "");
  }

  /** @param {MutationRecord[]} records */
  function gather(records) {
    if (records.length === 0) return;
    for (const { type, target, addedNodes } of records) {
      if (changed.size > MOST_CHANGED) break;
      if (type === "childList") for (const node of addedNodes) if (node instanceof Element) added(node);
      const element = target instanceof Element ? target : target.parentElement;
      if (element !== null && (type === "attributes" || addedNodes.length === 0 || isInMessage(element))) changed.add(element);
    }
    if (timer === 0) timer = setTimeout(look, GATHER_MS);
  }

  /** @param {Element} element Take in what was added, with the shadow trees that it brought. */
  function added(element) {
    changed.add(element);
    let left = MOST_CHANGED;
    for (const one of [element, ...Element.prototype.getElementsByTagName.call(element, "*")]) {
      if (!roles.isMute(one) && one.shadowRoot !== null) enterTree(one.shadowRoot);
      left -= 1;
      if (left === 0) return;
    }
  }

  /** @param {ShadowRoot} root */
  function enterTree(root) {
    watch(root);
    for (const child of root.children) added(child);
  }

  /** @param {Element} element */
  function isInMessage(element) {
    return Element.prototype.closest.call(element, MESSAGES) !== null;
  }

  /** Look at what changed, and tell what came into sight or went out of it. */
  function look() {
    timer = 0;
    const found = changed.size > MOST_CHANGED ? new Set(candidates()) : new Set([...changed].flatMap(near));
    changed.clear();
    for (const element of open.keys()) if (!isShown(element)) closed(element);
    const before = new Set(open.keys());
    for (const element of found) if (element.matches(DIALOGS) && !open.has(element) && isShown(element)) opened(element);
    lookAtBusy(found);
    for (const element of found) if (element.matches(INVALID)) invalid(element);
    const act = wire.cause();
    for (const dialog of open.keys()) if (!before.has(dialog)) openedBy.set(dialog, act);
    lookAtMessages(found, [...open.keys()].filter((dialog) => openedBy.get(dialog) === act));
    lookAgain(found);
  }

  /** @param {Set<Element>} found Look again at what is there but not in sight: it may be fading in. */
  function lookAgain(found) {
    for (const element of found) {
      const times = fading.get(element) ?? 0;
      if (times >= 3 || !element.checkVisibility() || isShown(element)) continue;
      fading.set(element, times + 1);
      again.add(element);
    }
    if (again.size > 0) setTimeout(settle, FADE_MS);
  }

  /** @param {Element} element @returns {Element[]} What may be an outcome in it or around it. */
  function near(element) {
    if (!element.isConnected) return [];
    const { closest, querySelectorAll } = Element.prototype; // the element may be a form that cannot be asked
    const around = [closest.call(element, ALL), closest.call(element, WHOLE)];
    const inside = querySelectorAll.call(element, ALL);
    return [...around, ...inside].filter((one) => one !== null && !roles.isMute(one)).map((one) => /** @type {Element} */ (one));
  }

  /** @param {Element} element */
  function opened(element) {
    if ([...open.keys()].some((other) => other.contains(element) || element.contains(other))) return;
    const target = frameOf(element);
    open.set(element, target);
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
    const named = redaction.best(names.labels(element), "dialog", "unknown");
    return { ...target, name: named.name, name_source: named.source, name_state: named.state };
  }

  /** @param {Set<Element>} found */
  function lookAtBusy(found) {
    const before = busy.size;
    for (const element of busy) if (!element.isConnected || !isBusy(element) || !isShown(element)) busy.delete(element);
    for (const element of found) if (isBusy(element) && isShown(element)) busy.add(element);
    if (before === 0 && busy.size > 0) {
      busySince = Date.now();
      wire.tell("busy_started", { actor: "system", at: busySince - GATHER_MS, cause: wire.cause() });
    } else if (before > 0 && busy.size === 0) {
      told = Date.now(); // a request that this was about is no second wait
      until = told + WATCH_MS;
      wire.tell("busy_ended", { actor: "system", cause: wire.cause(LONGEST_BUSY_MS) });
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
    refusals.add(element);
    const ids = element.getAttribute("aria-errormessage") ?? element.getAttribute("aria-describedby") ?? "";
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    const told = ids.split(/\s+/).map((id) => (id === "" ? null : (root.getElementById?.(id) ?? null)));
    const said = told.filter((one) => one !== null && isShown(one));
    const kept = redaction.message(said.map((one) => textOf(/** @type {Element} */ (one))).join(" "));
    for (const one of said) if (one !== null) known.set(one, textOf(one));
    wire.tell("error", { ...ANSWER(), target: targets.described(element), text: kept.text, text_state: kept.state });
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

  /** @param {Set<Element>} found @param {Element[]} fresh Dialogs that came just now. */
  function lookAtMessages(found, fresh) {
    /** @type {Map<Element, string>} */
    const texts = new Map();
    for (const element of found) {
      if (element.matches(MESSAGES) && !isPart(element)) texts.set(element, isShown(element) ? textOf(element) : "");
    }
    const said = [...texts].filter(([, text]) => text !== "").map(([element]) => element);
    for (const [element, text] of texts) {
      if (said.some((other) => other !== element && holds(element, other))) known.set(element, text);
      else message(element, text, fresh.some((dialog) => holds(dialog, element)));
    }
  }

  /** @param {Element} outer @param {Element} inner Whether one is in the other, as the page is shown. */
  function holds(outer, inner) {
    if (outer.contains(inner) || inner.getRootNode() === outer.getRootNode()) return outer.contains(inner);
    for (const one of roles.around(inner)) if (one === outer) return true;
    return false;
  }

  /** @param {Element} element @param {string} text @param {boolean} inDialog Whether it came with the dialog it is in. */
  function message(element, text, inDialog) {
    if (text === (known.get(element) ?? "")) return;
    known.set(element, text);
    if (text === "" || element.querySelector("input, select, textarea") !== null) return;
    const kept = redaction.message(text);
    if (inDialog && kept.text === "") return; // content of the dialog, such as the month of a calendar
    if (isRepeated(element, text)) return;
    if (!element.matches(SPOKEN) && kept.text === "") return; // a class alone does not make a message of run-time content
    wire.tell(isRefusal(element) ? "error" : "toast", { ...ANSWER(), text: kept.text, text_state: kept.state });
  }

  /** @param {Element} element @param {string} text Whether it was told just now of what is around it, or in it. */
  function isRepeated(element, text) {
    const before = lately;
    lately = { element, text: text.replace(/\W+/g, ""), act: wire.cause() };
    if (before === null || before.text !== lately.text || before.act !== lately.act) return false;
    return before.element !== element && (holds(before.element, element) || holds(element, before.element));
  }

  /** @param {Element} element Whether a person sees it: what is there for screen readers alone is no outcome. */
  function isShown(element) {
    if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height } = element.getBoundingClientRect();
    if (width > 1 && height > 1) return true;
    if ((width > 0 && height > 0) || getComputedStyle(element).overflow !== "visible") return false;
    const content = document.createRange(); // a frame without a box of its own, for what is fixed in the window
    content.selectNodeContents(element);
    const box = content.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  }

  /** Tell what a page shows when it comes: the answer to the form that was sent, say. */
  function lookAtArrival() {
    arm();
    for (const element of candidates()) {
      if (element.matches(INVALID)) refusals.delete(element);
      if (element.matches(MESSAGES)) known.delete(element);
    }
    const found = new Set(candidates());
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
    told = to;
  }

  function listen() {
    requests.observe({ type: "resource" });
  }

  function unlisten() {
    disarm();
    requests.disconnect();
  }

  return Object.freeze({ arm, watch, settle, filled, refused, lookAtArrival, listen, unlisten });
})();
