/**
 * What may be an answer on this page, and what of it changed?
 *
 * In: the document, and the shadow trees that are met. Out: the parts that may be an outcome, those that stand there when
 * an act begins and those that changed since.
 *
 * Law: the page is walked as a whole only when too much of it changed to follow it. While nobody acts, changes are noted
 * and not looked at; when they are many, nothing is noted any more until somebody acts again.
 */
"use strict";

const scene = (() => {
  const MOST_CHANGED = 300;
  const MOST_TREES = 300;
  const MOST_MET = 20_000;
  const MEET_AGAIN_MS = 10_000;

  const DIALOGS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
  const BUSY = "[aria-busy=true], [role=progressbar]";
  const INVALID = "[aria-invalid=true]";
  const { MESSAGES, IN_LIST, WHOLE } = messages;
  /** What none of the others is without: asked first, for most elements are not even that. */
  const LIKELY = `[role], [class], [aria-live], [aria-modal], [aria-busy], [aria-invalid], dialog, li, ${IN_LIST}`;
  const ALL = `:is(${LIKELY}):is(${DIALOGS}, ${BUSY}, ${INVALID}, ${MESSAGES})`;

  /** @type {Set<Node>} The document and the shadow trees that were met. */
  const roots = new Set([document]);
  /** @type {Set<Element>} What changed since the last look. */
  const changed = new Set();
  /** @type {Set<Element>} All that may be an outcome, as far as the page was looked at. */
  let standing = new Set();

  const observer = new MutationObserver(gather);
  /** Whether changes are noted. */
  let noting = false;
  /** Whether something may stand there that was never seen: too much changed, or nothing was noted. */
  let missed = true;
  /** When the page was last walked for its shadow trees. */
  let met = 0;
  /** @type {(() => void) | null} What wants to know of changes at once; null while nobody acts. */
  let follower = null;

  /**
   * Follow the page from here on.
   *
   * @param {() => void} onChange Called after changes, once for several.
   * @returns {Iterable<Element>} What may be an outcome and stands there now.
   */
  function follow(onChange) {
    gather(observer.takeRecords());
    if (missed) walk();
    else for (const element of nearAll()) standing.add(element);
    changed.clear();
    follower = onChange;
    for (const element of standing) if (!element.isConnected) standing.delete(element);
    return standing;
  }

  /** @returns {ReadonlySet<Element>} What may be an outcome and stands on a page that is followed. */
  const stands = () => standing;

  /** Nobody waits for an answer any more. */
  function rest() {
    follower = null;
    changed.clear();
    for (const root of roots) if (root instanceof ShadowRoot && !root.host.isConnected) roots.delete(root);
  }

  /** Note nothing any more. */
  function leave() {
    rest();
    observer.disconnect();
    noting = false;
    missed = true;
  }

  /** Look at the whole page: what stands there, and in which trees. */
  function walk() {
    if (Date.now() - met > MEET_AGAIN_MS) {
      met = Date.now();
      meetTrees(document);
    }
    if (!noting) for (const root of roots) observe(root);
    noting = true;
    standing = new Set(candidates());
    missed = false;
  }

  /** @param {Node} root */
  function observe(root) {
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ["class", "style", "hidden", "open", "role", "aria-hidden", "aria-invalid", "aria-busy", "aria-live", "aria-modal"],
    });
  }

  /** @param {Document | ShadowRoot} root Meet the shadow trees in it: an answer may come in one that nobody acted in. */
  function meetTrees(root) {
    let left = MOST_MET;
    for (const element of roles.allIn(root, "*")) {
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
    if (noting) observe(root);
  }

  /** @returns {Element[]} All that may be an outcome, in the trees that are known. */
  function candidates() {
    const all = [...roots].flatMap((root) => [...roles.allIn(root, ALL)]);
    return all.filter((one) => !roles.isMute(one));
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
    if (changed.size > MOST_CHANGED) missed = true;
    if (follower === null) {
      if (missed) leave();
    } else if (changed.size > 0) follower();
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

  /** Take in what changed up to now. @returns {boolean} Whether anything did. */
  function catchUp() {
    gather(observer.takeRecords());
    return changed.size > 0;
  }

  /** @returns {Set<Element>} What may be an outcome in what changed, or around it; it is taken, and given once. */
  function take() {
    const found = changed.size > MOST_CHANGED ? new Set(candidates()) : nearAll();
    changed.clear();
    for (const element of found) standing.add(element);
    return found;
  }

  /** @returns {Set<Element>} */
  function nearAll() {
    return new Set([...changed].flatMap(near));
  }

  /** @param {Element} element @returns {Element[]} What may be an outcome in it or around it. */
  function near(element) {
    if (!element.isConnected) return [];
    const { closest, querySelectorAll } = Element.prototype; // the element may be a form that cannot be asked
    const around = [closest.call(element, ALL), closest.call(element, WHOLE)];
    const inside = querySelectorAll.call(element, ALL);
    return [...around, ...inside].filter((one) => one !== null && !roles.isMute(one)).map((one) => /** @type {Element} */ (one));
  }

  /** @param {Element} element Look at it again, though it did not change. */
  function again(element) {
    changed.add(element);
  }

  return Object.freeze({ DIALOGS, BUSY, INVALID, follow, rest, leave, watch, catchUp, take, again, stands });
})();
