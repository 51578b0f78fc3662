/**
 * Which fields were filled in?
 *
 * In: input, change and focus events of fields. Out: entries, choices of native lists, toggles, files; told when the field
 * is left, or when its control says that it changed.
 *
 * Law: what a script changed is nobody's edit. A field that is being typed into is told every ten seconds, so that long
 * typing is work and a crash loses little; which keys were pressed is not told. A field that the page draws anew while it
 * is filled in is one field.
 */
"use strict";

const edits = (() => {
  const STILL_TYPING_MS = 10_000;
  const FARTHEST = 14;
  const UNTYPED = ["checkbox", "radio", "file", "range", "color", "button", "submit", "reset", "image", "hidden"];
  const TYPED_ROLES = new Set(["textbox", "searchbox", "spinbutton"]);
  const NO_OPTION = Object.freeze({ option: "", option_state: /** @type {NameState} */ ("absent") });

  /** @typedef {{element: Element, target: ToldTarget, since: number, left: number}} Dirty */

  /** @type {Map<string, Dirty>} Fields that were edited and not told yet, by element key. */
  const dirty = new Map();
  /** @type {{element: Element, target: ToldTarget} | null} The control that a click is being made on, as it was before. */
  let underClick = null;
  /** @type {WeakMap<Element, number>} When a box or switch said that it changed. */
  const changedAt = new WeakMap();
  /** @type {{target: ToldTarget, at: number} | null} The last click in a field: it is told when something opens. */
  let touched = null;
  /** @type {Element | null} The text field that had the focus last. */
  let entered = null;
  /** @type {WeakSet<Element>} Fields that were told before their change event, which then adds nothing. */
  const settled = new WeakSet();

  /** @param {Element} element Whether a change event says what becomes of it; then its click only moves the focus. */
  function tellsForItself(element) {
    if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) return true;
    if (element instanceof HTMLOptionElement) return true;
    if (element instanceof HTMLInputElement) {
      const button = ["button", "submit", "reset", "image"].includes(element.type);
      return !button && !(element.readOnly && names.role(element) === "combobox");
    }
    return (element instanceof HTMLElement && element.isContentEditable) || TYPED_ROLES.has(names.role(element));
  }

  /** @param {Event} event @returns {Element | null} The field whose change it is; null for what a component made up. */
  function fieldOf(event) {
    const element = event.composedPath()[0];
    if (!(element instanceof HTMLElement) || !(event.isTrusted || isDriven(element))) return null;
    if (element.isContentEditable) return targets.controlOf(event);
    const native = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    return native || element instanceof HTMLTextAreaElement ? element : null;
  }

  /**
   * Whether a test driver may have changed a field: the browser says that one drives it, and drivers set lists and files
   * by events of their own. Otherwise such events are the page's.
   *
   * @param {Element} element
   */
  function isDriven(element) {
    const file = element instanceof HTMLInputElement && element.type === "file";
    return navigator.webdriver && (file || element instanceof HTMLSelectElement);
  }

  /** @param {Event} event What is filled when the field gets the focus, and empty when it is left, was cleared. */
  function onFocusIn(event) {
    const element = fieldOf(event);
    if (element === null) return;
    fields.state(element);
    if (isTyped(element)) entered = element;
  }

  /** @param {Event} event */
  function onInput(event) {
    const element = fieldOf(event);
    if (element === null || !isTyped(element)) return;
    settled.delete(element);
    const key = targets.keyOf(element);
    const known = dirty.get(key);
    if (known === undefined) {
      begin(key, element);
      return;
    }
    known.element = element;
    known.left = 0;
    if (Date.now() - known.since >= STILL_TYPING_MS) {
      known.since = Date.now();
      tellEntered(known);
    }
  }

  /** @param {string} key @param {Element} element @returns {Dirty} A field of whose edit is to be told. */
  function begin(key, element) {
    const edited = { element, target: targets.described(element), since: Date.now(), left: 0 };
    dirty.set(key, edited);
    return edited;
  }

  /** @param {Element} element Whether it is filled in by keys, so that it is done only when it is left. */
  function isTyped(element) {
    if (!(element instanceof HTMLInputElement)) return !(element instanceof HTMLSelectElement);
    return !UNTYPED.includes(element.type);
  }

  /** @param {Event} event */
  function onChange(event) {
    const element = fieldOf(event);
    if (element === null) return;
    outcomes.arm();
    if (element instanceof HTMLSelectElement) tellChosen(element);
    else if (element instanceof HTMLInputElement && (element.type === "checkbox" || element.type === "radio")) {
      changedAt.set(element, Date.now());
      tell("toggle", element, "flag");
    } else if (element instanceof HTMLInputElement && element.type === "file") tell("upload", element, "file");
    else if (dirty.has(targets.keyOf(element)) || !settled.delete(element)) leave(element);
  }

  /**
   * Remember what was clicked as it was before the click, for the change event that follows in the same task.
   *
   * @param {Element} element
   * @param {ToldTarget} target
   */
  function clicking(element, target) {
    underClick = { element, target };
    touched = { target, at: Date.now() };
    setTimeout(() => (underClick = null), 0);
  }

  /**
   * A page may tick a box itself, without the event that says so.
   *
   * @param {Element} element
   * @param {ToldTarget} target
   * @param {ValueState} before
   * @param {number} at When it was clicked.
   */
  function clicked(element, target, before, at) {
    const state = fields.state(element);
    if ((changedAt.get(element) ?? 0) >= at || state === before) return;
    wire.tell("toggle", { at, target, value: { state, value_class: "flag", ...NO_OPTION } });
  }

  /** Something opens: when the last that was done is a click in a field, that is what it came of. */
  function opens() {
    const last = touched;
    touched = null;
    if (last !== null && wire.cause(Date.now() - last.at) === "") wire.tell("activate", last);
  }

  /**
   * What a click on a day, or on anything without a name, may be for: the page may fill in the field beside it, or the
   * one that had the focus last.
   *
   * @param {Element} element
   * @returns {() => boolean} Whether it did; then that was told.
   */
  function awaitFilled(element) {
    const beside = new Set([entered, fieldBeside(element)].filter((one) => one !== null && one !== element));
    const awaited = [...beside].map((one) => ({ field: /** @type {Element} */ (one), isFilled: fields.awaitFilled(/** @type {Element} */ (one)) }));
    return () => {
      // What the person types into it meanwhile, the page did not fill in.
      const field = awaited.find((one) => one.field.isConnected && one.isFilled() && !dirty.has(targets.keyOf(one.field)))?.field;
      if (field !== undefined) tellEntered({ element: field, target: targets.described(field), since: 0, left: 0 });
      return field !== undefined;
    };
  }

  /** @param {Element} element @returns {Element | null} The text field of the nearest part of the page that has one. */
  function fieldBeside(element) {
    let left = FARTHEST;
    for (const one of roles.around(element)) {
      for (const tag of ["input", "textarea"]) {
        const inside = one.getElementsByTagName(tag); // quicker than a selector where there is none
        for (let at = 0; at < Math.min(inside.length, FARTHEST); at += 1) {
          const field = inside[at];
          if (field !== undefined && isTyped(field)) return field;
        }
      }
      left -= 1;
      if (left === 0) return null;
    }
    return null;
  }

  /** @param {"toggle" | "upload"} kind @param {Element} element @param {ValueClass} value_class */
  function tell(kind, element, value_class) {
    wire.tell(kind, {
      target: underClick?.element === element ? underClick.target : targets.described(element),
      value: { state: fields.state(element), value_class, ...NO_OPTION },
    });
  }

  /** @param {HTMLSelectElement} element */
  function tellChosen(element) {
    const state = fields.state(element);
    if (fields.isSecret(element)) {
      const value = { state, value_class: /** @type {const} */ ("secret"), ...NO_OPTION };
      wire.tell("choose", { target: targets.blank(), value });
      return;
    }
    const target = targets.described(element);
    const chosen = fields.option(element);
    const kept = redaction.option(chosen?.text ?? "", target.name, chosen?.count ?? null);
    const value = { state, value_class: /** @type {const} */ ("option"), option: kept.text, option_state: kept.state };
    wire.tell("choose", { target, value }, fields.tag(element));
  }

  /** @param {Dirty} edited */
  function tellEntered({ element, target, left }) {
    const at = left > 0 ? left : Date.now();
    const value_class = fields.valueClass(element, target.role);
    if (value_class === "secret") {
      wire.tell("enter", { at, target: targets.blank(), value: { state: "unknown", value_class, ...NO_OPTION } });
    } else {
      const value = { state: fields.state(element), value_class, ...NO_OPTION };
      wire.tell("enter", { at, target, value }, fields.tag(element));
    }
  }

  /** @param {Event} event */
  function onFocusOut(event) {
    const element = fieldOf(event);
    if (element !== null && dirty.has(targets.keyOf(element))) leave(element);
  }

  /**
   * A field changed or lost the focus. Whether it is left shows itself in a moment: a page that draws itself anew at each
   * key puts the focus back, and how often it does would say how much was typed.
   *
   * @param {Element} element
   */
  function leave(element) {
    const key = targets.keyOf(element);
    const edited = dirty.get(key) ?? begin(key, element);
    edited.element = element;
    edited.left = Date.now();
    setTimeout(settleLeft, 0);
  }

  function settleLeft() {
    const element = roles.focused();
    const focused = element === null ? "" : targets.keyOf(element);
    for (const [key, edited] of dirty) {
      if (key === focused) edited.left = 0;
      else if (edited.left > 0) finish(key, edited);
    }
  }

  /** Tell of all fields that were edited and not told: something else is done, or the page is left. */
  function settle() {
    for (const [key, edited] of dirty) finish(key, edited);
  }

  /** What was typed before the recording began, or while it was paused, is not part of it, whenever the field is left. */
  function forget() {
    dirty.clear();
    const focused = roles.focused();
    if (focused !== null) settled.add(focused);
  }

  /** @param {string} key @param {Dirty} edited */
  function finish(key, edited) {
    dirty.delete(key);
    settled.add(edited.element);
    tellEntered(edited);
    outcomes.filled();
  }

  /** @param {Element} element Whether it, or what is right beside it, is being filled in. */
  function isFilling(element) {
    const [, , around = element] = roles.around(element);
    for (const { element: edited } of dirty.values()) if (edited === element || around.contains(edited)) return true;
    return false;
  }

  return Object.freeze({ onFocusIn, onFocusOut, onInput, onChange, settle, forget, clicking, clicked, opens, awaitFilled, tellsForItself, isFilling, NO_OPTION });
})();
