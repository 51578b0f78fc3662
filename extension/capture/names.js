/**
 * What is an element called, what is its role, and where on the page does it stand?
 *
 * In: an element of the page. Out: its ARIA role, its labels best first with the source of each, its place, the named
 * parts around it, the heading of its table column, its text.
 *
 * Law: what a control holds never gets into a name. A control inside a label or a button contributes nothing, a
 * reference to a control stands for that control's own label, and options, editors and `aria-value…` are never read.
 * Work is bounded: a name ends after 300 characters or 2,000 nodes. Nothing here makes the page lay itself out.
 *
 * Sources: W3C accname-1.2 and HTML-AAM, without their steps for embedded controls and for CSS content; order and
 * sources of labels as in src/sopwright/recording/readers/mirror.py, places as in readers/selectors.py.
 */
const names = (() => {
  const MOST_NODES = 2_000;
  const MOST_CHARACTERS = 300;
  const MOST_LEVELS = 100;
  const MOST_CONTAINERS = 3;
  const MOST_CELLS = 300;

  /** @param {string} words @returns {ReadonlySet<string>} */
  const setOf = (words) => new Set(words.split(" "));

  const ROLES = setOf(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox " +
      "complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid " +
      "gridcell group heading img image insertion link list listbox listitem log main mark marquee math menu menubar " +
      "menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar " +
      "radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status " +
      "strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar " +
      "tooltip tree treegrid treeitem",
  );
  const UNNAMED = setOf("none presentation generic");
  const GLOBAL = ["labelledby", "label", "controls", "describedby", "owns", "live", "busy", "atomic", "details"];
  const FOCUSABLE = "a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";

  /** @type {Readonly<Record<string, string>>} */
  const BY_TYPE = {
    checkbox: "checkbox",
    radio: "radio",
    submit: "button",
    button: "button",
    reset: "button",
    image: "button",
    number: "spinbutton",
    range: "slider",
    search: "searchbox",
    hidden: "",
  };
  /** @type {Readonly<Record<string, string>>} */
  const BY_TAG = {
    ...{ address: "group", article: "article", aside: "complementary", blockquote: "blockquote", button: "button" },
    ...{ caption: "caption", code: "code", datalist: "listbox", dd: "definition", del: "deletion", details: "group" },
    ...{ dfn: "term", dialog: "dialog", dt: "term", em: "emphasis", fieldset: "group", figure: "figure", form: "form" },
    ...{ h1: "heading", h2: "heading", h3: "heading", h4: "heading", h5: "heading", h6: "heading", hr: "separator" },
    ...{ ins: "insertion", li: "listitem", main: "main", math: "math", menu: "list", meter: "meter", nav: "navigation" },
    ...{ ol: "list", optgroup: "group", option: "option", output: "status", p: "paragraph", progress: "progressbar" },
    ...{ search: "search", strong: "strong", sub: "subscript", summary: "button", sup: "superscript", table: "table" },
    ...{ tbody: "rowgroup", textarea: "textbox", tfoot: "rowgroup", thead: "rowgroup", time: "time", tr: "row" },
    ul: "list",
  };

  /** What holds a value, or says one: nothing in it is ever read. */
  const HOLDING_TAGS = setOf("input select textarea datalist optgroup option output progress meter");
  const HOLDING_ROLES = setOf(
    "textbox searchbox combobox listbox spinbutton slider scrollbar progressbar meter timer",
  );
  const FIELD_ROLES = setOf("textbox searchbox combobox listbox spinbutton slider");
  /** What may stand inside a control that holds a value and is not part of that value. */
  const PARTS = setOf("option button link menuitem menuitemcheckbox menuitemradio treeitem tab checkbox radio switch");
  const UNREAD = setOf("style script noscript template head meta link title object embed video audio canvas");
  /** Roles that are named by their author only. */
  const AUTHORED = setOf(
    "alertdialog application article banner complementary contentinfo dialog feed figure form grid group img image list " +
      "listbox log main math menu menubar navigation radiogroup region rowgroup search separator table tablist " +
      "tabpanel toolbar tree treegrid",
  );
  const TECHNICAL = ["data-testid", "data-test", "data-test-id", "data-qa", "data-cy", "name", "id"];

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
    if (element.localName === "details" && !element.hasAttribute("open")) return element.querySelectorAll(":scope > summary");
    return siblings((shadowOf(element) ?? element).firstChild);
  }

  /** @param {Node | null} first @returns {Generator<Node>} one at a time: a list may have 50,000 */
  function* siblings(first) {
    for (let node = first; node; node = node.nextSibling) yield node;
  }

  /** @param {Element} element @returns {Generator<Element>} it and those around it in the flattened tree, innermost first */
  function* around(element) {
    let at = /** @type {Element | null} */ (element);
    for (let level = 0; at && level < MOST_LEVELS; level += 1) {
      yield at;
      const root = at.parentNode;
      at = at.assignedSlot ?? at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
  }

  /** @param {Element} element @param {string} attribute @returns {Element[]} what it refers to, in its own tree */
  function references(element, attribute) {
    const reflected = attribute === "aria-labelledby" ? element.ariaLabelledByElements : null;
    if (reflected?.length) return [...reflected];
    const root = element.getRootNode();
    if (!("getElementById" in root)) return [];
    const within = /** @type {Document | ShadowRoot} */ (root);
    const ids = (element.getAttribute(attribute) ?? "").split(/\s+/u).filter(Boolean);
    return ids.map((id) => within.getElementById(id)).filter((one) => one !== null);
  }

  /** @param {Element} element @returns {boolean} whether it is out of sight, for reasons of its own or of those around */
  function isHidden(element) {
    if (getComputedStyle(element).visibility !== "visible") return true;
    for (const one of around(element)) {
      if (one.getAttribute("aria-hidden") === "true" || getComputedStyle(one).display === "none") return true;
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
  function role(element) {
    const [stated] = statedRoles(element);
    if (!stated) return nativeRole(element);
    if (stated === "image") return "img";
    if (!UNNAMED.has(stated)) return stated;
    const conflict = stated !== "generic" && (element.matches(FOCUSABLE) || GLOBAL.some((one) => element.hasAttribute(`aria-${one}`)));
    return conflict ? nativeRole(element) : "";
  }

  /** @param {Element} element @returns {string} */
  function nativeRole(element) {
    const tag = element.localName;
    if (isEditingHost(element)) return "textbox";
    if (tag === "a" || tag === "area") return element.hasAttribute("href") ? "link" : "";
    if (tag === "input") return inputRole(/** @type {HTMLInputElement} */ (element));
    if (tag === "select") return element.hasAttribute("multiple") || Number(element.getAttribute("size")) > 1 ? "listbox" : "combobox";
    if (tag === "img") return element.getAttribute("alt") === "" && !isNamed(element) ? "" : "img";
    if (tag === "td") return isInGrid(element) ? "gridcell" : "cell";
    if (tag === "th") return element.getAttribute("scope")?.startsWith("row") || !isHeading(element) ? "rowheader" : "columnheader";
    if (tag === "section") return isNamed(element) ? "region" : "";
    if (tag === "header" || tag === "footer") return landmark(element);
    return BY_TAG[tag] ?? "";
  }

  /** @param {HTMLInputElement} input @returns {string} */
  function inputRole(input) {
    const plain = BY_TYPE[input.type] ?? "textbox";
    return (plain === "textbox" || plain === "searchbox") && input.hasAttribute("list") ? "combobox" : plain;
  }

  /** @param {Element} element @returns {boolean} */
  function isNamed(element) {
    return ["aria-label", "aria-labelledby", "title"].some((one) => element.getAttribute(one));
  }

  /** @param {Element} element @returns {string} */
  function landmark(element) {
    if (element.parentElement?.closest("article, aside, main, nav, section, [role=region], [role=main]")) return "";
    return element.localName === "header" ? "banner" : "contentinfo";
  }

  /** @param {Element} cell @returns {boolean} */
  function isInGrid(cell) {
    return /^(tree)?grid$/u.test(cell.closest("table")?.getAttribute("role") ?? "");
  }

  /** @param {Element} header @returns {boolean} whether a header cell stands above a column rather than before a row */
  function isHeading(header) {
    if (header.getAttribute("scope")?.startsWith("col") || header.closest("thead")) return true;
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
  function isPartOfValue(element) {
    if (document.designMode === "on") return true;
    let apart = false;
    for (const one of around(element)) {
      if (isEditingHost(one) || (!apart && holdsValue(one))) return true;
      apart ||= PARTS.has(role(one));
    }
    return false;
  }

  // --- text ----------------------------------------------------------------------------------------------------------

  /**
   * One reading of one text.
   * @typedef {object} Reading
   * @property {string} text
   * @property {number} left How many more nodes may be looked at.
   * @property {Set<Element>} seen
   * @property {boolean} hidden Whether what is hidden is read: it was referred to while it was hidden.
   * @property {boolean} followed Whether a reference led here; references are not followed twice.
   * @property {boolean} pictures Whether pictures contribute what stands for them.
   */

  /** @param {Partial<Reading>} [how] @returns {Reading} */
  function reading(how) {
    return { text: "", left: MOST_NODES, seen: new Set(), hidden: false, followed: false, pictures: true, ...how };
  }

  /** @param {string | null | undefined} text @returns {string} with single spaces, cut */
  function plain(text) {
    return (text ?? "").slice(0, 4 * MOST_CHARACTERS).replace(/\s+/gu, " ").trim().slice(0, MOST_CHARACTERS);
  }

  /** @param {Reading} at @param {string} text */
  function put(at, text) {
    const more = text.slice(0, 4 * MOST_CHARACTERS).replace(/\s+/gu, " ");
    at.text += /(^| )$/u.test(at.text) ? more.trimStart() : more;
  }

  /** @param {Element} element @param {Reading} at Read what is in an element, not the element itself. */
  function readInside(element, at) {
    const shown = at.hidden || getComputedStyle(element).visibility === "visible";
    for (const node of inside(element)) {
      if (at.left <= 0 || at.text.length >= MOST_CHARACTERS) return;
      at.left -= 1;
      if (node.nodeType === Node.ELEMENT_NODE) read(/** @type {Element} */ (node), at);
      else if (node.nodeType === Node.TEXT_NODE && shown) put(at, node.nodeValue ?? "");
    }
  }

  /** @param {Element} element @param {Reading} at Read an element and what is in it. */
  function read(element, at) {
    if (UNREAD.has(element.localName) || at.seen.has(element) || holdsValue(element)) return;
    const style = getComputedStyle(element);
    if (!at.hidden && (style.display === "none" || element.getAttribute("aria-hidden") === "true")) return;
    at.seen.add(element);
    const apart = style.display !== "inline" && style.display !== "contents" && style.display !== "";
    if (apart || element.localName === "br") put(at, " ");
    const own = at.hidden || style.visibility === "visible" ? given(element, at) : "";
    const before = at.text.length;
    if (own) put(at, own);
    else if (!isPicture(element)) readInside(element, at);
    if (!own && !at.text.slice(before).trim() && at.pictures) put(at, plain(element.getAttribute("title")));
    if (apart) put(at, " ");
  }

  /** @param {Element} element @returns {boolean} */
  function isPicture(element) {
    return element.localName === "img" || element.localName === "svg" || element.localName === "area";
  }

  /** @param {Element} element @param {Reading} at @returns {string} what an element is called, not by its content */
  function given(element, at) {
    if (element.localName === "slot") return "";
    if (!at.followed) {
      const named = references(element, "aria-labelledby").map((one) => referred(one, at.seen));
      const text = plain(named.join(" "));
      if (text) return text;
    }
    const label = plain(element.getAttribute("aria-label"));
    if (label) return label;
    switch (element.localName) {
      case "img":
      case "area":
        return at.pictures ? plain(element.getAttribute("alt")) : "";
      case "svg":
        return plain([...element.children].find((one) => one.localName === "title")?.textContent);
      case "input":
        return plain(fields.caption(element));
      case "iframe":
        return plain(element.getAttribute("title"));
      default:
        return "";
    }
  }

  /** @param {Element} element @param {Set<Element>} [seen] @returns {string} what a reference to an element stands for */
  function referred(element, seen) {
    if (isPartOfValue(element)) return ownLabel(element);
    const at = reading({ followed: true, hidden: isHidden(element), seen: new Set(seen) });
    at.seen.delete(element);
    read(element, at);
    return plain(at.text);
  }

  /** @param {Element} control @returns {string} what a control is called when something refers to it */
  function ownLabel(control) {
    if (!holdsValue(control)) return "";
    const label = fields.without(control, plain(control.getAttribute("aria-label")));
    if (label) return label;
    const native = [...nativeLabels(control)].map(([text]) => text).join(" ");
    return plain(native) || fields.without(control, plain(control.getAttribute("title")));
  }

  /** @param {Element} element @param {boolean} [pictures] @returns {string} its content, without any value */
  function content(element, pictures = true) {
    if (isPartOfValue(element)) return "";
    const at = reading({ pictures });
    at.seen.add(element);
    if (isPicture(element)) put(at, given(element, at));
    else readInside(element, at);
    return plain(at.text);
  }

  // --- labels --------------------------------------------------------------------------------------------------------

  /** @param {Element} element @returns {Label[]} best first, raw; see the law above */
  function labels(element) {
    return [...ladder(element)].filter(([text]) => text !== "");
  }

  /** @param {Element} element @returns {Generator<Label>} */
  function* ladder(element) {
    const now = role(element);
    const holds = holdsValue(element);
    /** @param {string | null} text */
    const clean = (text) => (holds && text ? fields.without(element, plain(text)) : plain(text));
    const named = references(element, "aria-labelledby");
    const foreign = !FIELD_ROLES.has(now) && named.some(isDatum);
    yield [plain(named.map((one) => (one === element ? selfLabel(one) : referred(one))).join(" ")), foreign ? "content" : "label"];
    yield [clean(element.getAttribute("aria-label")), "aria"];
    yield* nativeLabels(element);
    yield [plain(fields.caption(element)), "text"];
    if (!holds && !AUTHORED.has(now)) yield [content(element, false), "text"];
    yield [pictured(element), "alt"];
    yield [clean(element.getAttribute("title")), "title"];
    yield [clean(element.getAttribute("placeholder") ?? element.getAttribute("aria-placeholder")), "placeholder"];
    for (const one of TECHNICAL) yield [plain(element.getAttribute(one)), "technical"];
  }

  /** @param {Element} element @returns {string} what a control contributes to its own `aria-labelledby` */
  function selfLabel(element) {
    return holdsValue(element) ? ownLabel(element) : plain(element.getAttribute("aria-label")) || content(element);
  }

  /** @param {Element} element @returns {Generator<Label>} */
  function* nativeLabels(element) {
    const native = "labels" in element ? /** @type {NodeListOf<HTMLLabelElement> | null} */ (element.labels) : null;
    for (const label of native ?? []) yield [labelText(label), "label"];
    const tag = { fieldset: "legend", table: "caption", figure: "figcaption" }[element.localName];
    const title = tag ? childOf(element, tag) : null;
    if (title) yield [labelText(title), "label"];
  }

  /** @param {Element} element @param {string} tag @returns {Element | null} one of its first children */
  function childOf(element, tag) {
    let at = element.firstElementChild;
    for (let left = 20; at && left > 0 && at.localName !== tag; left -= 1) at = at.nextElementSibling;
    return at?.localName === tag ? at : null;
  }

  /** @param {Element} label @returns {string} what a native label says, also when it is hidden */
  function labelText(label) {
    const at = reading({ followed: true, hidden: isHidden(label) });
    read(label, at);
    return plain(at.text);
  }

  /** @param {Element} element @returns {string} what stands for the pictures in it */
  function pictured(element) {
    if (isPicture(element)) return plain(element.getAttribute("alt"));
    if (AUTHORED.has(role(element)) || isPartOfValue(element)) return "";
    const images = element.getElementsByTagName("img");
    return plain([images[0], images[1], images[2]].map((one) => one?.alt ?? "").join(" "));
  }

  // --- surroundings --------------------------------------------------------------------------------------------------

  const DATA_TAGS = setOf("td tr tbody option img picture article figure h1 h2 h3 h4 h5 h6");
  const DATA_ROLES = setOf("row grid treegrid gridcell cell rowheader article feed treeitem tree figure img heading log");
  const POPUP_ROLES = setOf("listbox option listitem list");
  const STATIC_TAGS = setOf("nav header footer menu");
  const STATIC_ROLES = setOf("navigation banner contentinfo toolbar tablist tab");
  const MENU_ROLES = setOf("menu menubar");
  const STATIC_WORDS = setOf("nav navbar navigation menu menubar sidebar tabs tablist toolbar header topbar");
  const POPUP_WORDS = setOf("lookup typeahead autocomplete completion suggestion suggestions combobox dropdown");
  const DATA_WORDS = setOf("row cell grid result results card cards carousel feed breadcrumb breadcrumbs");
  const DIALOG_WORDS = setOf("modal dialog");

  /** @param {Element} element @returns {Set<string>} words of its class, id and the like */
  function wordsOf(element) {
    if (element === document.body || element === document.documentElement) return new Set();
    const written = ["class", "id", "name"].map((one) => element.getAttribute(one) ?? "").join(" ");
    return new Set((written.slice(0, 500).match(/[A-Z]?[a-z]+|[A-Z]+/gu) ?? []).map((word) => word.toLowerCase()));
  }

  /** @param {ReadonlySet<string>} known @param {Set<string>} words */
  const anyOf = (known, words) => [...words].some((word) => known.has(word));

  /** @param {Element} element @returns {boolean} whether it heads a column: its author wrote it */
  function isColumnHeading(element) {
    return role(element) === "columnheader";
  }

  /** @param {Element} element @returns {boolean} whether it stands in a row of data, where records have their names */
  function isDatum(element) {
    for (const one of around(element)) {
      if (isColumnHeading(one)) return false;
      const now = role(one);
      if (["cell", "gridcell", "rowheader", "row", "option", "treeitem"].includes(now)) return true;
    }
    return false;
  }

  /**
   * Where an element stands, innermost signs first: data around it wins, but for a menu or a dialog that opened in it.
   * @param {Element} element @returns {Place}
   */
  function place(element) {
    /** @type {Place} */
    let found = "unknown";
    for (const one of around(element)) {
      const now = role(one);
      if (now === "columnheader") return "static";
      if (DATA_TAGS.has(one.localName) || DATA_ROLES.has(now)) return "content";
      if (MENU_ROLES.has(now)) return found === "content" ? "content" : "static";
      if (now === "dialog" || now === "alertdialog") return found === "unknown" ? "static" : found;
      const words = wordsOf(one);
      if (POPUP_ROLES.has(now) || one.localName === "dd") {
        if (found === "unknown") found = "list";
      } else if (anyOf(POPUP_WORDS, words) && found !== "static") {
        found = "list";
      } else if (STATIC_TAGS.has(one.localName) || STATIC_ROLES.has(now) || anyOf(STATIC_WORDS, words)) {
        if (found !== "content") found = "static";
      } else if (anyOf(DATA_WORDS, words) && found === "unknown") {
        found = "content";
      }
    }
    return found;
  }

  /** @param {Element} element @returns {{ role: string, labels: Label[] }[]} named parts around it, innermost first */
  function containers(element) {
    const found = [];
    for (const one of around(element)) {
      const part = one === element ? null : containerOf(one);
      if (part) found.push(part);
      if (found.length === MOST_CONTAINERS) break;
    }
    return found;
  }

  /** @param {Element} element @returns {{ role: string, labels: Label[] } | null} */
  function containerOf(element) {
    const now = role(element);
    if (now === "dialog" || now === "alertdialog" || (now === "" && anyOf(DIALOG_WORDS, wordsOf(element)))) {
      const said = authored(element);
      const heading = said.length ? null : element.querySelector("h1, h2, h3, h4, h5, h6, [role=heading]");
      return { role: "dialog", labels: heading ? [[content(heading), "label"]] : said };
    }
    const field = element.getAttribute("field-label") ?? element.getAttribute("data-field-label");
    if (field) return { role: "group", labels: [[plain(field), "label"]] };
    if (element.localName === "fieldset") return { role: "group", labels: authored(element) };
    if (now === "form" || now === "tabpanel" || now === "row" || now === "navigation") {
      return { role: now, labels: authored(element) };
    }
    if (now !== "group" && now !== "radiogroup" && now !== "toolbar" && now !== "region") return null;
    const said = authored(element);
    return said.length ? { role: now === "radiogroup" ? "group" : now, labels: said } : null;
  }

  /** @param {Element} element @returns {Label[]} what its author called a part of the page */
  function authored(element) {
    const found = [];
    for (const label of ladder(element)) {
      if (label[1] === "technical" || label[1] === "text" || label[1] === "alt") continue;
      if (label[0] !== "") found.push(label);
    }
    return found;
  }

  /** @param {Element} element @returns {string} the heading of the column of a table in which it stands, raw */
  function column(element) {
    for (const one of around(element)) {
      const now = role(one);
      if (now === "columnheader") return "";
      if (now === "cell" || now === "gridcell") return headingOf(one);
    }
    return "";
  }

  /** @param {Element} cell @returns {string} */
  function headingOf(cell) {
    const stated = references(cell, "headers").find((one) => role(one) === "columnheader");
    const heading = stated ?? (cell instanceof HTMLTableCellElement ? tableHeading(cell) : null) ?? gridHeading(cell);
    if (!heading) return "";
    return plain(heading.getAttribute("aria-label") ?? heading.getAttribute("abbr")) || content(heading, false);
  }

  /** @param {HTMLTableCellElement} cell @returns {Element | null} */
  function tableHeading(cell) {
    const table = cell.closest("table");
    const row = cell.closest("tr");
    if (!table || !row) return null;
    const at = startOf(row, cell);
    const rows = [...(table.tHead?.rows ?? [])].slice(-3).reverse();
    const first = table.rows[0];
    for (const one of rows.length || !first ? rows : [first]) {
      const found = [...one.cells].slice(0, MOST_CELLS).find((header) => {
        const start = startOf(one, header);
        return start <= at && at < start + header.colSpan;
      });
      if (found && role(found) === "columnheader") return found;
    }
    return null;
  }

  /** @param {HTMLTableRowElement} row @param {Element} cell @returns {number} columns before a cell, spans counted */
  function startOf(row, cell) {
    let start = 0;
    for (const one of row.cells) {
      if (one === cell) break;
      start += one.colSpan;
    }
    return start;
  }

  /** @param {Element} cell @returns {Element | null} */
  function gridHeading(cell) {
    let row = null;
    for (const one of around(cell)) {
      const now = role(one);
      if (now === "row") row ??= one;
      if (now !== "grid" && now !== "treegrid" && now !== "table") continue;
      const index = cell.getAttribute("aria-colindex");
      if (index !== null) return one.querySelector(`[role=columnheader][aria-colindex="${CSS.escape(index)}"]`);
      const cells = row ? [...row.children].slice(0, MOST_CELLS) : [];
      const header = one.querySelector("[role=columnheader]")?.parentElement;
      const found = header?.children[cells.findIndex((inner) => inner === cell || inner.contains(cell))];
      return found && role(found) === "columnheader" ? found : null;
    }
    return null;
  }

  return Object.freeze({ role, labels, place, containers, column, text: (/** @type {Element} */ one) => content(one) });
})();
