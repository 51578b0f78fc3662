/**
 * What does a message of the page say, and is it one of failure?
 *
 * In: a part of the page that may be a message. Out: whether it is one as a whole, its own words that are in sight, and
 * whether its author marked it as the message of a failure.
 *
 * Law: kinds are read from roles, states and classes, never from the words. What holds a value, and what a control is
 * called, is none of its words. The words leave through the screen only.
 */
"use strict";

const messages = (() => {
  const MOST_TEXT = 300;

  const SPOKEN = "[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]";
  const STYLES = ["toast", "snackbar", "flash", "errornote", "error-message", "message-notice", "notification", "notify"];
  /** What is in these words whether they begin with a capital or not: asked first, for asking in any case is slow. */
  const LIKELY = ["oast", "nack", "lash", "rror", "otif", "otic", "OAST", "NACK", "LASH", "RROR", "OTIF", "OTIC"];
  /** Messages that a framework lists without marking each. */
  const IN_LIST = ".messages > *, .messagelist > *, .errorlist > *";
  const STYLED =
    `[class]:is(${LIKELY.map((part) => `[class*=${part}]`).join(", ")})` +
    `:is(${STYLES.map((word) => `[class*=${word} i]`).join(", ")}), ` +
    `.alert, ${IN_LIST}`;
  /** One of several messages that are shown in a list. */
  const LISTED = "[aria-live=polite] > :is(ol, ul) > li, [aria-live=assertive] > :is(ol, ul) > li";
  const MESSAGES = `${SPOKEN}, ${STYLED}, ${LISTED}`;
  /** A message as a whole: what is in it and only has a class is a part of it. */
  const WHOLE = "[role=alert]:not([class*=container i])";
  /** What says nothing: controls, and tables of results, which some pages put where they say how many there are. */
  const SILENT =
    "button, [role=button], a, svg, script, style, select, textarea, input, [aria-hidden=true], " +
    "table, [role=table], [role=grid], [role=treegrid]";
  const REFUSAL = /(^|[^a-z])(error|errors|errorlist|errornote|danger|fail|failed|failure|invalid|destructive|critical)([^a-z]|$)/i;
  /** What frameworks call an alert whatever it says. */
  const NEUTRAL = ":has(> .toast-body)";
  const CONSENT = /(^|[^a-z])(success|info|information|notice|neutral|default)([^a-z]|$)/i;

  /** @param {Element} element Whether it only has the class of a message because it is a part of one. */
  function isPart(element) {
    return !element.matches(SPOKEN) && element.matches(`${WHOLE} *`);
  }

  /** @param {Element | null | undefined} part @returns {string} what its author marked a part of the page with */
  function marksOf(part) {
    if (!part || roles.isMute(part)) return "";
    const marks = ["class", "data-type", "data-status", "data-variant", "data-level"].map((name) => part.getAttribute(name) ?? "");
    return marks.join(" ").slice(0, MOST_TEXT).replace(/([a-z])(?=[A-Z])/g, "$1-");
  }

  /** @param {Element} element Whether its author marked it as the message of a failure. */
  function isRefusal(element) {
    const inner = element.firstElementChild;
    const own = [element, inner, inner?.firstElementChild].map(marksOf).join(" ");
    for (const marks of [own, ...[...roles.around(element)].slice(1, 3).map(marksOf)]) {
      if (REFUSAL.test(marks)) return true;
      if (CONSENT.test(marks)) return false;
    }
    return element.matches("[role=alert]") && !element.matches(NEUTRAL);
  }

  /** @param {Element} element Its own words that are in sight, without those of its controls. */
  function textOf(element) {
    /** @type {string[]} */
    const words = [];
    let left = MOST_TEXT;
    let ended = false;
    /** @param {Element} part */
    const read = (part) => {
      for (const node of roles.inside(part)) {
        if (left <= 0) return;
        left -= 1;
        if (node instanceof Element && isRead(node)) {
          const block = isBlock(node);
          ended ||= block;
          read(node);
          ended ||= block;
        }
        if (!(node instanceof Text)) continue;
        const text = node.data.slice(0, 4 * MOST_TEXT).replace(/\s+/g, " ").trim();
        if (text === "") continue;
        if (ended) endSentence(words);
        ended = false;
        words.push(text);
        left -= text.length;
      }
    };
    read(element);
    return words.join(" ");
  }

  /** @param {Element} part Whether what is said in it is said by itself. */
  function isBlock(part) {
    return !/^(inline|contents)/.test(getComputedStyle(part).display);
  }

  /** @param {string[]} words End a sentence where a block ends: a heading and what it is about are two. */
  function endSentence(words) {
    const last = words.at(-1);
    if (last !== undefined && /[\p{L}\p{N}]$/u.test(last)) words[words.length - 1] = `${last}.`;
  }

  /** @param {Element} part Whether the words in a part of a message are words of it, and in sight. */
  function isRead(part) {
    if (part.matches(SILENT) || roles.holdsValue(part)) return false;
    if (!part.checkVisibility({ opacityProperty: true })) return getComputedStyle(part).display === "contents";
    return !isClipped(part);
  }

  /** @param {Element} part Whether it is there for screen readers alone: cut down to nothing, in the ways that are usual. */
  function isClipped(part) {
    const { position, overflow, clip, clipPath } = getComputedStyle(part);
    if (position !== "absolute" || overflow === "visible") return false;
    return /^rect\((0|1)px,? (0|1)px,? (0|1)px,? (0|1)px\)$/.test(clip) || /^inset\((50|100)%\)$/.test(clipPath);
  }

  /** @param {Element} element Whether a person sees it: what is there for screen readers alone is no outcome. */
  function isShown(element) {
    if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height } = element.getBoundingClientRect();
    if (width > 1 && height > 1) return true;
    if ((width > 0 && height > 0) || getComputedStyle(element).overflow !== "visible") return false;
    const content = new Range(); // a frame without a box of its own, for what is fixed in the window
    content.selectNodeContents(element);
    const box = content.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  }

  return Object.freeze({ MESSAGES, SPOKEN, STYLED, IN_LIST, WHOLE, isPart, isRefusal, isShown, textOf });
})();
