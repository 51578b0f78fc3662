/**
 * What became of a field, without its value?
 *
 * In: a control. Out: whether it takes a secret, what sort of thing it takes, whether it is empty, filled, cleared,
 * checked or chosen, the chosen option of a native select, and a keyed tag by which equal values are noticed.
 *
 * Law: this is the only file of the extension that reads what a control holds. A value leaves it as a word of a short
 * list, as a tag whose key is in memory only, or as a native select's option, which the screen then decides on.
 *
 * Source of what is secret: src/sopwright/recording/fields.py; tests/extension/test_fields.py holds the two equal.
 */
"use strict";

const fields = (() => {
  const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|(?:(?![A-Za-z\p{Nd}])[\p{L}\p{N}])+|\p{Nd}+/gu;

  /** The autofill names of the HTML standard, PCI DSS's sensitive data, common government numbers. */
  const SECRET = new RegExp(
    " (password|passwords|passwort|passwd|pwd|passcode|passphrase|pin|cvv|cvc|ccv|csc|ssn|sin|nino|iban|bic|swift" +
      "|passport|token|secret|otp|totp|mfa|2fa|captcha|biometric|ccnumber|cardnumber|creditcard" +
      "|current password|new password|one time code|security code|verification code|access code|auth code" +
      "|recovery code|api key|private key|credit card|debit card|card number|card no|card code|name on card" +
      "|cardholder|cc (number|exp|csc|name|type|given|family)|social security|national (id|insurance)" +
      "|tax (id|number|no)|taxpayer|driver s? ?licen[cs]e|driving licen[cs]e|account (number|no)|sort code" +
      "|routing number|security (question|answer)|mother s maiden|maiden name" +
      "|pincode|mot de passe|code secret|clave|nip|dni|nif|cpf|cnpj|bsn|pesel|curp|aadhaar|codice fiscale" +
      "|carta di credito|tarjeta|carte (bancaire|bleue|de credit)|securite sociale|seguridad social|seguro social" +
      "|steuer (id|nummer)|personalausweis|reisepass|passeport|pasaporte|passaporto|numero de (compte|cuenta)|blz" +
      "|einmalcode|code de verification|codigo de verificacion) ",
  );
  /** Secrets in languages that write several words as one, or without blanks. */
  const SECRET_PART = new RegExp(
    "passwor|kennwort|contrasen|senha|haslo|wachtwoord|losenord|adgangskode|salasana|jelszo|heslo|sifre|парол" +
      "|パスワード|暗証番号|密码|密碼|验证码|驗證碼|비밀번호|סיסמ|كلمة المرور|kreditkarte|kartennummer|kontonummer" +
      "|bankleitzahl|steuernummer|versicherungsnummer|ausweisnummer",
  );

  /** @type {Readonly<Record<string, ValueClass>>} */
  const BY_TYPE = {
    email: "email",
    tel: "phone",
    url: "url",
    date: "date",
    "datetime-local": "date",
    datetime: "date",
    month: "date",
    week: "date",
    time: "date",
    file: "file",
    checkbox: "flag",
    radio: "flag",
    select: "option",
    "select-one": "option",
    "select-multiple": "option",
    textarea: "long_text",
  };

  /** @type {Readonly<Record<string, ValueClass>>} */
  const BY_ROLE = { checkbox: "flag", switch: "flag", radio: "flag", listbox: "option" };

  /** @type {readonly (readonly [ValueClass, ReadonlySet<string>])[]} */
  const BY_WORD = [
    ["email", new Set(["email", "emails", "mail"])],
    ["phone", new Set(["phone", "telephone", "mobile", "fax", "tel", "countrycode", "cellphone"])],
    ["url", new Set(["url", "website", "homepage", "linkedin", "facebook", "twitter", "instagram"])],
    [
      "money",
      new Set(["amount", "price", "budget", "revenue", "cost", "salary", "income", "fee", "value", "discount"]),
    ],
    ["date", new Set(["date", "birthday", "birth", "deadline", "due", "dob"])],
    ["number", new Set(["quantity", "number", "count", "probability", "age", "employees", "percent"])],
  ];

  const TEXT_ROLES = new Set(["textbox", "searchbox", "combobox", "spinbutton"]);
  const FIELD_ROLES = new Set([...TEXT_ROLES, "listbox", "slider", "checkbox", "switch", "radio"]);
  const CHECKED_ROLES = new Set(["checkbox", "switch", "radio", "menuitemcheckbox", "menuitemradio"]);
  const BUTTONS = new Set(["button", "submit", "reset", "image"]);
  const UNTYPED = new Set([...BUTTONS, "checkbox", "radio", "file", "range", "color", "hidden"]);
  const SHORTEST_TAGGED = 4;
  const LONGEST_TAGGED = 10_000;
  const LONGEST_NAME = 300;
  const MOST_REMEMBERED = 500;
  const SELECTION = /[\s,:;–—-]*(?:\b(?:current selection|selected)\b)?[\s,:;–—-]*$/iu;

  /** Fields that took a password at any time: "show password" makes an ordinary text field of them.
   * @type {WeakSet<Element>} */
  const passwords = new WeakSet();
  /** Whether a field was filled when it was last looked at; never what it held.
   * @type {WeakMap<Element, boolean>} */
  const wasFilled = new WeakMap();
  /** @type {Promise<CryptoKey> | null} */
  let key = null;

  /** @param {string} name @returns {string[]} its words in lower case, technical names taken apart */
  function wordsOf(name) {
    return (name.match(WORDS) ?? []).map((word) => word.toLowerCase());
  }

  /** @param {Element} element @returns {element is HTMLInputElement} */
  const isInput = (element) => element.localName === "input";
  /** @param {Element} element @returns {element is HTMLTextAreaElement} */
  const isTextArea = (element) => element.localName === "textarea";
  /** @param {Element} element @returns {element is HTMLSelectElement} */
  const isSelect = (element) => element.localName === "select";

  /** @param {Element} element @returns {boolean} whether its text is typed by the user */
  function isEditable(element) {
    return element instanceof HTMLElement && element.isContentEditable;
  }

  /** @param {Element} element @returns {string} the HTML type, or the tag where it says more */
  function typeOf(element) {
    if (isInput(element) || isSelect(element)) return element.type;
    return isTextArea(element) || isEditable(element) ? "textarea" : "";
  }

  /** @param {Element} element @returns {string[]} every name that the field has */
  function namesOf(element) {
    const labels = names.labels(element).map(([text]) => text);
    // Lists say “new-password” so that no browser fills them in; what is chosen from a list is no password.
    const offers = element.getAttribute("aria-haspopup") === "listbox" && names.role(element) === "combobox";
    return [...labels, offers ? "" : names.plain(element.getAttribute("autocomplete")), names.plain(element.getAttribute("data-field"))];
  }

  /** Whether something is entered in it: a button "Reset password" takes no password.
   * @param {Element} element @returns {boolean} */
  function isField(element) {
    if (isInput(element)) return !BUTTONS.has(element.type);
    return isTextArea(element) || isSelect(element) || isEditable(element) || FIELD_ROLES.has(names.role(element));
  }

  /** @param {Element} element */
  function noticePassword(element) {
    if (isInput(element) && element.type === "password") passwords.add(element);
  }

  /** Notice passwords in a document or shadow tree, now and before "show password" turns them into text.
   * @param {Document | ShadowRoot} root */
  function watch(root) {
    for (const one of roles.allIn(root, "input[type=password i]")) noticePassword(one);
    new MutationObserver((changes) => {
      for (const { target, oldValue } of changes) {
        if (target instanceof Element && oldValue?.toLowerCase() === "password") passwords.add(target);
      }
    }).observe(root, { subtree: true, attributeFilter: ["type"], attributeOldValue: true });
  }

  /** Whether a field takes a password, a payment or a government number, by any of its names.
   * @param {Element} element @returns {boolean} */
  function isSecret(element) {
    noticePassword(element);
    if (!isField(element)) return false;
    return passwords.has(element) || namesOf(element).some(isSecretName);
  }

  /** Whether names say that a secret is taken, to what they say; emptied when full. @type {Map<string, boolean>} */
  const saysSecret = new Map();

  /** @param {string} name @returns {boolean} */
  function isSecretName(name) {
    let secret = saysSecret.get(name);
    if (secret === undefined) {
      const plain = name.slice(0, LONGEST_NAME).normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
      secret = SECRET.test(` ${wordsOf(plain).join(" ")} `) || SECRET_PART.test(plain.toLowerCase());
      if (saysSecret.size >= MOST_REMEMBERED) saysSecret.clear();
      saysSecret.set(name, secret);
    }
    return secret;
  }

  /** What sort of thing a field takes.
   * @param {Element} element @param {string} role @returns {ValueClass} */
  function valueClass(element, role) {
    noticePassword(element);
    const named = namesOf(element);
    if (isField(element) && (passwords.has(element) || named.some(isSecretName))) return "secret";
    const type = typeOf(element);
    const plain = BY_TYPE[type] ?? BY_ROLE[role];
    if (plain) return plain;
    const words = new Set(named.flatMap(wordsOf));
    const numeric = type === "number" || role === "spinbutton" || role === "slider";
    for (const [found, said] of BY_WORD) {
      const allowed = !numeric || found === "money" || found === "number";
      if (allowed && [...said].some((word) => words.has(word))) return found;
    }
    if (numeric) return "number";
    return TEXT_ROLES.has(role) || type === "text" || type === "search" ? "text" : "unknown";
  }

  /** What became of a field. Ask when it gets the focus too, so that what was filled then and is empty now is cleared.
   * @param {Element} element @returns {ValueState} */
  function state(element) {
    noticePassword(element);
    const role = element.getAttribute("role")?.trim().split(/\s+/u)[0] ?? "";
    if (isInput(element) && (element.type === "checkbox" || element.type === "radio")) {
      return element.checked ? "checked" : "unchecked";
    }
    const stated = element.getAttribute("aria-checked");
    if (CHECKED_ROLES.has(role) || stated !== null) {
      return stated === "true" ? "checked" : stated === "mixed" ? "unknown" : "unchecked";
    }
    const filled = isFilled(element);
    if (filled === null) return "unknown";
    const before = wasFilled.get(element) ?? wasGiven(element);
    wasFilled.set(element, filled);
    if (filled) return isSelect(element) ? "chosen" : "filled";
    return before ? "cleared" : "empty";
  }

  /** Remember what a text field holds, for a moment and in here only.
   * @param {Element} element @returns {() => boolean} whether it is filled by now, with something else */
  function awaitFilled(element) {
    const held = textIn(element);
    return () => textIn(element) !== held && isFilled(element) === true;
  }

  /** @param {Element} element @returns {string} */
  function textIn(element) {
    return isTextArea(element) || (isInput(element) && !UNTYPED.has(element.type)) ? element.value : "";
  }

  /** @param {Element} element @returns {boolean | null} `null` when it cannot be told */
  function isFilled(element) {
    if (isInput(element)) {
      if (BUTTONS.has(element.type)) return null;
      if (element.type === "file") return Boolean(element.files?.length);
      return element.value !== "" || element.validity.badInput;
    }
    if (isTextArea(element)) return element.value !== "";
    if (isSelect(element)) return [...element.selectedOptions].some((one) => one.value !== "");
    if (!isEditable(element)) return null;
    return (element.textContent ?? "").trim() !== "" || element.querySelector("img, video, table") !== null;
  }

  /** @param {Element} element @returns {boolean} whether the page itself delivered it filled */
  function wasGiven(element) {
    if (isSelect(element)) return [...element.options].some((one) => one.defaultSelected && one.value !== "");
    return (isInput(element) || isTextArea(element)) && element.defaultValue !== "";
  }

  /** The option chosen in a native select, as it stands on the page; its text is `null` when more than one is chosen.
   * @param {Element} element @returns {{ text: string | null, count: number } | null} */
  function option(element) {
    if (!isSelect(element)) return null;
    const [first, ...more] = element.selectedOptions;
    return { text: more.length ? null : (first?.label ?? ""), count: element.options.length };
  }

  /** What an author wrote on a button that is an input; empty for every other control, whose `value` is a value.
   * @param {Element} element @returns {string} */
  function caption(element) {
    if (!isInput(element)) return "";
    if (element.type === "image") return element.getAttribute("alt") ?? element.getAttribute("value") ?? "";
    if (!BUTTONS.has(element.type)) return "";
    return element.getAttribute("value") ?? { submit: "Submit", reset: "Reset" }[element.type] ?? "";
  }

  /** A label without what the control holds: some put the chosen option in it, `Status - Current Selection: Open`.
   * @param {Element} element @param {string} label @returns {string} */
  function without(element, label) {
    let left = label;
    for (const held of heldBy(element)) {
      const at = left.toLowerCase().indexOf(held.toLowerCase());
      if (held && at >= 0 && isWhole(left, at, held.length)) {
        left = `${left.slice(0, at).replace(SELECTION, "")} ${left.slice(at + held.length)}`.trim();
      }
    }
    return left;
  }

  /** @param {string} text @param {number} at @param {number} length @returns {boolean} no letter or digit beside it */
  function isWhole(text, at, length) {
    return !/[\p{L}\p{N}]/u.test(text.slice(Math.max(0, at - 1), at) + text.slice(at + length, at + length + 1));
  }

  /** @param {Element} element @returns {string[]} texts that a control holds now */
  function heldBy(element) {
    const stated = ["aria-valuetext", "aria-valuenow", "data-value"].map((name) => element.getAttribute(name) ?? "");
    if (isSelect(element)) {
      stated.push(...[...element.selectedOptions].filter((one) => one.value).map((one) => one.label));
    } else if (isTextArea(element) || (isInput(element) && !BUTTONS.has(element.type))) stated.push(element.value);
    else if (element.childElementCount < 50) stated.push((element.textContent ?? "").slice(0, 500));
    return stated.map((text) => text.trim()).filter(Boolean);
  }

  /** @param {string} base64 the recording's key; it is not kept in this form */
  function setKey(base64) {
    clearKey();
    if (!base64 || !globalThis.crypto?.subtle) return;
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    key = crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  }

  function clearKey() {
    key = null;
  }

  /** Return the keyed tag of what a text field holds; empty for secrets, short values, other controls, and without key.
   * @param {Element} element @returns {Promise<string>} base64 of an HMAC-SHA-256 */
  async function tag(element) {
    if (!key || isSecret(element)) return "";
    return signed(textIn(element) || (isEditable(element) ? (element.textContent ?? "") : ""));
  }

  /** Return the keyed tag of what is selected, when something is copied; empty in a secret field.
   * @returns {Promise<string>} */
  async function tagOfSelection() {
    const at = roles.focused();
    return at && isSecret(at) ? "" : signed(getSelection()?.toString() ?? "");
  }

  /** @param {string} raw @returns {Promise<string>} */
  async function signed(raw) {
    const held = key;
    const text = raw.normalize("NFC").replace(/\s+/gu, " ").trim();
    if (!held || text.length < SHORTEST_TAGGED || text.length > LONGEST_TAGGED) return "";
    const made = await crypto.subtle.sign("HMAC", await held, new TextEncoder().encode(text));
    return held === key ? btoa(String.fromCharCode(...new Uint8Array(made))) : "";
  }

  watch(document);
  return Object.freeze({
    ...{ isSecret, valueClass, state, awaitFilled, option, caption, without, watch },
    ...{ setKey, clearKey, tag, tagOfSelection },
  });
})();
