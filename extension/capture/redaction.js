/**
 * What of a text may be kept? The one policy on text in the extension: where a security review begins.
 *
 * In: a raw label with the place it was read from. Out: what may be kept of it, and what was done to it.
 *
 * Law: it decides to the character as src/sopwright/recording/screen.py and patterns.py do, whose names and order these
 * are; tests/extension/test_redaction.py compares the two. Why it decides so is said there.
 *
 * Loading makes no set and no pattern: that waits for the first text that is screened.
 */
const redaction = (() => {
  const MASK = "…";
  const MOST_CHARACTERS = 80;
  const MOST_WORDS = 11;
  const MOST_OPTIONS = 50;
  const MOST_OPTION_CHARACTERS = 40;
  const MOST_NOTE_CHARACTERS = 500;
  const MOST_REMEMBERED = 2000;
  const LONGEST_REMEMBERED = 200;

  /** @param {string} words @returns {ReadonlySet<string>} */
  const setOf = (words) => new Set(words.split(/\s+/).filter(Boolean));

  /**
   * What is computed when it is first asked for.
   * @template T
   * @param {() => T} make
   * @returns {() => T}
   */
  function once(make) {
    /** @type {{value: T} | undefined} */
    let made;
    return () => (made ??= { value: make() }).value;
  }

  const known = once(() => ({
    words: setOf(VOCABULARY.words),
    verbs: setOf(VOCABULARY.verbs),
    owners: new Set(VOCABULARY.owners),
    /** Any spelling of an object to its singular name. */
    objects: new Map(
      Object.entries(VOCABULARY.objects).flatMap(([name, words]) => words.split(" ").map((word) => [word, name])),
    ),
    fields: setOf("textbox searchbox spinbutton combobox listbox slider"),
    controls: setOf(
      `button tab menuitem menuitemcheckbox menuitemradio checkbox radio switch dialog alertdialog columnheader toolbar
       group form tabpanel navigation search`,
    ),
    contents: setOf(
      `cell gridcell row rowheader listitem option heading img image figure article paragraph treeitem document log table
       grid list feed`,
    ),
    saysWhose: setOf("about at by for from of to with"),
    prefixes: setOf("id txt input fld field lbl btn sel select form f data js cb"),
    suffixes: setOf("label field input txt btn button select control text"),
    entities: setOf(
      `owner assignee assigned party representative salesperson supplier vendor partner manager attendee attendees
       recipient parent member members responsible person`,
    ),
    kinds: setOf("type status kind category role size source rating stage priority"),
    spelled: new Map([
      ["firstname", "first name"],
      ["lastname", "last name"],
      ["fullname", "full name"],
      ["countrycode", "country code"],
      ["contactus", "contact us"],
      ["zipcode", "zip code"],
    ]),
  }));

  // --- patterns (patterns.py) -----------------------------------------------------------------------------------------

  /** Python's white space, for use in brackets; JavaScript's differs in nine characters. */
  const BLANKS = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
  /** Python's str.isdigit beyond decimal digits: numbers in circles, above the line and the like. */
  const SIGNS = String.raw`\xb2\xb3\xb9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c
    \u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u{10a40}-\u{10a43}
    \u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}`.replace(/\s/g, "");

  /**
   * A pattern that is written as Python writes it and means what Python means: `\w`, `\d` and `\s` stand for the letters,
   * digits and blanks of all scripts, in brackets only; `~word~` is a word in any case, `\b` the edge of a word.
   * @param {string} source
   */
  const inPython = (source) =>
    new RegExp(
      source
        .replace(/~([^~]*)~/g, (_, words) => words.replace(/[a-z]/g, anyCase))
        .replaceAll(String.raw`\b`, String.raw`(?:(?<=[\w])(?![\w])|(?<![\w])(?=[\w]))`)
        .replaceAll(String.raw`\w`, String.raw`\p{L}\p{N}_`)
        .replaceAll(String.raw`\d`, String.raw`\p{Nd}`)
        .replaceAll(String.raw`\s`, BLANKS),
      "gu",
    );

  /** A letter in any case, with the three letters of other scripts that Python takes for it. @param {string} letter */
  const anyCase = (letter) =>
    `[${letter}${letter.toUpperCase()}${{ i: "\u0130\u0131", k: "\u212a", s: "\u017f" }[letter] ?? ""}]`;

  const ENDINGS = "com|org|net|io|co|eu|de|uk|us|info|biz|ai|app|dev|example|test|invalid|local";
  const FILES = String.raw`7z|avi|csv|docx?|eml|gif|html?|ics|jpe?g|json|key|m4a|mov|mp[34]|msg|numbers|od(?:p|s|t)|pages|pdf|png
    |pptx?|rar|rtf|svg|tiff?|txt|vcf|wav|webp|xlsx?|xml|ya?ml|zip`.replace(/\s/g, "");

  const patterns = once(() => ({
    unseen:
      /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ud800-\uf8ff\ufeff]/gu,
    blanks: inPython(String.raw`[\s]+`),
    edges: inPython(String.raw`^[\s]+|[\s]+$`),
    ligature: inPython(String.raw`(?:^|(?<=[\s]))[a-z]+(?:_[a-z0-9]+)+(?=[\s]|$)`),
    icon: inPython(
      String.raw`^(?:add|check|close|delete|done|edit|home|menu|person|save|search|settings|star|visibility)[\s]+(?=[A-Z])`,
    ),
    required: inPython(String.raw`[\s]*\((?:~required~|~optional~)\)[\s]*$`),
    shortcut: inPython(
      String.raw`[\s]*\((?:~ctrl~|~cmd~|~alt~|~shift~|~command~|~option~|~meta~|\u2318|\u2325)[^()]{0,20}\)[\s]*$`,
    ),
    decoration: inPython(String.raw`^[^\w("'“\u2018¿¡…]+|[^\w)"'”’%!?….]+$`),
    looseLetter: inPython(String.raw`^[^\x00-\x7f][\s]+|[\s]+[^\x00-\x7f…]$`),
    badge: inPython(
      String.raw`(?:[\s]+|(?<=[\w]))[(\[][\s]*[\d][\d.,]*\+?[\s]*[)\]][\s]*$|[\s]+[\d][\d.,]*\+?[\s]*$`,
    ),
    ending: inPython(String.raw`[\s]*(?:(?<=[^\s])(?:…|\.\.\.)|[:*])+[\s]*$`),
    mail: inPython(String.raw`(?<![^\s])[^\s]*@[^\s]+`),
    web: inPython(
      String.raw`\b[a-zA-Z\u0130\u0131\u017f\u212a][a-zA-Z\u0130\u0131\u017f\u212a0-9+.\-]{1,12}://[^\s]*` +
        String.raw`|\b~www~\.[^\s]+|\b[\w\-]+(?:\.[\w\-]+)*\.(?:~${ENDINGS}~)\b[^\s]*`,
    ),
    file: inPython(String.raw`(?<![^\s])[^\s]+\.(?:~${FILES}~)\b`),
    phone: inPython(String.raw`\+?\(?[\d](?:[\s().\-/]*[\d]){5,}`),
    quoted: inPython(
      String.raw`"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|(?<![\w])'[^']{2,}'(?![\w])|(?<![\w])\u2018[^’]{2,}’(?![\w])`,
    ),
    numeral: inPython(String.raw`(?<![\w])[\w]*[\d][\w.,:/\-]*`),
    ordinal: inPython(String.raw`^[\d]$`),
    separator: inPython(String.raw`[\s]+[\-–—|:·][\s]+|:[\s]+`),
    separatorFirst: inPython(String.raw`^(?:[\s]+[\-–—|:·][\s]+|:[\s]+)`),
    sentenceEnd: inPython(String.raw`(?<=[.!?])[\s]+|\n+`),
    masks: inPython(String.raw`…(?:[\s]*[,.]?[\s]*…)+`),
    oddCapitals: /[A-Z]{2,}[a-z]{2,}|[a-z][A-Z]{2,}/g,
    code: inPython(String.raw`[\p{L}\p{Nl}\p{No}][\d]|[\d][\p{L}\p{Nl}\p{No}]{2,}`),
    noteNumber: inPython(String.raw`[\d][\d.,]*[\d]`),
    letter: /\p{L}/gu,
    latin: /[A-Za-z\u0130\u212a]/g,
    digit: new RegExp(String.raw`[\p{Nd}${SIGNS}]`, "gu"),
    number: new RegExp(String.raw`^[\p{Nd}${SIGNS}]+$`, "gu"),
    capital: /^\p{Uppercase}/gu,
    opening: /^[("'“\u2018[]+/g,
    spoken: /[\p{L}\p{Nl}\p{No}]+/gu,
    words: inPython(
      String.raw`[A-Z]+(?![a-z])|[A-Z]?[a-z]+|(?:(?![A-Za-z])[\p{L}\p{Nl}\p{No}])+|[\d]+`,
    ),
  }));

  /** @param {string} text @param {RegExp} pattern */
  const has = (text, pattern) => text.search(pattern) !== -1;

  /** @param {string} text */
  const stripped = (text) => text.replace(patterns().edges, "");

  /** @param {string} text */
  const split = (text) => text.split(patterns().blanks).filter(Boolean);

  /** The text with its unseen characters and runs of blanks as single blanks. @param {string} text */
  const seen = (text) => split(text.replace(patterns().unseen, " ")).join(" ");

  /** Whether a text has more characters than this, as Python counts them. @param {string} text @param {number} most */
  const isLonger = (text, most) => text.length > most && (text.length > 2 * most || [...text].length > most);

  /** @param {string} text */
  const isLettered = (text) => has(text, patterns().letter);

  /** @param {string} text */
  const withoutMaskRuns = (text) => text.replace(patterns().masks, MASK);

  /** The label without what is no part of its words. @param {string} raw */
  function tidy(raw) {
    const { ligature, required, shortcut, icon, ending, decoration, looseLetter, latin } = patterns();
    let text = split(seen(raw).replace(ligature, " ")).join(" ");
    text = text.replace(required, "").replace(shortcut, "").replace(icon, "");
    for (let before; before !== text; ) {
      before = text;
      text = stripped(text.replace(ending, "").replace(decoration, ""));
      const bare = text.replace(looseLetter, "");
      if (bare !== text && has(bare, latin)) text = bare;
    }
    return text;
  }

  /** Whether a text holds an e-mail or web address, a file's name or a long number. @param {string} text */
  function isForbidden(text) {
    const { mail, web, file, phone } = patterns();
    return has(text, mail) || has(text, web) || has(text, file) || has(text, phone);
  }

  /** @param {string} text */
  function withoutAddresses(text) {
    const { mail, web, file, phone } = patterns();
    return withoutMaskRuns([mail, web, file, phone].reduce((kept, pattern) => kept.replace(pattern, MASK), text));
  }

  /** @param {string} word */
  const isCode = (word) => has(word, patterns().oddCapitals) || has(word, patterns().code);

  /** The words of a label or of a technical name, in lower case (fields.py). @param {string} name @returns {string[]} */
  const wordsOf = (name) => (name.match(patterns().words) ?? []).map((word) => word.toLowerCase());

  // --- names (screen.py) ------------------------------------------------------------------------------------------------

  /** @typedef {Readonly<Screened>} Kept */

  const ABSENT = /** @type {Kept} */ (Object.freeze({ text: "", state: "absent" }));
  const WITHHELD = /** @type {Kept} */ (Object.freeze({ text: "", state: "withheld" }));

  /** @param {string} text @param {boolean} masked @returns {Kept} */
  const kept = (text, masked) => ({ text, state: masked ? "masked" : "clear" });

  /** @param {string} text */
  const maskedOrClear = (text) => kept(text, text.includes(MASK));

  /** What was decided on labels, and whether words are language; emptied when full. */
  const decided = /** @type {Map<string, Kept>} */ (new Map());
  const language = /** @type {Map<string, boolean>} */ (new Map());

  /**
   * @template T
   * @param {Map<string, T>} memory @param {string} key @param {() => T} decide
   */
  function remembered(memory, key, decide) {
    if (key.length > LONGEST_REMEMBERED) return decide();
    let answer = memory.get(key);
    if (answer === undefined) {
      answer = decide();
      if (memory.size >= MOST_REMEMBERED) memory.clear();
      memory.set(key, answer);
    }
    return answer;
  }

  /** Whether every word of a text is interface language. @param {string} text */
  function isLanguage(text) {
    return remembered(language, text, () => {
      const words = text.toLowerCase().match(patterns().spoken) ?? [];
      return words.length > 0 && words.every((word) => isWord(word) || (word.endsWith("s") && isWord(word.slice(0, -1))));
    });
  }

  /** @param {string} word */
  const isWord = (word) => known().words.has(word);

  /**
   * What may be kept of a label.
   * @param {string} text @param {NameSource} source @param {string} role @param {Place} place @returns {Kept}
   */
  function name(text, source, role, place) {
    return remembered(decided, `${source}\n${role}\n${place}\n${text}`, () => decide(text, source, role, place));
  }

  /**
   * The first label of a ladder that may be kept, best first; that one was withheld, when none may.
   * @param {readonly Label[]} labels @param {string} role @param {Place} place @returns {Named}
   */
  function best(labels, role, place) {
    let withheld = false;
    for (const [text, source] of labels) {
      if (source === "technical" && withheld && !known().fields.has(role)) break;
      const found = name(text, source, role, place);
      if (found.text !== "") return { name: found.text, state: found.state, source };
      withheld ||= found.state === "withheld";
    }
    return withheld ? { name: "", state: "withheld", source: "content" } : { name: "", state: "absent", source: "none" };
  }

  /** @param {string} raw @param {NameSource} source @param {string} role @param {Place} place @returns {Kept} */
  function decide(raw, source, role, place) {
    if (source === "technical") {
      const words = technical(raw);
      return words === "" ? ABSENT : kept(words, false);
    }
    let text = tidy(raw);
    if (text.endsWith(".")) text = text.slice(0, -1);
    if (!isLettered(text)) return ABSENT;
    const isField = known().fields.has(role);
    const plain = stripped(text.replace(patterns().badge, ""));
    if (!isField && isLettered(plain) && !isForbidden(text)) text = tidy(plain);
    if (isField) return fieldLabel(text, source);
    if (known().contents.has(role) || source === "content" || source === "alt") return WITHHELD;
    const isControl = known().controls.has(role) || (role === "link" && place === "static");
    return isControl ? control(text, role, place, source) : guarded(text, place);
  }

  /** @param {string} text @param {readonly string[]} words */
  const isShort = (text, words) => words.length <= MOST_WORDS && !isLonger(text, MOST_CHARACTERS);

  /** The label of a field. @param {string} text @param {NameSource} source @returns {Kept} */
  function fieldLabel(text, source) {
    const words = split(text);
    if (!isShort(text, words) || isForbidden(text)) return WITHHELD;
    if ((source === "placeholder" || source === "title") && !isLanguage(text)) return WITHHELD;
    if (words.some(isCode)) return WITHHELD;
    const hidden = new Set(properRuns(words).filter((run) => tellsWhose(words, run)).flat());
    const shown = words.map((word, at) => (hidden.has(at) ? MASK : word)).join(" ");
    return maskedOrClear(
      withoutMaskRuns(shown.replace(patterns().numeral, (hit) => (has(hit, patterns().ordinal) ? hit : MASK))),
    );
  }

  /** @param {readonly string[]} words @param {readonly number[]} run */
  function tellsWhose(words, run) {
    const at = run[0] ?? 0;
    const first = words[at] ?? "";
    if ((first.endsWith("'s") || first.endsWith("’s")) && !isLanguage(first.slice(0, -2))) return true;
    return at > 0 && (run.length > 1 || known().saysWhose.has((words[at - 1] ?? "").toLowerCase()));
  }

  /**
   * The name of a button, tab, menu item or link of the navigation.
   * @param {string} text @param {string} role @param {Place} place @param {NameSource} source @returns {Kept}
   */
  function control(text, role, place, source) {
    if (place === "content" || place === "list" || source === "placeholder" || source === "title") {
      return guarded(text, "unknown");
    }
    const words = split(text);
    const { head, rest } = verbHead(words);
    if (head !== "" && rest !== "" && has(text, patterns().separator) && !isLanguage(text)) return cut(head, rest);
    if (!isShort(text, words) || isForbidden(text)) return head === "" ? WITHHELD : kept(`${head} ${MASK}`, true);
    const runs = properRuns(words);
    if (head === "" && !isTitle(words, runs, role)) return WITHHELD;
    const hidden = new Set(head === "" ? [] : runs.flat().filter((at) => at > 0));
    const shown = words.map((word, at) => (hidden.has(at) ? MASK : word)).join(" ");
    return maskedOrClear(withoutMaskRuns(shown.replace(patterns().numeral, MASK)));
  }

  /** The verb of a label, its record masked, or cut off behind a separator. @param {string} head @param {string} rest */
  const cut = (head, rest) =>
    kept(has(` ${rest} `, patterns().separatorFirst) ? head : `${head} ${MASK}`, true);

  /**
   * Whether a label without a known verb is a title, and no name.
   * @param {readonly string[]} words @param {readonly number[][]} runs @param {string} role
   */
  function isTitle(words, runs, role) {
    const unknown = runs.flat().filter((at) => !isLanguage(words[at] ?? ""));
    if (unknown.length > 1 || words.some(isCode)) return false;
    if (role === "columnheader" || role === "navigation") return true;
    if (words.length === 1 || role === "dialog" || role === "alertdialog") {
      return role === "link" || isLanguage(words.join(" "));
    }
    const rest = words.slice(1);
    const plain = !has(rest[0] ?? "", patterns().capital) || rest.every((word) => known().objects.has(word.toLowerCase()));
    return unknown.length === 0 || (unknown[0] === 0 && plain && isLanguage(rest.join(" ")));
  }

  /** The text of what may be a record. @param {string} text @param {Place} place @returns {Kept} */
  function guarded(text, place) {
    const words = split(text);
    const { head, rest } = verbHead(words);
    if (isLanguage(text) && isShort(text, words) && !isForbidden(text)) {
      if (place === "content" && !(head !== "" && isVerbOfObjects(text))) return WITHHELD;
      return maskedOrClear(text.replace(patterns().numeral, MASK));
    }
    return head === "" || rest === "" ? WITHHELD : cut(head, rest);
  }

  /** @param {string} text */
  function isVerbOfObjects(text) {
    const [verb, ...rest] = wordsOf(text);
    return rest.every((word) => known().objects.has(word)) && (rest.length > 0 || verb !== "mark");
  }

  /** The interface language with which a label begins, if with a verb, and what follows. @param {readonly string[]} words */
  function verbHead(words) {
    const first = (words[0] ?? "").toLowerCase();
    if (!known().verbs.has(first) || (first === "mark" && (words[1] ?? "").toLowerCase() !== "as")) {
      return { head: "", rest: words.join(" ") };
    }
    const proper = new Set(properRuns(words).flat().filter((at) => at > 0));
    const found = words.findIndex((word, at) => proper.has(at) || !isLanguage(word));
    const end = found === -1 ? words.length : found;
    return { head: words.slice(0, end).join(" "), rest: words.slice(end).join(" ") };
  }

  /**
   * Runs of neighbouring words, capitalised or without capitals, of which at least one is no interface language.
   * @param {readonly string[]} words @returns {number[][]}
   */
  function properRuns(words) {
    /** @type {number[][]} */
    const runs = [[]];
    for (const [at, word] of words.entries()) {
      const letters = word.replace(patterns().opening, "");
      const first = String.fromCodePoint(...(letters === "" ? [] : [letters.codePointAt(0) ?? 0]));
      const isCaseless = isLettered(first) && first.toLowerCase() === first.toUpperCase();
      if (isCaseless || has(first, patterns().capital) || isCode(letters)) runs.at(-1)?.push(at);
      else if (runs.at(-1)?.length) runs.push([]);
    }
    return runs.filter((run) => run.some((at) => !isLanguage(words[at] ?? "")));
  }

  /** An id, name attribute or test id in words; empty when any of it is no interface language. @param {string} raw */
  function technical(raw) {
    const { number } = patterns();
    const { prefixes, suffixes, spelled } = known();
    const words = wordsOf(raw).flatMap(apart);
    while (words.length > 1 && prefixes.has(words[0] ?? "")) words.shift();
    while (words.length > 1 && suffixes.has(words.at(-1) ?? "")) words.pop();
    const ordinal = words.length > 1 && has(words.at(-1) ?? "", number) ? (words.pop() ?? "") : "";
    const told = words.filter((word, at) => at === 0 || word !== words[at - 1]);
    if (isLonger(ordinal, 2) || told.length === 0 || told.some((word) => has(word, number))) return "";
    if (!told.some((word) => isLonger(word, 2)) || !told.every(isLanguage)) return "";
    const text = told.map((word) => spelled.get(word) ?? word).join(" ");
    const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
    return first.toUpperCase() + text.slice(first.length) + (ordinal === "" ? "" : ` ${ordinal}`);
  }

  /** An object and what is said of it as two words, where a technical name runs them together. @param {string} word */
  function apart(word) {
    if (isLanguage(word)) return [word];
    for (let at = 4; at < [...word].length - 3; at += 1) {
      if (known().objects.has(word.slice(0, at)) && isLanguage(word.slice(at))) return [word.slice(0, at), word.slice(at)];
    }
    return [word];
  }

  // --- options, messages, notes (screen.py) -----------------------------------------------------------------------------

  /**
   * What may be kept of a chosen option: only words of a short, controlled vocabulary.
   * @param {string} raw @param {string} field what the field is called, as it is kept
   * @param {number | null} count how many options there were; `null` when it is not known
   * @returns {Kept}
   */
  function option(raw, field, count) {
    const text = seen(raw);
    if (!isLettered(text)) return text === "" ? ABSENT : WITHHELD;
    const digits = (text.match(patterns().digit) ?? []).length;
    const isMany = count !== null && count > MOST_OPTIONS;
    if (isMany || isLonger(text, MOST_OPTION_CHARACTERS) || digits > 2 || isForbidden(text)) return WITHHELD;
    if (split(text).some(isCode)) return WITHHELD;
    return isLanguage(text) || (field !== "" && !isEntity(field)) ? kept(text, false) : WITHHELD;
  }

  /** Whether a field's options are people or companies rather than words of the application. @param {string} field */
  function isEntity(field) {
    const { objects, owners, entities, kinds } = known();
    const words = wordsOf(field);
    if (words.some((word) => kinds.has(word))) return false;
    const called = stripped(stripped(field).replace(/^[:*]+|[:*]+$/g, "")).toLowerCase();
    const isRecord = words.some((word) => ["contact", "account", "user"].includes(objects.get(word) ?? ""));
    return owners.has(called) || isRecord || words.some((word) => entities.has(word));
  }

  /** What may be kept of a message: sentences in interface language, names and numbers out. @param {string} raw */
  function message(raw) {
    const parts = raw.replace(patterns().unseen, " ").split(patterns().sentenceEnd).map(tidy).filter(isLettered);
    if (parts.length === 0) return ABSENT;
    const said = parts.map(sentence);
    if (said.every((each) => each !== "" && !each.includes(MASK))) return kept(joined(said), false);
    const good = said.filter(Boolean);
    if (good.length === 0 || isLonger(joined(good), 2 * MOST_CHARACTERS)) return WITHHELD;
    return kept(withoutMaskRuns(joined(said.map((each) => each || MASK))), true);
  }

  /** What may be kept of one sentence of a message; empty when it does not say enough. @param {string} text */
  function sentence(text) {
    if (split(text).length > 2 * MOST_WORDS) return "";
    const { quoted, numeral } = patterns();
    const plain = withoutMaskRuns(withoutAddresses(text.replace(quoted, MASK)).replace(numeral, MASK));
    const words = split(plain);
    const hidden = new Set(properRuns(words).filter((run) => run.length > 1 || (run[0] ?? 0) > 0).flat());
    if (known().objects.has((words[0] ?? "").toLowerCase())) hidden.delete(0);
    for (const [at, word] of words.entries()) if (!isLanguage(word) && isLettered(word)) hidden.add(at);
    const masks = plain.split(MASK).length - 1;
    if (masks === 0 && hidden.size === 0) return plain;
    if (words.length - hidden.size - masks < Math.max(2, words.length / 2)) return "";
    return withoutMaskRuns(words.map((word, at) => (hidden.has(at) ? MASK : word)).join(" "));
  }

  /** @param {readonly string[]} sentences */
  const joined = (sentences) =>
    sentences.map((each, at) => (at === sentences.length - 1 || /[.!?…]$/.test(each) ? each : `${each}.`)).join(" ");

  /** A note that the performer wrote: free words, but no address, no number, no run of names. @param {string} raw */
  function note(raw) {
    const text = [...seen(raw)].slice(0, MOST_NOTE_CHARACTERS).join("");
    if (text === "") return ABSENT;
    const words = split(withoutAddresses(text));
    const hidden = new Set(properRuns(words).filter((run) => run.length > 1).flat());
    const shown = words.map((word, at) => (hidden.has(at) ? MASK : word)).join(" ");
    const said = withoutMaskRuns(shown.replace(patterns().noteNumber, MASK));
    return kept(said, said !== text);
  }

  /** What a recording may be called; empty when nothing safe was given. @param {string} text */
  function title(text) {
    const found = name(text, "title", "", "unknown");
    return found.state === "clear" ? found.text : "";
  }

  return Object.freeze({ name, best, option, message, note, title, isLanguage, wordsOf });
})();
