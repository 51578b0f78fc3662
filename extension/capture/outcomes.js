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
  const MOST_CHANGED = 300;
  const MOST_TEXT = 300;
  const SLOW_MS = 300;
  const SLOWEST_MS = 15_000;

  const DIALOGS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
  const BUSY = "[aria-busy=true], [role=progressbar]";
  const INVALID = "[aria-invalid=true]";
  const SPOKEN = "[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]";
  const STYLES = ["toast", "snackbar", "flash", "errornote", "error-message", "notification", "notify"];
  /** What is in these words whether they begin with a capital or not: asked first, for asking in any case is slow. */
  const LIKELY = ["oast", "nack", "lash", "rror", "otif", "OAST", "NACK", "LASH", "RROR", "OTIF"];
  const STYLED =
    `[class]:is(${LIKELY.map((part) => `[class*=${part}]`).join(", ")})` +
    `:is(${STYLES.map((word) => `[class*=${word} i]`).join(", ")}), ` +
    ".alert, .messages > *, .messagelist > *, .errorlist > *";
  const MESSAGES = `${SPOKEN}, ${STYLED}`;
  const ALL = `${DIALOGS}, ${BUSY}, ${INVALID}, ${MESSAGES}`;
  const SILENT = "button, [role=button], a, svg, script, style, select, textarea, input, [aria-hidden=true]";
  const REFUSAL = /(^|[^a-z])(error|errors|errorlist|errornote|danger|fail|failed|failure|invalid|destructive|critical)([^a-z]|$)/i;
  const CONSENT = /(^|[^a-z])(success|info|information|notice|neutral|default)([^a-z]|$)/i;

  /** @type {WeakMap<Element, string>} The text of each message in sight, as it was last seen. */
  const known = new WeakMap();
  /** @type {WeakSet<Element>} Fields that are marked as refused. */
  const refusals = new WeakSet();
  /** @type {Map<Element, ToldTarget>} Dialogs in sight. */
  const open = new Map();
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

  /** Watch the page from here on, for the answer to an act; what was seen before it answers what was done before. */
  function arm() {
    settle();
    until = Date.now() + WATCH_MS;
    if (armed || document.documentElement === null) return;
    armed = true;
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
    if (timer === 0) return;
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
    for (const root of roots) if (root instanceof ShadowRoot && !root.host.isConnected) roots.delete(root);
  }

  /** @returns {Element[]} All that may be an outcome, in the roots that are known. */
  function candidates() {
    return [...roots].flatMap((root) => [.../** @type {ParentNode} */ (/** @type {unknown} */ (root)).querySelectorAll(ALL)]);
  }

  /** @param {Element} element Take what stands there already for no outcome. */
  function remember(element) {
    const shown = isShown(element);
    if (element.matches(DIALOGS) && shown) open.set(element, frameOf(element));
    if (element.matches(BUSY) && shown) busy.add(element);
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
    for (const one of [element, ...element.getElementsByTagName("*")]) {
      if (one.shadowRoot !== null) enterTree(one.shadowRoot);
      left -= 1;
      if (left === 0) return;
    }
  }

  /** @param {ShadowRoot} root */
  function enterTree(root) {
    if (roots.has(root)) return;
    watch(root);
    for (const child of root.children) added(child);
  }

  /** @param {Element} element */
  function isInMessage(element) {
    return element.closest(MESSAGES) !== null;
  }

  /** Look at what changed, and tell what came into sight or went out of it. */
  function look() {
    timer = 0;
    const found = changed.size > MOST_CHANGED ? new Set(candidates()) : new Set([...changed].flatMap(near));
    changed.clear();
    for (const element of open.keys()) if (!isShown(element)) closed(element);
    for (const element of found) if (element.matches(DIALOGS) && !open.has(element) && isShown(element)) opened(element);
    lookAtBusy(found);
    for (const element of found) if (element.matches(INVALID)) invalid(element);
    for (const element of found) if (element.matches(MESSAGES)) message(element, found);
  }

  /** @param {Element} element @returns {Element[]} What may be an outcome in it or around it. */
  function near(element) {
    if (!element.isConnected) return [];
    const around = element.closest(ALL);
    const inside = [...element.querySelectorAll(ALL)];
    return around === null ? inside : [around, ...inside];
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
    for (const element of busy) if (!element.isConnected || !element.matches(BUSY) || !isShown(element)) busy.delete(element);
    for (const element of found) if (element.matches(BUSY) && isShown(element)) busy.add(element);
    if (before === 0 && busy.size > 0) {
      busySince = Date.now();
      wire.tell("busy_started", { actor: "system", at: busySince - GATHER_MS, cause: wire.cause() });
    } else if (before > 0 && busy.size === 0) {
      told = Date.now(); // a request that this was about is no second wait
      until = told + WATCH_MS;
      wire.tell("busy_ended", { actor: "system", cause: wire.cause(LONGEST_BUSY_MS) });
    }
  }

  /** @param {Element} element A field that the page marks as refused. */
  function invalid(element) {
    if (refusals.has(element) || !isShown(element)) return;
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

  /** @param {Element} element @param {Set<Element>} others */
  function message(element, others) {
    for (const other of others) if (other !== element && element.contains(other) && other.matches(MESSAGES) && isShown(other)) return;
    const text = isShown(element) ? textOf(element) : "";
    if (text === (known.get(element) ?? "")) return;
    known.set(element, text);
    if (text === "" || element.querySelector("input, select, textarea") !== null) return;
    const kept = redaction.message(text);
    if (!element.matches(SPOKEN) && kept.text === "") return; // a class alone does not make a message of run-time content
    wire.tell(isRefusal(element) ? "error" : "toast", { ...ANSWER(), text: kept.text, text_state: kept.state });
  }

  /** @param {Element} element Whether its author marked it as the message of a failure. */
  function isRefusal(element) {
    let at = /** @type {Element | null} */ (element);
    for (let steps = 0; at !== null && steps < 3; steps += 1, at = at.parentElement) {
      const marks = ["class", "data-type", "data-status", "data-variant", "data-level"].map((name) => at?.getAttribute(name) ?? "");
      if (marks.some((mark) => REFUSAL.test(mark))) return true;
      if (marks.some((mark) => CONSENT.test(mark))) return false;
    }
    return element.matches("[role=alert]");
  }

  /** @param {Element} element Its own words that are in sight, without those of its controls. */
  function textOf(element) {
    const words = [];
    let length = 0;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node instanceof Element && (node.matches(SILENT) || roles.holdsValue(node) || !node.checkVisibility())
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    for (let node = walker.nextNode(); node !== null && length < MOST_TEXT; node = walker.nextNode()) {
      if (!(node instanceof Text)) continue;
      const text = node.data.replace(/\s+/g, " ").trim();
      if (text !== "") words.push(text);
      length += text.length;
    }
    return words.join(" ");
  }

  /** @param {Element} element Whether a person sees it: what is there for screen readers alone is no outcome. */
  function isShown(element) {
    if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1;
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
    for (const element of found) if (element.matches(MESSAGES)) message(element, found);
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

  return Object.freeze({ arm, watch, settle, refused, lookAtArrival, listen, unlisten });
})();
