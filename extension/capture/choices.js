/**
 * Which option was chosen, and for which field?
 *
 * In: an option of a list that the page draws itself. Out: the field that the list belongs to, and what may be kept of the
 * option.
 *
 * Law: the option is read while its list is still there. What is found by typing is a record, unless it is interface
 * language; then and where the screen says so, the option is withheld.
 */
"use strict";

const choices = (() => {
  const LISTS = "[role=listbox], [role=menu], [role=tree]";

  /** @type {{element: Element, target: ToldTarget, typed: boolean} | null} The last field that opens a list. */
  let opener = null;

  /**
   * Remember a control that may open a list.
   *
   * @param {Element} element
   * @param {ToldTarget} target
   */
  function remember(element, target) {
    const opens = element.getAttribute("aria-haspopup");
    if (target.role === "combobox" || opens === "listbox" || opens === "true") {
      opener = { element, target, typed: takesText(element) };
    }
  }

  /**
   * What is told of a chosen option.
   *
   * @param {Element} option
   * @param {ToldTarget} target The option, described.
   * @returns {{target: ToldTarget, value: ToldValue}}
   */
  function read(option, target) {
    const list = listOf(option);
    const field = (list === null ? null : fieldOf(list)) ?? focusedField();
    const opened = opener !== null && mayBeOpen(opener.element) ? opener : null;
    const owner = field ?? opened?.element ?? null;
    const around = field === null ? (opened?.target ?? null) : targets.described(field);
    const typed = isSearched() || (owner === opened?.element ? opened?.typed === true : owner !== null && takesText(owner));
    const label = wordsOf(option);
    const offer = list?.contains(option) === true ? list : option.parentElement;
    const count = list === null || offer === null ? null : offer.querySelectorAll("[role=option], [role=menuitemradio]").length;
    const kept = redaction.option(label, typed ? "" : (around?.name ?? ""), count);
    return {
      target: around ?? ownList(list) ?? { ...target, role: "listbox", name: "", name_source: "none", name_state: "absent" },
      value: { state: "chosen", value_class: "option", option: kept.text, option_state: kept.state },
    };
  }

  /**
   * Whether something without a role is drawn for an option: beside the list that is there for screen readers alone.
   *
   * @param {Element} element
   */
  function isDrawnOption(element) {
    const field = focusedField();
    const [list] = field === null ? [] : roles.references(field, "aria-controls");
    return list?.parentElement?.contains(element) === true && list.querySelector("[role=option]") !== null;
  }

  /** @param {Element} element Whether its list may be open: what says that it is closed has nothing to choose from. */
  function mayBeOpen(element) {
    return !element.isConnected || element.getAttribute("aria-expanded") !== "false";
  }

  /** @param {Element | null} list @returns {ToldTarget | null} A list that stands in the page by itself, as no field's. */
  function ownList(list) {
    return list === null || names.role(list) !== "listbox" ? null : targets.described(list);
  }

  /** @param {Element} option What it is called; where words for screen readers alone were added, without these. */
  function wordsOf(option) {
    const [label, source] = names.labels(option).find(([, from]) => from !== "technical") ?? ["", ""];
    const shown = source === "text" ? messages.textOf(option) : "";
    return shown !== "" && label.includes(shown) ? shown : label;
  }

  /** @param {Element} option @returns {Element | null} The list that it is in, also when it is in a root of its own. */
  function listOf(option) {
    for (const one of roles.around(option)) if (one.matches(LISTS)) return one;
    return null;
  }

  /** @returns {boolean} Whether a list is open that has a field of its own to search it. */
  function isSearched() {
    const at = roles.focused();
    return at !== null && takesText(at) && names.role(at) === "searchbox";
  }

  /** @returns {Element | null} The field with the focus whose list is open, for lists that do not say whose they are. */
  function focusedField() {
    const at = roles.focused();
    return at?.getAttribute("aria-expanded") === "true" && names.role(at) === "combobox" ? at : null;
  }

  /** @param {Element} list @returns {Element | null} The control that opened it, when the page says so. */
  function fieldOf(list) {
    if (list.id === "") return null;
    const attributes = ["aria-controls", "aria-owns"];
    const names = (/** @type {Element} */ one) => attributes.map((name) => one.getAttribute(name) ?? "").join(" ").split(/\s+/);
    if (opener !== null && opener.element.isConnected && names(opener.element).includes(list.id)) return opener.element;
    const root = list.getRootNode();
    const [found] = roles.allIn(root, attributes.map((name) => `[${name}~="${CSS.escape(list.id)}"]`).join(", "));
    return found ?? null;
  }

  /** @param {Element} element Whether text is typed into it, to find what is chosen. */
  function takesText(element) {
    if (element instanceof HTMLInputElement) return !element.readOnly;
    return element instanceof HTMLElement && element.isContentEditable;
  }

  return Object.freeze({ remember, read, isDrawnOption });
})();
