/**
 * What is an element: its role, what is around it and in it, is it out of sight, does it hold a value?
 *
 * In: an element. Out: its ARIA role by HTML-AAM and by its author; the tree as it is shown, through shadow roots and
 * slots; whether what is in it is, or may be, a value.
 *
 * Law: nothing is read here but tags, attributes and computed styles. What may hold a value counts as holding one.
 */
"use strict";

const roles = (() => {
  const MOST_LEVELS = 100;
  const MOST_CELLS = 300;
  const MOST_REFERENCES = 50;

  /** @param {string} words @returns {ReadonlySet<string>} */
  const setOf = (words) => new Set(words.split(" "));

  const ROLES = setOf(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox " +
      "complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic " +
      "grid gridcell group heading img image insertion link list listbox listitem log main mark marquee math menu " +
      "menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation " +
      "progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status " +
      "strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar " +
      "tooltip tree treegrid treeitem",
  );
  const UNNAMED = setOf("none presentation generic");
  const GLOBAL = ["labelledby", "label", "controls", "describedby", "owns", "live", "busy", "atomic", "details"];
  const FOCUSABLE =
    "a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";

  /** @type {Readonly<Record<string, string>>} */
  /** @type {Readonly<Record<string, string>>} */
  const BY_TYPE = {
    checkbox: "checkbox",
    radio: "radio",
    submit: "button",
    button: "button",
    reset: "button",
    image: "button",
    file: "button",
    number: "spinbutton",
    range: "slider",
    search: "searchbox",
    hidden: "",
  };
  /** @type {Readonly<Record<string, string>>} */
  /** @type {Readonly<Record<string, string>>} */
  const BY_TAG = {
    ...{ address: "group", article: "article", aside: "complementary", blockquote: "blockquote", button: "button" },
    ...{ caption: "caption", code: "code", datalist: "listbox", dd: "definition", del: "deletion", details: "group" },
    ...{ dfn: "term", dialog: "dialog", dt: "term", em: "emphasis", fieldset: "group", figure: "figure", form: "form" },
    ...{ h1: "heading", h2: "heading", h3: "heading", h4: "heading", h5: "heading", h6: "heading", hr: "separator" },
    ...{ ins: "insertion", li: "listitem", main: "main", math: "math", menu: "list", meter: "meter" },
    ...{ nav: "navigation", ol: "list", optgroup: "group", option: "option", output: "status", p: "paragraph" },
    ...{ progress: "progressbar", search: "search", strong: "strong", sub: "subscript", summary: "button", sup: "superscript" },
    table: "table",
    ...{ tbody: "rowgroup", textarea: "textbox", tfoot: "rowgroup", thead: "rowgroup", time: "time", tr: "row" },
    ul: "list",
  };

  /** What holds a value, or says one: nothing in it is ever read. */
  const HOLDING_TAGS = setOf("input select textarea datalist optgroup option output progress meter");
  const HOLDING_ROLES = setOf(
    "textbox searchbox combobox listbox spinbutton slider scrollbar progressbar meter timer",
  );
  /** What a control offers to choose from; what stands in it is not what it holds. */
  /** Elements that a list may offer, without a role of their own. */
  const OFFERS = setOf("a button summary");
  const PARTS = setOf("option menuitem menuitemcheckbox menuitemradio treeitem");
  const LISTS = setOf("combobox listbox");

  /**
   * What was found out in a look at the page.
   * @typedef {{roles: Map<Element, string>, values: Map<Element, boolean>, labels: Map<Element, Label[]>,
   *   chains: Map<Element, Element[]>}} Look
   */

  /** @type {Look} */
  const memory = { roles: new Map(), values: new Map(), labels: new Map(), chains: new Map() };
  /** The present look; null between looks, when the page may change. @type {Look | null} */
  let look = null;
  /** What the pointer is on, in this look. @type {Element | null} */
  let pointed = null;

  /**
   * Do something that is done before the page runs again, and find out only once what is asked often meanwhile.
   * @template T
   * @param {() => T} work
   * @param {Element | null} [at] What the pointer is on: the browser found it there, so it is visible.
   * @returns {T}
   */
  function inOneLook(work, at = null) {
    if (look !== null) return work();
    look = memory;
    pointed = at;
    try {
      return work();
    } finally {
      look = pointed = null;
      for (const found of [memory.roles, memory.values, memory.labels, memory.chains]) if (found.size > 0) found.clear();
    }
  }

  /**
   * @template T
   * @param {Map<Element, T> | undefined} known @param {Element} element @param {(element: Element) => T} find
   * @returns {T}
   */
  function once(known, element, find) {
    const before = known?.get(element);
    if (before !== undefined) return before;
    const found = find(element);
    known?.set(element, found);
    return found;
  }

  /** @param {Element} element @returns {Label[] | undefined} found in this look */
  const labelsSoFar = (element) => look?.labels.get(element);

  /** @param {Element} element @param {(element: Element) => Label[]} find @returns {Label[]} found once in a look */
  const labelsOnce = (element, find) => once(look?.labels, element, find);

  // --- forms whose fields are called as what we ask -------------------------------------------------------------------

  /** What is asked of elements: in a form, a field of such a name is found in place of the answer. */
  const ASKED = [
    ..."assignedSlot attributes checkVisibility childElementCount children closest contains firstChild".split(" "),
    ..."firstElementChild getAttribute getBoundingClientRect getElementsByTagName getRootNode hasAttribute id".split(" "),
    ..."isContentEditable isConnected labels lastElementChild localName matches nextElementSibling nextSibling".split(" "),
    ..."nodeType nodeValue parentElement parentNode previousElementSibling querySelector querySelectorAll".split(" "),
    ..."shadowRoot tabIndex textContent ariaLabelledByElements dataset hidden".split(" "),
  ];
  /** @param {object} prototype @param {string} name @returns {(node: Node) => any} what no field can stand before */
  const asked = (prototype, name) => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    return (node) => get?.call(node) ?? null;
  };
  /** @type {(node: Node) => Node | null} */
  const firstOf = asked(Node.prototype, "firstChild");
  /** @type {(node: Node) => Node | null} */
  const nextOf = asked(Node.prototype, "nextSibling");
  /** @type {(node: Node) => Node | null} */
  const aboveOf = asked(Node.prototype, "parentNode");
  /** @type {(node: Node) => HTMLSlotElement | null} */
  const slotOf = asked(Element.prototype, "assignedSlot");
  /** @type {(node: Node) => Element | null} */
  const beforeOf = asked(Element.prototype, "previousElementSibling");

  /** @type {(node: Node) => Element | null} */
  const activeOf = asked(Document.prototype, "activeElement");
  /** @type {(node: Node) => Element | null} */
  const bodyOf = asked(Document.prototype, "body");
  /** @type {(node: Node) => Element | null} */
  const wholeOf = asked(Document.prototype, "documentElement");
  /** @type {(node: Node) => string} */
  const designOf = asked(Document.prototype, "designMode");
  /** @type {(node: Node) => DocumentVisibilityState} */
  const visibilityOf = asked(Document.prototype, "visibilityState");

  /** @param {Node} root @returns {Document | DocumentFragment | null} where its methods are: a picture may be called as one */
  function methodsOf(root) {
    if (root instanceof Document) return Document.prototype;
    return root instanceof DocumentFragment ? DocumentFragment.prototype : null; // what is taken out of the page has none
  }

  /** @param {Node} root @param {string} selector @returns {Iterable<Element>} */
  const allIn = (root, selector) => methodsOf(root)?.querySelectorAll.call(root, selector) ?? [];
  /** @param {Node} root @param {string} id @returns {Element | null} */
  const byId = (root, id) => methodsOf(root)?.getElementById.call(root, id) ?? null;

  /** @param {Element} element @returns {boolean} whether it is the page as a whole */
  const isPage = (element) => element === bodyOf(document) || element === wholeOf(document);

  /** @param {unknown} node @returns {boolean} whether it is a form that cannot be asked: it is passed over */
  function isMute(node) {
    return node instanceof HTMLFormElement && ASKED.some((name) => Object.hasOwn(node, name));
  }

  /** @param {Element} element @returns {Element | null} the element around it in its tree */
  function parentOf(element) {
    let at = aboveOf(element);
    while (at !== null && isMute(at)) at = aboveOf(at);
    return at instanceof Element ? at : null;
  }

  // --- the tree as it is shown ---------------------------------------------------------------------------------------

  /** @param {Element} element @returns {ShadowRoot | null} also a closed one, where the browser lets an extension in */
  function shadowOf(element) {
    if (element.shadowRoot || !element.localName.includes("-") || !(element instanceof HTMLElement)) {
      return element.shadowRoot;
    }
    return globalThis.chrome?.dom?.openOrClosedShadowRoot?.(element) ?? null;
  }

  /** @param {Element} element @returns {Iterable<Node>} its children in the flattened tree */
  function inside(element) {
    if (element.localName === "slot" && element instanceof HTMLSlotElement) {
      const given = element.assignedNodes();
      if (given.length) return given;
    }
    if (element.localName === "details" && !element.hasAttribute("open")) {
      return element.querySelectorAll(":scope > summary");
    }
    return siblings(firstOf(shadowOf(element) ?? element));
  }

  /** @param {Node | null} first @returns {Generator<Node>} one at a time: a list may have 50,000 */
  function* siblings(first) {
    for (let node = first; node; node = nextOf(node)) {
      if (isMute(node)) yield* siblings(firstOf(node));
      else yield node;
    }
  }

  /** @param {Element} element @returns {readonly Element[]} it and those around it as shown, innermost first */
  const around = (element) => once(look?.chains, element, foundAround);

  /** @param {Element} element @returns {Element[]} */
  function foundAround(element) {
    const found = [];
    let at = /** @type {Element | null} */ (element);
    for (let level = 0; at && level < MOST_LEVELS; level += 1) {
      if (!isMute(at)) found.push(at);
      /** @type {Node | null} */
      const root = aboveOf(at);
      at = slotOf(at) ?? (root instanceof Element ? root : root instanceof ShadowRoot ? root.host : null);
    }
    return found;
  }

  /** @param {Element} outer @param {Element} inner @returns {boolean} whether one is in the other, as the page is shown */
  function contains(outer, inner) {
    if (outer.contains(inner) || inner.getRootNode() === outer.getRootNode()) return outer.contains(inner);
    for (const one of around(inner)) if (one === outer) return true;
    return false;
  }

  /** References that a page may also set to elements, those of trees around too.
   * @type {Readonly<Record<string, (element: Element) => readonly Element[] | null>>} */
  const REFLECTED = {
    "aria-labelledby": (element) => element.ariaLabelledByElements,
    "aria-describedby": (element) => element.ariaDescribedByElements,
    "aria-errormessage": (element) => element.ariaErrorMessageElements,
  };

  /** @param {Element} element @param {string} attribute @returns {Element[]} what it refers to, in its own tree or around */
  function references(element, attribute) {
    const reflected = REFLECTED[attribute]?.(element);
    if (reflected?.length) return reflected.filter((one) => !isMute(one));
    const written = element.getAttribute(attribute);
    if (!written) return [];
    const root = element.getRootNode();
    const ids = written.split(/\s+/u, MOST_REFERENCES).filter(Boolean);
    return ids.flatMap((id) => byId(root, id) ?? []).filter((one) => !isMute(one));
  }

  /** @param {Element} element @returns {boolean} whether its own text is not made invisible */
  const isVisible = (element) => element === pointed || getComputedStyle(element).visibility === "visible";

  /** @param {Element} element @returns {boolean} whether it is out of sight, by itself or with those around it */
  function isHidden(element) {
    // What is drawn and visible has no undrawn parent: one question in place of one for each of those around it. Older
    // browsers know the second name of the option. What has no box of its own (`display: contents`) is asked for in full.
    const drawn = element.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true });
    if (!drawn && getComputedStyle(element).visibility !== "visible") return true;
    for (const one of around(element)) {
      if (one.getAttribute("aria-hidden") === "true") return true;
      if (!drawn && getComputedStyle(one).display === "none") return true;
    }
    return false;
  }

  // --- roles ---------------------------------------------------------------------------------------------------------

  /** @param {Element} element @returns {string[]} roles its author wrote, valid ones only */
  function statedRoles(element) {
    const stated = element.getAttribute("role");
    return stated ? stated.toLowerCase().split(/\s+/u).filter((one) => ROLES.has(one)) : [];
  }

  /** @param {Element} element @returns {string} its ARIA role; empty when it has none */
  const role = (element) => once(look?.roles, element, foundRole);

  /** @param {Element} element @returns {string} */
  function foundRole(element) {
    const [stated] = statedRoles(element);
    if (!stated || (stated === "region" && !isNamed(element))) return nativeRole(element);
    if (stated === "image") return "img";
    if (!UNNAMED.has(stated)) return stated;
    const told = element.matches(FOCUSABLE) || GLOBAL.some((one) => element.hasAttribute(`aria-${one}`));
    return told && stated !== "generic" ? nativeRole(element) : "";
  }

  /** @param {Element} element @returns {string} */
  function nativeRole(element) {
    const tag = element.localName;
    if (isEditingHost(element)) return "textbox";
    if (tag === "a" || tag === "area") return element.hasAttribute("href") ? "link" : "";
    if (tag === "input") return inputRole(/** @type {HTMLInputElement} */ (element));
    if (tag === "select") return selectRole(element);
    if (tag === "img") return element.getAttribute("alt") === "" && !isNamed(element) ? "" : "img";
    if (tag === "td") return isInGrid(element) ? "gridcell" : "cell";
    if (tag === "th") return isHeading(element) ? "columnheader" : "rowheader";
    if (tag === "section") return isNamed(element) ? "region" : "";
    if (tag === "header" || tag === "footer") return landmark(element);
    return BY_TAG[tag] ?? (tag === "div" && element.hasAttribute("aria-selected") ? "option" : "");
  }

  /** @param {HTMLInputElement} input @returns {string} */
  function inputRole(input) {
    const plain = BY_TYPE[input.type] ?? "textbox";
    return (plain === "textbox" || plain === "searchbox") && input.hasAttribute("list") ? "combobox" : plain;
  }

  /** @param {Element} select @returns {string} */
  function selectRole(select) {
    return select.hasAttribute("multiple") || Number(select.getAttribute("size")) > 1 ? "listbox" : "combobox";
  }

  /** @param {Element} element @returns {boolean} */
  function isNamed(element) {
    return ["aria-label", "aria-labelledby", "title"].some((one) => element.getAttribute(one));
  }

  /** @param {Element} element @returns {string} */
  function landmark(element) {
    if (element.matches(":is(article, aside, main, nav, section, [role=region], [role=main]) *")) return "";
    return element.localName === "header" ? "banner" : "contentinfo";
  }

  /** @param {Element} cell @returns {boolean} */
  function isInGrid(cell) {
    return /^(tree)?grid$/u.test(cell.closest("table")?.getAttribute("role") ?? "");
  }

  /** @param {Element} header @returns {boolean} whether a header cell stands above a column rather than before a row */
  function isHeading(header) {
    const scope = header.getAttribute("scope") ?? "";
    if (scope.startsWith("row")) return false;
    if (scope.startsWith("col") || header.closest("thead")) return true;
    const row = header.parentElement;
    return !row || ![...row.children].slice(0, MOST_CELLS).some((one) => one.localName === "td");
  }

  // --- what holds a value --------------------------------------------------------------------------------------------

  /** @param {Element} element @returns {boolean} */
  function isEditingHost(element) {
    const stated = element.getAttribute("contenteditable");
    return stated !== null && stated.toLowerCase() !== "false";
  }

  /** @param {Element} element @returns {boolean} whether what is in it is, or may be, a value */
  function holdsValue(element) {
    if (isEditingHost(element) || statedRoles(element).some((one) => HOLDING_ROLES.has(one))) return true;
    return HOLDING_TAGS.has(element.localName) && !isButtonInput(element);
  }

  /** @param {Element} element @returns {boolean} */
  function isButtonInput(element) {
    return element.localName === "input" && BY_TYPE[/** @type {HTMLInputElement} */ (element).type] === "button";
  }

  /** @param {Element} element @returns {boolean} whether it holds a value or is a part of one that another holds */
  const isPartOfValue = (element) => once(look?.values, element, foundPartOfValue);

  /** @param {Element} element @returns {boolean} */
  function foundPartOfValue(element) {
    if (designOf(document) === "on") return true;
    let offered = false;
    for (const one of around(element)) {
      const tagged = HOLDING_TAGS.has(one.localName) || OFFERS.has(one.localName);
      if (!tagged && !one.hasAttribute("role") && !one.hasAttribute("contenteditable")) continue;
      const now = role(one);
      if (isEditingHost(one) || (holdsValue(one) && !(offered && LISTS.has(now)))) return true;
      offered ||= PARTS.has(now) || now === "link"; // a link in a list is an offer of its own, such as “Create…”
    }
    return false;
  }

  /** @returns {Element | null} the element with the focus, through open shadow roots; `null` when it is nowhere */
  function focused() {
    let at = activeOf(document);
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === bodyOf(document) ? null : at;
  }

  return Object.freeze({
    ...{ focused, allIn, byId, isPage, wholeOf, visibilityOf },
    ...{ of: role, inside, siblings, around, contains, references, isVisible, isHidden, isMute, parentOf, beforeOf },
    ...{ holdsValue, isPartOfValue, inOneLook, labelsOnce, labelsSoFar },
  });
})();
