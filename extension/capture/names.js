/**
 * What is an element called?
 *
 * In: an element of the page. Out: its labels best first, each with its source; its text. Role and surroundings come
 * from roles.js and places.js and are handed out here too, so that a caller asks one.
 *
 * Law: what a control holds never gets into a name. A control inside a label or a button contributes nothing, a
 * reference to a control stands for that control's own label, and options, editors and `aria-value…` are never read.
 * Work is bounded: a name ends after 300 characters or 2,000 nodes. Nothing here makes the page lay itself out.
 *
 * Sources: W3C accname-1.2 and HTML-AAM, without their steps for embedded controls and for CSS content; order and
 * sources of labels as in src/sopwright/recording/readers/mirror.py.
 */
"use strict";

const names = (() => {
  const MOST_NODES = 2_000;
  const MOST_CHARACTERS = 300;

  /** @param {string} words @returns {ReadonlySet<string>} */
  const setOf = (words) => new Set(words.split(" "));

  const FIELD_ROLES = setOf("textbox searchbox combobox listbox spinbutton slider");
  const UNREAD = setOf("style script noscript template head meta link title object embed video audio canvas");
  /** Roles that are named by their author only. */
  const AUTHORED = setOf(
    "alertdialog application article banner complementary contentinfo dialog feed figure form grid group img list " +
      "listbox log main math menu menubar navigation radiogroup region rowgroup search separator table tablist " +
      "tabpanel toolbar tree treegrid",
  );
  /** Parts of a page that contribute nothing to the name of what they stand in. */
  const PARTS = setOf("dialog alertdialog toolbar menu menubar listbox tree grid treegrid radiogroup tablist tabpanel");
  const INLINE = new Set(["inline", "contents", ""]);
  const TECHNICAL = ["data-testid", "data-test", "data-test-id", "data-qa", "data-cy", "name", "id"];

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
   * @property {boolean} buttons Whether buttons contribute what they are called.
   * @property {Element | null} control The control whose label is read.
   * @property {string} before What was read before that control was reached.
   */

  /** @param {Partial<Reading>} [how] @returns {Reading} */
  function reading(how) {
    return { text: "", left: MOST_NODES, seen: new Set(), hidden: false, followed: false, pictures: true, buttons: true, control: null, before: "", ...how };
  }

  /** @param {string | null | undefined} text @returns {string} with single spaces, cut */
  function plain(text) {
    if (!text) return "";
    return text.slice(0, 4 * MOST_CHARACTERS).replace(/\s+/gu, " ").trim().slice(0, MOST_CHARACTERS);
  }

  /** @param {Reading} at @param {string} text */
  function put(at, text) {
    const more = text.slice(0, 4 * MOST_CHARACTERS).replace(/\s+/gu, " ");
    at.text += endsBlank(at) ? more.trimStart() : more;
  }

  /** @param {Reading} at Whether a blank would add nothing. */
  const endsBlank = (at) => at.text === "" || at.text.endsWith(" ");

  /**
   * Read what is in an element, not the element itself.
   * @param {Element} element @param {Reading} at
   * @param {boolean} [known] Whether its text is in sight; found out when there is some, for asking for styles is slow
   */
  function readInside(element, at, known) {
    let shown = at.hidden || known;
    for (const node of roles.inside(element)) {
      if (at.left <= 0 || at.text.length >= MOST_CHARACTERS) return;
      at.left -= 1;
      if (node.nodeType === Node.ELEMENT_NODE) read(/** @type {Element} */ (node), at);
      else if (node.nodeType === Node.TEXT_NODE) {
        const text = node.nodeValue ?? "";
        if (endsBlank(at) && !/\S/u.test(text)) continue;
        shown ??= roles.isVisible(element);
        if (shown) put(at, text);
      }
    }
  }

  /** @param {Element} element @param {Reading} at Read an element and what is in it. */
  function read(element, at) {
    if (UNREAD.has(element.localName) || at.seen.has(element)) return;
    if (element === at.control) at.before = at.text;
    if (roles.holdsValue(element) || PARTS.has(roles.of(element))) return put(at, " ");
    if (!at.buttons && roles.of(element) === "button") return put(at, " ");
    if (!at.hidden && element.getAttribute("aria-hidden") === "true") return;
    if (at.seen.size > 0 && isSpoken(element)) return put(at, " ");
    const { display, visibility } = getComputedStyle(element);
    if (!at.hidden && display === "none") return;
    at.seen.add(element);
    const shown = at.hidden || visibility === "visible";
    const picture = isPicture(element) || roles.of(element) === "img";
    const own = shown ? given(element, at) : "";
    const start = at.text.length;
    if (own) put(at, own);
    else if (!picture) readInside(element, at, shown);
    const empty = !at.text.slice(start).trim();
    if (empty && at.pictures) put(at, plain(element.getAttribute("title")));
    const slotted = element.localName === "slot" && !empty;
    if (own || picture || slotted || element.localName === "br" || !INLINE.has(display)) setApart(at, start);
  }

  /** @param {Element} element Whether it says what becomes of things: *Active* beside a switch is no part of its name. */
  function isSpoken(element) {
    const live = element.getAttribute("aria-live");
    return live === "polite" || live === "assertive";
  }

  /** @param {Reading} at @param {number} start Put spaces around what was read from here on. */
  function setApart(at, start) {
    const inner = at.text.slice(start);
    at.text = at.text.slice(0, start);
    put(at, ` ${inner} `);
  }

  /** @param {Element} element @returns {boolean} */
  function isPicture(element) {
    return element.localName === "img" || element.localName === "svg" || element.localName === "area";
  }

  /** @param {Element} element @param {Reading} at @returns {string} what an element is called, not by its content */
  function given(element, at) {
    if (element.localName === "slot") return "";
    if (!at.followed) {
      const named = roles.references(element, "aria-labelledby").map((one) => referred(one, at.seen));
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

  /** @param {Element} element @param {Set<Element>} [seen] @returns {string} what a reference to it stands for */
  function referred(element, seen) {
    if (roles.isPartOfValue(element)) return ownLabel(element);
    const at = reading({ followed: true, hidden: roles.isHidden(element), seen: new Set(seen) });
    at.seen.delete(element);
    read(element, at);
    return plain(at.text);
  }

  /** @param {Element} control @returns {string} what a control is called when something refers to it */
  function ownLabel(control) {
    if (!roles.holdsValue(control)) return "";
    const label = fields.without(control, plain(control.getAttribute("aria-label")));
    if (label) return label;
    const native = [...nativeLabels(control)].map(([text]) => text).join(" ");
    return plain(native) || fields.without(control, plain(control.getAttribute("title")));
  }

  /** @param {Element} element @returns {string} what heads a column, without its buttons for sorting and the like */
  const heading = (element) => content(element, false, false, true) || content(element, false, true, true);

  /**
   * @param {Element} element @param {boolean} [pictures] @param {boolean} [buttons]
   * @param {boolean} [known] Whether its own text is in sight, where that need not be found out
   * @returns {string} its content, without any value
   */
  function content(element, pictures = true, buttons = true, known) {
    if (roles.isPartOfValue(element)) return "";
    const at = reading({ pictures, buttons });
    at.seen.add(element);
    if (isPicture(element)) put(at, given(element, at));
    else readInside(element, at, known);
    return plain(at.text);
  }

  // --- labels --------------------------------------------------------------------------------------------------------

  /** @param {Element} element @returns {Label[]} best first, raw; see the law above */
  const labels = (element) => roles.labelsOnce(element, foundLabels);

  /** @param {Element} element @returns {Label[]} */
  const foundLabels = (element) => [...named(element)];

  /** @param {Element} element @returns {Iterable<Label>} the same, one after the other: the first is often enough */
  const eachLabel = (element) => roles.labelsSoFar(element) ?? named(element);

  /** @param {Element} element @returns {Generator<Label>} */
  function* named(element) {
    for (const label of ladder(element)) if (label[0] !== "") yield label;
  }

  /**
   * All labels of an element, also empty ones.
   * @param {Element} element @param {boolean} [authoredOnly] Whether what is read in it, and technical names, are left out
   * @returns {Generator<Label>}
   */
  function* ladder(element, authoredOnly = false) {
    const now = roles.of(element);
    const holds = roles.holdsValue(element);
    /** @param {string | null} text */
    const clean = (text) => (holds && text ? fields.without(element, plain(text)) : plain(text));
    const named = roles.references(element, "aria-labelledby");
    if (named.length > 0) {
      const called = named.map((one) => (one === element ? selfLabel(one) : referred(one))).join(" ");
      yield [plain(called), !FIELD_ROLES.has(now) && named.some(places.isDatum) ? "content" : "label"];
    }
    const isOpened = now === "tab" && places.isClosable(element);
    const said = isOpened ? "content" : "text";
    yield [clean(element.getAttribute("aria-label")), isOpened ? "content" : "aria"];
    yield* nativeLabels(element);
    if (!authoredOnly) {
      yield [plain(fields.caption(element)), "text"];
      if (!holds && !AUTHORED.has(now)) yield [now === "columnheader" ? heading(element) : content(element, false), said];
      yield [pictured(element), "alt"];
    }
    yield [clean(element.getAttribute("title")), isOpened ? "content" : "title"];
    yield [clean(element.getAttribute("placeholder") ?? element.getAttribute("aria-placeholder")), "placeholder"];
    if (authoredOnly) return;
    for (const one of TECHNICAL) yield [plain(element.getAttribute(one)), "technical"];
  }

  /** @param {Element} element @returns {Label[]} what its author called a part of the page */
  function authored(element) {
    return [...ladder(element, true)].filter(([text]) => text !== "");
  }

  /** @param {Element} element @returns {string} what a control contributes to its own `aria-labelledby` */
  function selfLabel(element) {
    if (roles.holdsValue(element)) return ownLabel(element);
    if (element.getAttribute("aria-haspopup") === "listbox") return ""; // a list's button shows what was chosen
    return plain(element.getAttribute("aria-label")) || content(element);
  }

  /** @param {Element} element @returns {Generator<Label>} */
  function* nativeLabels(element) {
    if (!("labels" in element)) yield* hiddenLabels(element);
    else if (!isLabelled(element)) yield* hostLabels(element);
    else {
      const native = /** @type {NodeListOf<HTMLLabelElement> | null} */ (element.labels);
      for (const label of native ?? []) yield [labelText(label, roles.of(element) === "switch" ? element : null), "label"];
      if (native?.length === 0) yield* hostLabels(element);
      if (native === null) yield* hiddenLabels(element);
    }
    const tag = { fieldset: "legend", table: "caption", figure: "figcaption" }[element.localName];
    const title = tag ? childOf(element, tag) : null;
    if (title) yield [labelText(title), "label"];
  }

  /** @param {Element} control @returns {boolean} whether it may have labels: the browser looks for them in the whole page */
  const isLabelled = (control) => control.getAttribute("id") !== null || control.closest("label") !== null;

  /** @param {Element} field @returns {Generator<Label>} what the component that a field is the inside of is labelled with */
  function* hostLabels(field) {
    const root = field.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const around = root.host.closest("label");
    if (around) yield [labelText(around), "label"];
  }

  /** @param {Element} drawn @returns {Generator<Label>} labels of the hidden list before a field that is drawn for it */
  function* hiddenLabels(drawn) {
    if (!FIELD_ROLES.has(roles.of(drawn))) return;
    let at = /** @type {Element | null} */ (drawn);
    for (let level = 0; at && level < 4; level += 1, at = roles.parentOf(at)) {
      const before = roles.beforeOf(at);
      if (!(before instanceof HTMLSelectElement)) continue;
      if (before.tabIndex < 0 || roles.isHidden(before)) yield* nativeLabels(before);
      return;
    }
  }

  /** @param {Element} element @param {string} tag @returns {Element | null} one of its first children */
  function childOf(element, tag) {
    let at = element.firstElementChild;
    for (let left = 20; at && left > 0 && at.localName !== tag; left -= 1) at = at.nextElementSibling;
    return at?.localName === tag ? at : null;
  }

  /**
   * What a native label says, also when it is hidden. Words on both sides of a switch are its name and its state: *Active*.
   * @param {Element} label @param {Element | null} [control] @returns {string}
   */
  function labelText(label, control = null) {
    const at = reading({ followed: true, hidden: roles.isHidden(label), control });
    read(label, at);
    return plain(at.before) || plain(at.text);
  }

  /** @param {Element} element @returns {string} what stands for the pictures in it */
  function pictured(element) {
    if (isPicture(element)) return plain(element.getAttribute("alt"));
    if (AUTHORED.has(roles.of(element)) || roles.isPartOfValue(element)) return "";
    if (element.firstElementChild === null) return "";
    const images = element.getElementsByTagName("img");
    const shown = [images[0], images[1], images[2]].filter((one) => one && !roles.isHidden(one));
    return plain(shown.map((one) => one?.alt ?? "").join(" "));
  }

  return Object.freeze({
    role: roles.of,
    labels,
    eachLabel,
    text: (/** @type {Element} */ element) => content(element),
    content,
    heading,
    plain,
    authored,
    place: (/** @type {Element} */ element) =>
      FIELD_ROLES.has(roles.of(element)) ? places.ofField(element) : places.of(element),
    containers: (/** @type {Element} */ element) => places.containers(element),
    column: (/** @type {Element} */ element) => places.column(element),
  });
})();
