/**
 * What did the person do?
 *
 * In: the trusted events of the page. Out: acts, told to the worker: activate, choose, toggle, submit, press, drag, copy,
 * paste; edits.js tells of fields.
 *
 * Law: an event that a script made is no act. What an act was about is read when it begins (pointer down, key down),
 * before the page reacts. Of the keyboard three keys are told by name (Enter, Escape, Tab), and only where they are not
 * text; a space is told as the activation that it is.
 */
"use strict";

const acts = (() => {
  const REACTION_MS = 60;
  const DRAGGED_PX = 24;
  const TOGGLES = new Set(["checkbox", "switch", "menuitemcheckbox", "radio"]);
  const OPTIONS = new Set(["option", "menuitemradio"]);
  const KEYED = new Set([...TOGGLES, ...OPTIONS, "button", "link", "tab", "menuitem", "treeitem", "combobox"]);
  const GRABBED = "[draggable=true], [aria-grabbed], [aria-roledescription*=drag i], [data-rbd-drag-handle-draggable-id]";

  /**
   * What the pointer is down on: its control, or what lies there when there is none, with all that must be read before the
   * page reacts.
   *
   * @typedef {{element: Element, target: ToldTarget | null, choice: Partial<Told> | null, x: number, y: number,
   *   fills: (() => boolean) | null, state: ValueState | null, inner: Element, parent: Element | null, used: boolean}} Pressed
   */

  /** @type {Pressed | null} */
  let pressed = null;
  /** @type {{element: Element, target: ToldTarget, choice: Partial<Told> | null, fills: (() => boolean) | null,
   *   key: "Enter" | " ", timer: number} | null} */
  let keyed = null;
  /** @type {Map<number, () => void>} Acts that wait for the page's reaction, by timer. */
  const waiting = new Map();
  /** @type {{target: ToldTarget, around: ToldTarget["container"] | null} | null} */
  let dragged = null;

  // --- pointer ------------------------------------------------------------------------------------------------------

  /** @param {PointerEvent} event */
  function onPointerDown(event) {
    outcomes.arm();
    const element = targets.controlOf(event);
    const under = element ?? targets.path(event)[0] ?? null;
    const target = element && targets.described(element);
    if (under !== null && (target === null || target.role === "") && choices.isDrawnOption(under)) {
      pressed = drawn(under, event);
      return;
    }
    pressed = under && {
      ...{ element: under, target, x: event.clientX, y: event.clientY, used: false },
      inner: targets.path(event)[0] ?? under,
      parent: roles.parentOf(under),
      choice: target !== null && OPTIONS.has(target.role) ? choices.read(under, target) : null,
      fills: target !== null && mayFill(target) ? edits.awaitFilled(under) : null,
      state: target !== null && TOGGLES.has(target.role) ? fields.state(under) : null,
    };
    if (element !== null && target !== null) choices.remember(element, target);
  }

  /** @param {ToldTarget} target Whether it may be a day of a calendar: it has no name that may be kept, and leads nowhere. */
  const mayFill = (target) => target.name === "" && target.role !== "link";

  /** @param {Element} under @param {PointerEvent} event @returns {Pressed} An option that has no role. */
  function drawn(under, event) {
    const target = { ...targets.described(under), role: "option" };
    const rest = { fills: null, state: null, inner: under, parent: roles.parentOf(under), used: false };
    return { element: under, target, choice: choices.read(under, target), x: event.clientX, y: event.clientY, ...rest };
  }

  /** @param {PointerEvent} event */
  function onPointerUp(event) {
    const begun = pressed;
    if (begun === null) return;
    const far = isFar(begun, event);
    if (far && isGrabbed(begun.element)) {
      begun.used = true;
      const below = Document.prototype.elementsFromPoint.call(document, event.clientX, event.clientY);
      const zone = below.find((one) => !roles.isMute(one) && !begun.element.contains(one)) ?? null;
      tellDrag(begun.target ?? targets.described(begun.element), zone && placeOf(zone));
    } else {
      // The page may take the control away at pointer down, or when the button of the mouse comes up: there may be no
      // click. Should one come, it finds this one used.
      later(far ? REACTION_MS : 0, () => released(begun, far, event));
    }
  }

  /** @param {Pressed} begun @param {MouseEvent} event Whether the pointer went so far that something may have been dragged. */
  const isFar = (begun, event) => Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > DRAGGED_PX;

  /** @param {Pressed} begun @param {boolean} far @param {PointerEvent} event Tell what was done without a click. */
  function released(begun, far, event) {
    const { element, target, parent, inner } = begun;
    if (far && !begun.used && !inner.isConnected) {
      begun.used = true; // it was drawn anew elsewhere
      const zone = document.elementsFromPoint(event.clientX, event.clientY).find((one) => !roles.isMute(one));
      tellDrag(target ?? targets.described(element), zone ? placeOf(zone) : null);
    }
    if (begun.used || (element.isConnected && (!far || roles.parentOf(element) === parent))) return;
    const around = roles.parentOf(element);
    if (element.isConnected && around !== null) {
      begun.used = true; // it was carried to another list
      tellDrag(target ?? targets.described(element), placeOf(around));
    } else if (target !== null) activated(element, target, begun);
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    if (event.detail > 1 || (event.type === "auxclick" && event.button !== 1)) return;
    if (event.detail === 0 && keyedClick(event)) return;
    const begun = pressed;
    const element = targets.controlOf(event);
    if (begun !== null && begun.element !== element && isFar(begun, event)) return; // down here and up there is no click
    if (begun !== null && (begun.element === element || !begun.element.isConnected || element === null)) {
      if (!begun.used) activated(begun.element, begun.target, begun);
    } else if (element !== null) {
      activated(element, targets.described(element), null);
    }
  }

  /**
   * Tell that a control was activated, in the way of its kind; fields tell for themselves when they change.
   *
   * @param {Element} element
   * @param {ToldTarget | null} target
   * @param {{choice: Partial<Told> | null, fills: (() => boolean) | null, state?: ValueState | null, used?: boolean} | null} begun
   */
  function activated(element, target, begun) {
    if (begun !== null) begun.used = true;
    if (target === null) {
      wire.drop("click on no control");
      return;
    }
    if (edits.tellsForItself(element)) {
      const { state = null } = begun ?? {};
      const at = Date.now();
      edits.clicking(element, target);
      if (state !== null) later(REACTION_MS, () => edits.clicked(element, target, state, at));
      return;
    }
    edits.settle();
    if (OPTIONS.has(target.role)) wire.tell("choose", begun?.choice ?? choices.read(element, target));
    else if (TOGGLES.has(target.role)) toggleLater(element, target);
    else if (begun?.fills) fillLater(target, begun.fills);
    else wire.tell("activate", { target });
    if (element instanceof HTMLAnchorElement && element.hasAttribute("download")) {
      wire.tell("download", { actor: "system", cause: wire.cause() });
    }
  }

  /** @param {Element} element @param {ToldTarget} target Tell of a toggle when the page has shown its new state. */
  function toggleLater(element, target) {
    const at = Date.now();
    later(REACTION_MS, () => {
      const value = { state: fields.state(element), value_class: /** @type {const} */ ("flag"), ...edits.NO_OPTION };
      wire.tell("toggle", { target, value, at });
    });
  }

  /** @param {ToldTarget} target @param {() => boolean} fills Tell of the field that the page fills in because of a click. */
  function fillLater(target, fills) {
    const at = Date.now();
    later(REACTION_MS, () => fills() || wire.tell("activate", { target, at }));
  }

  /** @param {number} after @param {() => unknown} tell Tell in a moment, or when the page or the recording ends before. */
  function later(after, tell) {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      tell();
    }, after);
    waiting.set(timer, tell);
  }

  /** Tell at once what waits for the page's reaction. */
  function hurry() {
    for (const [timer, tell] of waiting) {
      clearTimeout(timer);
      tell();
    }
    waiting.clear();
  }

  /** Tell all that waits: the page is left, or the recording ends. */
  function settle() {
    hurry();
    edits.settle();
  }

  // --- keys ---------------------------------------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const { key } = event;
    if (event.isComposing || event.repeat) return;
    if (key !== "Enter" && key !== "Escape" && key !== "Tab" && key !== " ") return;
    const element = targets.controlOf(event);
    if (key === "Escape" || key === "Tab") {
      outcomes.arm();
      edits.settle();
      wire.tell("press", { press: key, target: element && targets.described(element) });
    } else if (element !== null && (key === "Enter" ? isIntent(event, element) : !edits.tellsForItself(element))) {
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
    if (active !== null) choices.remember(element, targets.described(element));
    const choice = OPTIONS.has(target.role) ? choices.read(about, target) : null;
    if (key === "Enter") edits.settle();
    const fills = mayFill(target) ? edits.awaitFilled(about) : null;
    keyed = { element: about, target, choice, fills, key, timer: setTimeout(keyDone, key === "Enter" ? 0 : REACTION_MS * 4) };
  }

  /** @param {Element} element @returns {Element | null} The option that the keys are on, in a list that is open. */
  function activeOption(element) {
    const id = element.getAttribute("aria-activedescendant");
    return id === null || id === "" ? null : roles.byId(element.getRootNode(), id);
  }

  /** No click and no submit came of a key: the page handles it itself, or it is an intent of its own. */
  function keyDone() {
    const begun = keyed;
    keyed = null;
    if (begun === null) return;
    const { element, target, key } = begun;
    if (KEYED.has(target.role) && !edits.tellsForItself(element)) activated(element, target, begun);
    else if (key === "Enter") wire.tell("press", { press: "Enter", target });
  }

  /** @param {MouseEvent} event Whether a click without a pointer was made by the key that is down. */
  function keyedClick(event) {
    const begun = keyed;
    if (begun === null) return false;
    const clicked = targets.controlOf(event);
    clearTimeout(begun.timer);
    keyed = null;
    if (clicked === null || clicked === begun.element) activated(begun.element, begun.target, begun);
    else wire.tell("submit", { target: sender(clicked, begun.target) });
    return true;
  }

  /** @param {SubmitEvent} event A form is sent by Enter in a field, without a button that could be clicked. */
  function onSubmit(event) {
    outcomes.arm();
    const begun = keyed;
    if (begun === null) return;
    clearTimeout(begun.timer);
    keyed = null;
    wire.tell("submit", { target: sender(event.submitter, begun.target) });
  }

  /** @param {Element | null} button @param {ToldTarget} field @returns {ToldTarget} What a form was sent by, as it is called. */
  function sender(button, field) {
    const target = button && targets.described(button);
    return target === null || target.name_state === "absent" ? field : target;
  }

  // --- carrying -----------------------------------------------------------------------------------------------------

  /** @param {ClipboardEvent} event */
  function onCopy(event) {
    const element = targets.controlOf(event);
    wire.tell("copy", { target: element && targets.described(element) }, fields.tagOfSelection());
  }

  /** @param {ClipboardEvent} event */
  function onPaste(event) {
    const element = targets.controlOf(event);
    if (element === null) return;
    const pasted = new Promise((resolve) => void setTimeout(resolve, 0)).then(() => fields.tag(element));
    wire.tell("paste", { target: targets.described(element) }, pasted);
  }

  /** @param {DragEvent} event */
  function onDragStart(event) {
    const element = targets.controlOf(event) ?? targets.path(event)[0] ?? null;
    dragged = element && { target: targets.described(element), around: null };
  }

  /** @param {DragEvent} event */
  function onDrop(event) {
    outcomes.arm();
    const zone = targets.path(event)[0] ?? null;
    if (zone === null) return;
    if (dragged !== null) dragged.around = placeOf(zone); // before the page moves things
    else if (event.dataTransfer?.types.includes("Files") === true) {
      const target = targets.described(targets.controlOf(event) ?? zone);
      wire.tell("upload", { target, value: { state: "filled", value_class: "file", ...edits.NO_OPTION } });
    }
  }

  /** @param {DragEvent} event */
  function onDragEnd(event) {
    if (dragged === null) return;
    const { target, around } = dragged;
    dragged = null;
    if (pressed !== null) pressed.used = true;
    if (event.dataTransfer?.dropEffect !== "none" || around !== null) tellDrag(target, around);
  }

  /** @param {ToldTarget} target @param {ToldTarget["container"] | null} around The named parts in which it was put. */
  function tellDrag(target, around) {
    wire.tell("drag", { target: { ...target, container: around ?? target.container } });
  }

  /** @param {Element} zone @returns {ToldTarget["container"]} The named parts that something put there is in. */
  function placeOf(zone) {
    const { role, name } = targets.described(zone);
    return [...(name === "" ? [] : [{ role, name }]), ...targets.containersOf(zone)].slice(0, 3);
  }

  /** @param {Element} element Whether pointers drag it. */
  function isGrabbed(element) {
    return element.closest(GRABBED) !== null || /grab|move/.test(getComputedStyle(element).cursor);
  }

  // --- listening ----------------------------------------------------------------------------------------------------

  /** @type {Record<string, (event: any) => void>} Events that leave a shadow tree, or reach the window otherwise. */
  const COMPOSED = {
    ...{ pointerdown: onPointerDown, pointerup: onPointerUp, click: onClick, auxclick: onClick, keydown: onKeyDown },
    input: edits.onInput,
    ...{ copy: onCopy, cut: onCopy, paste: onPaste, dragstart: onDragStart, drop: onDrop, dragend: onDragEnd },
  };
  /** @type {Record<string, (event: any) => void>} Events that stay in their shadow tree, a focus that moves within it too. */
  const KEPT_IN = {
    ...{ change: edits.onChange, submit: onSubmit, invalid: outcomes.refused },
    ...{ focusin: edits.onFocusIn, focusout: edits.onFocusOut },
  };
  /** @type {Event | null} What was heard last; trees around may hear it as well. */
  let latest = null;

  /** @type {Set<ShadowRoot>} Shadow trees that are listened to. */
  const heard = new Set();

  /** @param {Event} event Hear what happens, once for each event: in the innermost tree that lets us in. */
  function hear(event) {
    if (!event.isTrusted && event.type !== "change") return;
    const path = event.composedPath();
    const [first] = path;
    const inside = first instanceof Element && Node.prototype.getRootNode.call(first) !== document;
    for (const node of inside ? path : []) {
      if (/** @type {Node} */ (node).nodeType === Node.DOCUMENT_FRAGMENT_NODE) hearTree(/** @type {ShadowRoot} */ (node), KEPT_IN);
    }
    if (event === latest || isInClosedTree(event, first)) return;
    latest = event;
    const pointed = event.type === "pointerdown" && first instanceof Element ? first : null;
    roles.inOneLook(() => (COMPOSED[event.type] ?? KEPT_IN[event.type])?.(event), pointed); // the page does not run meanwhile
  }

  /**
   * Whether a listener in a closed tree hears it too, and sees more.
   *
   * @param {Event} event
   * @param {EventTarget | undefined} host Where it happened, as far as we see here.
   */
  function isInClosedTree(event, host) {
    const root = host instanceof Element ? targets.closedRoot(host) : null;
    if (root === null) return false;
    hearTree(root, { ...COMPOSED, ...KEPT_IN });
    const inner = event instanceof MouseEvent ? root.elementFromPoint(event.clientX, event.clientY) : root.activeElement;
    return inner !== null && inner !== host;
  }

  /** @param {ShadowRoot} root @param {object} events */
  function hearTree(root, events) {
    if (heard.has(root)) return;
    heard.add(root);
    for (const type of Object.keys(events)) root.addEventListener(type, hear, true);
    scene.watch(root);
    fields.watch(root);
  }

  function listen() {
    for (const type of Object.keys({ ...COMPOSED, ...KEPT_IN })) addEventListener(type, hear, true);
  }

  function unlisten() {
    for (const target of [window, ...heard]) {
      for (const type of Object.keys({ ...COMPOSED, ...KEPT_IN })) target.removeEventListener(type, hear, true);
    }
    heard.clear();
    pressed = keyed = dragged = latest = null;
  }

  return Object.freeze({ listen, unlisten, waits: () => waiting.size > 0, hurry, settle });
})();
