/**
 * What was acted on?
 *
 * In: a trusted event. Out: the control that a person means, found through shadow roots, and its screened description.
 *
 * Law: the control is found from the composed path, before the page reacts; a label stands for its control, an icon for
 * its button. What leaves this file has passed the screen; a secret field leaves nothing of itself.
 */
"use strict";

const targets = (() => {
  const FARTHEST = 10;
  const LONGEST_KEY = 200;
  const CONTROLS = new Set([
    ...["button", "link", "combobox", "listbox", "textbox", "searchbox", "spinbutton", "slider", "checkbox", "radio"],
    ...["switch", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "treeitem", "columnheader"],
  ]);
  const REGIONS = new Set(["row", "gridcell", "cell", "listitem", "rowheader", "article", "img", "heading", "figure"]);
  const NATIVE = "button, input, select, textarea, summary, a[href], area[href], [contenteditable]:not([contenteditable=false])";
  const VOLATILE = /\d/;

  /** @type {WeakMap<Element, string>} */
  const keys = new WeakMap();
  /** @type {WeakMap<Event, Element[]>} */
  const paths = new WeakMap();

  /**
   * The elements under an event, innermost first, through the shadow roots that let us in.
   *
   * @param {Event} event
   * @returns {Element[]}
   */
  function path(event) {
    let found = paths.get(event);
    if (found === undefined) {
      const under = event.composedPath().filter((node) => node instanceof Element && !roles.isMute(node));
      found = /** @type {Element[]} */ (under);
      paths.set(event, found);
    }
    return found;
  }

  /** @param {Element} host @returns {ShadowRoot | null} Its shadow tree, when pages may not enter that. */
  function closedRoot(host) {
    const tag = host.localName; // of a form it may be a field
    if (typeof tag !== "string" || !tag.includes("-") || !(host instanceof HTMLElement) || host.shadowRoot !== null) return null;
    return globalThis.chrome?.dom?.openOrClosedShadowRoot(host) ?? null;
  }

  /**
   * The control that an event is about: the nearest one around it, or the region of data, or nothing.
   *
   * @param {Event} event
   * @returns {Element | null}
   */
  function controlOf(event) {
    const around = path(event).slice(0, FARTHEST + 4);
    let region = null;
    for (const element of around) {
      const found = controlAt(element);
      if (found !== null) return found;
      if (region === null && (REGIONS.has(names.role(element)) || looksClickable(element))) region = element;
    }
    return region;
  }

  /** @param {Element} element @returns {Element | null} */
  function controlAt(element) {
    if (element.matches(NATIVE) || CONTROLS.has(names.role(element))) {
      return element instanceof HTMLElement && element.isContentEditable ? editingHost(element) : element;
    }
    return element instanceof HTMLLabelElement ? element.control : null;
  }

  /** @param {HTMLElement} element @returns {HTMLElement} The outermost editable element around it. */
  function editingHost(element) {
    let host = element;
    for (const one of roles.around(element)) if (one instanceof HTMLElement && one.isContentEditable) host = one;
    return host;
  }

  /** @param {Element} element Whether its author made it take clicks, though it has no role. */
  function looksClickable(element) {
    if (roles.isPage(element)) return false;
    return element.hasAttribute("onclick") || (element.hasAttribute("tabindex") && isReached(element));
  }

  /** @param {Element} element Whether the keys lead to it, or its author named it: what has a focus only may be a frame. */
  function isReached(element) {
    return element.getAttribute("tabindex") !== "-1" || (element.hasAttribute("aria-label") && !element.hasAttribute("role"));
  }

  /**
   * What may be kept of an element.
   *
   * @param {Element} element
   * @returns {ToldTarget}
   */
  function described(element) {
    if (fields.isSecret(element)) return blank();
    const role = names.role(element);
    const named = redaction.best(names.eachLabel(element), role, names.place(element));
    const heading = names.column(element);
    const column = heading === "" ? "" : redaction.name(heading, "text", "columnheader", "static").text;
    return {
      role,
      name: named.name,
      name_source: named.source,
      name_state: named.state,
      container: containersOf(element),
      column,
      finalises: finalises(element),
      element: keyOf(element),
    };
  }

  /** @returns {ToldTarget} */
  function blank() {
    return {
      role: "",
      name: "",
      name_source: "none",
      name_state: "absent",
      container: [],
      column: "",
      finalises: false,
      element: "",
    };
  }

  /**
   * The named parts around an element, screened.
   *
   * @param {Element} element
   * @returns {{role: string, name: string}[]}
   */
  function containersOf(element) {
    return names.containers(element).map(({ role, labels }) => ({
      role,
      name: redaction.best(labels, role, "unknown").name,
    }));
  }

  /** @param {Element} element Whether it ends what was being filled in. */
  function finalises(element) {
    if (element instanceof HTMLButtonElement) return element.type === "submit" && element.form !== null;
    return element instanceof HTMLInputElement && (element.type === "submit" || element.type === "image");
  }

  /**
   * What tells an element from the others of its page, also after the page drew itself anew. Never stored.
   *
   * @param {Element} element
   * @returns {string}
   */
  function keyOf(element) {
    let key = keys.get(element);
    if (key === undefined) {
      key = writtenKey(element);
      keys.set(element, key);
    }
    return key;
  }

  /** @param {Element} element @returns {string} */
  function writtenKey(element) {
    const parts = [];
    let at = /** @type {Element | null} */ (element);
    for (let steps = 0; at !== null && steps < 40; steps += 1) {
      const own = steadyName(at);
      parts.push(own === "" ? `${at.localName}${nthOf(at)}` : own);
      if (own !== "") break;
      const root = at.getRootNode();
      at = roles.parentOf(at) ?? (root instanceof ShadowRoot ? root.host : null);
    }
    const typed = element instanceof HTMLInputElement ? element.type : "";
    return `${typed}${(element.getAttribute("name") ?? "").slice(0, LONGEST_KEY)} ${parts.join("<")}`;
  }

  /** @param {Element} element A name that its author gave it and that stays; empty when it has none. */
  function steadyName(element) {
    for (const attribute of ["data-testid", "data-test", "id"]) {
      const given = element.getAttribute(attribute);
      if (given !== null && given !== "" && given.length < LONGEST_KEY && !VOLATILE.test(given)) return `#${given}`;
    }
    return "";
  }

  /** @param {Element} element Its place among siblings of its kind; 500 is as far as we count. */
  function nthOf(element) {
    let nth = 0;
    for (let at = roles.beforeOf(element); at !== null && nth < 500; at = roles.beforeOf(at)) {
      if (at.localName === element.localName) nth += 1;
    }
    return nth;
  }

  return Object.freeze({ path, closedRoot, controlOf, described, blank, containersOf, keyOf });
})();
