/**
 * What did the person do?
 *
 * In: the trusted events of the page. Out: acts, told to the worker: activate, choose, toggle, enter, submit, upload,
 * press, drag, copy, paste.
 *
 * Law: an event that a script made is no act. What an act was about is read when it begins (pointer down, key down),
 * before the page reacts. Of the keyboard three keys are told by name (Enter, Escape, Tab), and only where they are not
 * text; a space is told as the activation that it is. A field that is being filled in is told when it is left, and every
 * ten seconds meanwhile, so that long typing is work and a crash loses little.
 */
"use strict";

const acts = (() => {
  const STILL_TYPING_MS = 10_000;
  const REACTION_MS = 60;
  const DRAGGED_PX = 24;
  const TOGGLES = new Set(["checkbox", "switch", "menuitemcheckbox", "radio", "menuitemradio"]);
  const KEYED = new Set([...TOGGLES, "button", "link", "tab", "menuitem", "option", "treeitem", "combobox"]);
  const TYPED = new Set(["textbox", "searchbox", "spinbutton"]);
  const GRABBED = "[draggable=true], [aria-grabbed], [aria-roledescription*=drag i], [data-rbd-drag-handle-draggable-id]";

  /** @typedef {{element: Element, target: ToldTarget, x: number, y: number, used: boolean}} Pressed */
  /** @typedef {{element: Element, target: ToldTarget, since: number}} Dirty */

  /** @type {Pressed | null} What the pointer is down on, or was until its click. */
  let pressed = null;
  /** @type {{element: Element, target: ToldTarget, key: "Enter" | " ", timer: number} | null} */
  let keyed = null;
  /** @type {Map<string, Dirty>} Fields that were edited and not told yet, by element key. */
  const dirty = new Map();
  /** @type {WeakSet<Element>} Fields that were told before their change event, which adds nothing. */
  const settled = new WeakSet();
  /** @type {WeakSet<ShadowRoot>} Shadow trees that are listened to: change and submit do not leave them. */
  const heard = new WeakSet();
  /** @type {{target: ToldTarget, zone: Element | null} | null} */
  let dragged = null;
  /** @type {{element: Element, target: ToldTarget} | null} The last field that opens a list. */
  let opener = null;

  /** @param {Event} event */
  function hearShadows(event) {
    for (const node of event.composedPath()) {
      if (!(node instanceof ShadowRoot) || heard.has(node)) continue;
      heard.add(node);
      node.addEventListener("change", onChange, true);
      node.addEventListener("submit", (sent) => onSubmit(/** @type {SubmitEvent} */ (sent)), true);
      node.addEventListener("invalid", outcomes.refused, true);
      outcomes.watch(node);
    }
  }

  // --- pointer ------------------------------------------------------------------------------------------------------

  /** @param {PointerEvent} event */
  function onPointerDown(event) {
    if (!event.isTrusted) return;
    hearShadows(event);
    outcomes.arm();
    const element = targets.controlOf(event);
    pressed = element && { element, target: targets.described(element), x: event.clientX, y: event.clientY, used: false };
    if (pressed !== null) rememberOpener(pressed.element, pressed.target);
  }

  /** @param {PointerEvent} event */
  function onPointerUp(event) {
    const begun = pressed;
    if (!event.isTrusted || begun === null) return;
    const far = Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > DRAGGED_PX;
    if (far && isGrabbed(begun.element)) {
      begun.used = true;
      const zone = document.elementFromPoint(event.clientX, event.clientY);
      tellDrag(begun.target, zone);
    } else if (!begun.element.isConnected) {
      // The page took the control away at pointer down: there may be no click. Should one come, it finds this one used.
      setTimeout(() => begun.used || activated(begun.element, begun.target, begun), 0);
    }
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    if (!event.isTrusted || event.detail > 1 || (event.type === "auxclick" && event.button !== 1)) return;
    if (event.detail === 0 && keyedClick(event)) return;
    const begun = pressed;
    const element = targets.controlOf(event);
    if (begun !== null && (begun.element === element || !begun.element.isConnected || element === null)) {
      if (!begun.used) activated(begun.element, begun.target, begun);
    } else if (element !== null) {
      activated(element, targets.described(element), null);
    } else {
      wire.drop("click on no control");
    }
  }

  /**
   * Tell that a control was activated, in the way of its kind; fields tell for themselves when they change.
   *
   * @param {Element} element
   * @param {ToldTarget} target
   * @param {Pressed | null} begun
   */
  function activated(element, target, begun) {
    if (begun !== null) begun.used = true;
    if (tellsForItself(element)) return;
    if (target.role === "option" || target.role === "menuitemradio") choose(element, target);
    else if (TOGGLES.has(target.role)) setTimeout(() => toggle(element, target), REACTION_MS);
    else wire.tell("activate", { target });
    if (element instanceof HTMLAnchorElement && element.hasAttribute("download")) {
      wire.tell("download", { actor: "system", cause: wire.cause() });
    }
  }

  /** @param {Element} element Whether a change event says what becomes of it; then its click only moves the focus. */
  function tellsForItself(element) {
    if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) return true;
    if (element instanceof HTMLInputElement) {
      const button = ["button", "submit", "reset", "image"].includes(element.type);
      return !button && !(element.readOnly && names.role(element) === "combobox");
    }
    return (element instanceof HTMLElement && element.isContentEditable) || TYPED.has(names.role(element));
  }

  /** @param {Element} element @param {ToldTarget} target */
  function toggle(element, target) {
    const value = { state: fields.state(element), value_class: /** @type {const} */ ("flag"), ...NO_OPTION };
    wire.tell("toggle", { target, value, at: Date.now() - REACTION_MS });
  }

  const NO_OPTION = Object.freeze({ option: "", option_state: /** @type {NameState} */ ("absent") });

  // --- lists of options ---------------------------------------------------------------------------------------------

  /** @param {Element} element @param {ToldTarget} target */
  function rememberOpener(element, target) {
    const opens = element.getAttribute("aria-haspopup");
    if (target.role === "combobox" || opens === "listbox" || opens === "true") opener = { element, target };
  }

  /**
   * Tell that an option of a list was chosen: for the field that the list belongs to.
   *
   * @param {Element} option
   * @param {ToldTarget} target
   */
  function choose(option, target) {
    const list = option.closest("[role=listbox], [role=menu], [role=group], [role=tree]") ?? hostOf(option);
    const field = list === null ? null : fieldOf(list);
    const around = field === null ? (opener?.target ?? null) : targets.described(field);
    const typedInto = takesText(field ?? opener?.element ?? null);
    const label = names.labels(option).find(([, source]) => source !== "technical")?.[0] ?? "";
    const count = list === null ? null : list.querySelectorAll("[role=option], option").length;
    // What is looked up by typing is a record, unless it is interface language: its field is not told to the screen.
    const kept = redaction.option(label, typedInto ? "" : (around?.name ?? ""), count);
    wire.tell("choose", {
      target: around ?? { ...target, name: "", name_source: "content", name_state: "withheld", role: "listbox" },
      value: { state: "chosen", value_class: "option", option: kept.text, option_state: kept.state },
    });
  }

  /** @param {Element} option */
  function hostOf(option) {
    const root = option.getRootNode();
    return root instanceof ShadowRoot ? (root.host.closest("[role=listbox]") ?? root.querySelector("[role=listbox]")) : null;
  }

  /** @param {Element} list @returns {Element | null} The control that opened it. */
  function fieldOf(list) {
    if (opener !== null && opener.element.isConnected) {
      const ids = `${opener.element.getAttribute("aria-controls") ?? ""} ${opener.element.getAttribute("aria-owns") ?? ""}`;
      if (list.id !== "" && ids.split(/\s+/).includes(list.id)) return opener.element;
    }
    const root = /** @type {Document | ShadowRoot} */ (list.getRootNode());
    const id = list.id === "" ? "" : CSS.escape(list.id);
    const owner = id === "" ? null : root.querySelector?.(`[aria-controls~="${id}"], [aria-owns~="${id}"]`);
    if (owner !== null && owner !== undefined) return owner;
    return opener === null && names.role(list) === "listbox" ? list : null;
  }

  /** @param {Element | null} element Whether text is typed into it, to find what is chosen. */
  function takesText(element) {
    if (element instanceof HTMLInputElement) return !element.readOnly;
    return element instanceof HTMLElement && element.isContentEditable;
  }

  // --- fields -------------------------------------------------------------------------------------------------------

  /** @param {Event} event @returns {Element | null} The field whose change it is; null for what a component made up. */
  function fieldOfEvent(event) {
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

  /** @param {Event} event */
  function onInput(event) {
    const element = fieldOfEvent(event);
    if (element === null || !isTyped(element)) return;
    settled.delete(element);
    const key = targets.keyOf(element);
    const known = dirty.get(key);
    if (known === undefined) {
      dirty.set(key, { element, target: targets.described(element), since: Date.now() });
      return;
    }
    known.element = element;
    if (Date.now() - known.since >= STILL_TYPING_MS) {
      known.since = Date.now();
      tellEntered(known);
    }
  }

  /** @param {Event} event */
  function onChange(event) {
    const element = fieldOfEvent(event);
    if (element === null) return;
    hearShadows(event);
    outcomes.arm();
    if (element instanceof HTMLSelectElement) tellChosen(element);
    else if (element instanceof HTMLInputElement && (element.type === "checkbox" || element.type === "radio")) {
      const value = { state: fields.state(element), value_class: /** @type {const} */ ("flag"), ...NO_OPTION };
      wire.tell("toggle", { target: targets.described(element), value });
    } else if (element instanceof HTMLInputElement && element.type === "file") {
      const value = { state: fields.state(element), value_class: /** @type {const} */ ("file"), ...NO_OPTION };
      wire.tell("upload", { target: targets.described(element), value });
    } else {
      const key = targets.keyOf(element);
      const edited = dirty.get(key);
      dirty.delete(key);
      if (edited !== undefined) tellEntered(edited);
      else if (!settled.delete(element)) tellEntered({ element, target: targets.described(element), since: 0 });
    }
  }

  /** @param {HTMLSelectElement} element */
  function tellChosen(element) {
    const target = targets.described(element);
    const secret = fields.isSecret(element);
    const chosen = secret ? null : fields.option(element);
    const kept = redaction.option(chosen?.text ?? "", target.name, chosen?.count ?? null);
    wire.tell("choose", {
      target,
      value: {
        state: fields.state(element),
        value_class: secret ? "secret" : "option",
        option: kept.text,
        option_state: kept.state,
      },
    }, secret ? null : fields.tag(element));
  }

  /** @param {Element} element Whether it is filled in by keys, so that it is done only when it is left. */
  function isTyped(element) {
    if (!(element instanceof HTMLInputElement)) return !(element instanceof HTMLSelectElement);
    return !["checkbox", "radio", "file", "range", "color", "button", "submit", "reset", "image"].includes(element.type);
  }

  /** @param {Dirty} edited */
  function tellEntered({ element, target }) {
    const value = { state: fields.state(element), value_class: fields.valueClass(element, target.role), ...NO_OPTION };
    if (value.value_class === "secret") {
      wire.tell("enter", { target: targets.blank(), value: { ...value, state: "unknown" } });
    } else {
      wire.tell("enter", { target, value }, fields.tag(element));
    }
  }

  /** @param {FocusEvent} event */
  function onFocusOut(event) {
    if (!event.isTrusted || dirty.size === 0) return;
    // A change event follows for most fields; for editable content, and for a field that the page replaces, none does.
    setTimeout(settle, 0);
  }

  /** Tell of all fields that were edited and not told. */
  function settle() {
    for (const edited of dirty.values()) {
      tellEntered(edited);
      settled.add(edited.element);
    }
    dirty.clear();
  }

  /** @param {FocusEvent} event */
  function onFocusIn(event) {
    if (!event.isTrusted) return;
    hearShadows(event);
    const element = fieldOfEvent(event);
    if (element !== null) fields.state(element); // what is filled now and empty later was cleared
  }

  // --- keys ---------------------------------------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const { key } = event;
    if (!event.isTrusted || event.isComposing || event.repeat) return;
    if (key !== "Enter" && key !== "Escape" && key !== "Tab" && key !== " ") return;
    const element = targets.controlOf(event);
    if (key === "Escape" || key === "Tab") {
      outcomes.arm();
      if (key === "Tab") settle();
      wire.tell("press", { press: key, target: element && targets.described(element) });
    } else if (element !== null && (key === "Enter" ? isIntent(event, element) : !tellsForItself(element))) {
      outcomes.arm();
      startKey(element, key);
    }
  }

  /** @param {KeyboardEvent} event @param {Element} element Whether Enter is no text here. */
  function isIntent(event, element) {
    const text = element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable);
    return !text || event.ctrlKey || event.metaKey;
  }

  /** @param {Element} element @param {"Enter" | " "} key */
  function startKey(element, key) {
    const active = activeOption(element);
    const about = active ?? element;
    const target = targets.described(about);
    if (key === "Enter" && active === null) settle();
    keyed = { element: about, target, key, timer: setTimeout(keyDone, key === "Enter" ? 0 : REACTION_MS * 4) };
  }

  /** @param {Element} element @returns {Element | null} The option that the keys are on, in a list that is open. */
  function activeOption(element) {
    const id = element.getAttribute("aria-activedescendant");
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    const option = id === null || id === "" ? null : (root.getElementById?.(id) ?? null);
    if (option !== null) rememberOpener(element, targets.described(element));
    return option;
  }

  /** No click and no submit came of a key: the page handles it itself, or it is an intent of its own. */
  function keyDone() {
    const { element, target, key } = /** @type {NonNullable<typeof keyed>} */ (keyed);
    keyed = null;
    if (KEYED.has(target.role) && !tellsForItself(element)) activated(element, target, null);
    else if (key === "Enter") wire.tell("press", { press: "Enter", target });
  }

  /** @param {MouseEvent} event Whether a click without a pointer was made by the key that is down. */
  function keyedClick(event) {
    if (keyed === null) return false;
    const { element, target, timer } = keyed;
    const clicked = targets.controlOf(event);
    clearTimeout(timer);
    keyed = null;
    if (clicked === null || clicked === element) activated(element, target, null);
    else wire.tell("submit", { target: targets.described(clicked) });
    return true;
  }

  /** @param {SubmitEvent} event A form is sent by Enter in a field, without a button that could be clicked. */
  function onSubmit(event) {
    outcomes.arm();
    if (!event.isTrusted || keyed === null) return;
    clearTimeout(keyed.timer);
    const { target } = keyed;
    keyed = null;
    wire.tell("submit", { target: event.submitter === null ? target : targets.described(event.submitter) });
  }

  // --- carrying -----------------------------------------------------------------------------------------------------

  /** @param {ClipboardEvent} event */
  function onCopy(event) {
    if (!event.isTrusted) return;
    const element = targets.controlOf(event);
    wire.tell("copy", { target: element && targets.described(element) }, fields.tagOfSelection());
  }

  /** @param {ClipboardEvent} event */
  function onPaste(event) {
    const element = event.isTrusted ? targets.controlOf(event) : null;
    if (element === null) return;
    const pasted = new Promise((resolve) => void setTimeout(resolve, 0)).then(() => fields.tag(element));
    wire.tell("paste", { target: targets.described(element) }, pasted);
  }

  /** @param {DragEvent} event */
  function onDragStart(event) {
    const element = event.isTrusted ? (targets.controlOf(event) ?? targets.path(event)[0] ?? null) : null;
    dragged = element && { target: targets.described(element), zone: null };
  }

  /** @param {DragEvent} event */
  function onDrop(event) {
    if (!event.isTrusted) return;
    const zone = targets.path(event)[0] ?? null;
    if (dragged !== null) dragged.zone = zone;
    else if (event.dataTransfer?.types.includes("Files") === true && zone !== null) {
      const element = targets.controlOf(event) ?? zone;
      wire.tell("upload", {
        target: targets.described(element),
        value: { state: "filled", value_class: "file", ...NO_OPTION },
      });
    }
  }

  /** @param {DragEvent} event */
  function onDragEnd(event) {
    if (!event.isTrusted || dragged === null) return;
    const { target, zone } = dragged;
    dragged = null;
    if (event.dataTransfer?.dropEffect !== "none" || zone !== null) tellDrag(target, zone);
  }

  /** @param {ToldTarget} target @param {Element | null} zone Where it was put. */
  function tellDrag(target, zone) {
    const around = zone === null ? target.container : targets.containersOf(zone);
    wire.tell("drag", { target: { ...target, container: around } });
  }

  /** @param {Element} element Whether pointers drag it. */
  function isGrabbed(element) {
    return element.closest(GRABBED) !== null || /grab|move/.test(getComputedStyle(element).cursor);
  }

  const LISTENERS = /** @type {Record<string, (event: any) => void>} */ ({
    pointerdown: onPointerDown,
    pointerup: onPointerUp,
    click: onClick,
    auxclick: onClick,
    input: onInput,
    change: onChange,
    submit: onSubmit,
    invalid: outcomes.refused,
    keydown: onKeyDown,
    focusin: onFocusIn,
    focusout: onFocusOut,
    copy: onCopy,
    cut: onCopy,
    paste: onPaste,
    dragstart: onDragStart,
    drop: onDrop,
    dragend: onDragEnd,
  });

  function listen() {
    for (const [type, listener] of Object.entries(LISTENERS)) addEventListener(type, listener, true);
  }

  function unlisten() {
    for (const [type, listener] of Object.entries(LISTENERS)) removeEventListener(type, listener, true);
  }

  return Object.freeze({ listen, unlisten, settle });
})();
