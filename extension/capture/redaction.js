/**
 * What of a text may be kept? The one policy on text in the extension: where a security review begins.
 *
 * In: a raw label with the place it was read from. Out: what may be kept of it, and what was done to it.
 *
 * Law: it decides to the character as src/sopwright/recording/screen.py does, whose names and order these are;
 * tests/extension/test_redaction.py compares the two. Why it decides so is said there. Loading makes no set: that waits
 * for the first text that is screened.
 */
const redaction = (() => {
  const { MASK, has, found, replaced, stripped, split, seen, isLonger } = patterns;
  const { withoutMaskRuns, tidy, isForbidden, withoutAddresses, isCode, wordsOf } = patterns;
  const { isLanguage, isPlain, isMute, isJoined, isGiven, runs, endsAsName, smallNames } = proper;
  const MOST_CHARACTERS = 80;
  const MOST_WORDS = 11;
  const MOST_OPTIONS = 50;
  const MOST_OPTION_CHARACTERS = 40;
  const MOST_NOTE_CHARACTERS = 500;
  const MOST_REMEMBERED = 2000;
  const LONGEST_REMEMBERED = 200;
  const LONGEST_TECHNICAL = 2000;

  /** @param {string} words @returns {ReadonlySet<string>} */
  const setOf = (words) => new Set(words.split(/\s+/).filter(Boolean));

  const sets = () => ({
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
      `cell gridcell row rowheader listitem option heading img image figure article paragraph treeitem document log
       table grid list feed`,
    ),
    prefixes: setOf("id txt input fld field lbl btn sel select form f data js cb"),
    suffixes: setOf("label field input txt btn button select control text"),
    people: setOf(
      `owner assignee assigned party representative salesperson supplier vendor partner manager attendee attendees
       recipient parent member members responsible person ae aes sdr sdrs bdr csm rep reps seller reports approver
       champion`,
    ),
    /** Objects whose names people write. */
    records: setOf("contact account user campaign opportunity deal lead case project"),
    kinds: setOf("type status kind category role size source rating stage priority"),
    /** What the options of a field are words of, where it is not a person's or a company's. */
    picked: setOf(
      `channel class color colour country currency department disposition fit format frequency gender grade industry
       interest language level method mode outcome period phase plan position process product purpose reason region
       result salutation score sector segment seniority severity state team temperature template territory tier topic
       timeframe timeline timezone unit urgency visibility zone answer authority budget choice confidence consent
       continent delivery duration edition environment forecast intent license market medium month option order package
       payment persona platform preference quarter risk shipping subscription suffix terms theme timing usage vertical
       view weekday year anrede art branche grund herkunft kategorie land quelle rolle sprache estado motivo origen
       pays raison secteur statut`,
    ),
    spelled: new Map([
      ["firstname", "first name"],
      ["lastname", "last name"],
      ["fullname", "full name"],
      ["countrycode", "country code"],
      ["contactus", "contact us"],
      ["zipcode", "zip code"],
    ]),
  });

  /** @type {ReturnType<typeof sets> | undefined} */
  let made;

  /** The words of the policy, put into sets when the first text is screened. */
  const known = () => (made ??= sets());

  // --- names ---------------------------------------------------------------------------------------------------------

  /** @typedef {Readonly<Screened>} Kept */

  const ABSENT = /** @type {Kept} */ (Object.freeze({ text: "", state: "absent" }));
  const WITHHELD = /** @type {Kept} */ (Object.freeze({ text: "", state: "withheld" }));

  /** @param {string} text */
  const isLettered = (text) => has(text, "letter");

  /** @param {string} text @param {boolean} masked @returns {Kept} */
  const kept = (text, masked) => ({ text, state: masked ? "masked" : "clear" });

  /** @param {string} text */
  const maskedOrClear = (text) => kept(text, text.includes(MASK));

  /** What was decided on labels; emptied when full. */
  const decided = /** @type {Map<string, Kept>} */ (new Map());

  /**
   * What may be kept of a label.
   * @param {string} text @param {NameSource} source @param {string} role @param {Place} place @returns {Kept}
   */
  function name(text, source, role, place) {
    const key = `${source}\n${role}\n${place}\n${text}`;
    if (key.length > LONGEST_REMEMBERED) return decide(text, source, role, place);
    let answer = decided.get(key);
    if (answer === undefined) {
      answer = decide(text, source, role, place);
      if (decided.size >= MOST_REMEMBERED) decided.clear();
      decided.set(key, answer);
    }
    return answer;
  }

  /**
   * The first label of a ladder that may be kept, best first; that one was withheld, when none may.
   * @param {Iterable<Label>} labels @param {string} role @param {Place} place @returns {Named}
   */
  function best(labels, role, place) {
    let withheld = false;
    for (const [text, source] of labels) {
      if (source === "technical" && withheld && !known().fields.has(role)) break;
      const found = name(text, source, role, place);
      if (found.text !== "") return { name: found.text, state: found.state, source };
      withheld ||= found.state === "withheld";
    }
    if (withheld) return { name: "", state: "withheld", source: "content" };
    return { name: "", state: "absent", source: "none" };
  }

  /** @param {string} raw @param {NameSource} source @param {string} role @param {Place} place @returns {Kept} */
  function decide(raw, source, role, place) {
    if (source === "technical") {
      const words = technical(raw.slice(0, LONGEST_TECHNICAL));
      return words === "" ? ABSENT : kept(words, false);
    }
    let text = tidy(raw);
    if (text.endsWith(".")) text = text.slice(0, -1);
    const isField = known().fields.has(role);
    const plain = stripped(replaced(text, "badge"));
    if (!isField && isLettered(plain) && !isForbidden(text)) text = tidy(plain);
    if (!isLettered(text)) return ABSENT;
    if (isField) return fieldLabel(text, source, place);
    if (has(seen(raw), "chip") && verbHead(split(text)).head === "") return WITHHELD;
    if (known().contents.has(role) || source === "content" || source === "alt") return WITHHELD;
    const isControl = known().controls.has(role) || (role === "link" && place === "static");
    return isControl ? control(text, place, source) : guarded(text, place);
  }

  /** @param {string} text @param {readonly string[]} words */
  const isShort = (text, words) => words.length <= MOST_WORDS && !isLonger(text, MOST_CHARACTERS);

  /** The label of a field. @param {string} text @param {NameSource} source @param {Place} place @returns {Kept} */
  function fieldLabel(text, source, place) {
    const words = split(text);
    if (!isShort(text, words) || isForbidden(text)) return WITHHELD;
    const isGuarded = source === "placeholder" || source === "title";
    if (isGuarded && !isPlain(text)) return WITHHELD;
    if (words.some((word) => isCode(word) || isJoined(word))) return WITHHELD;
    const hidden = new Set(runs(words).flatMap((run) => namesIn(words, run)));
    for (const at of smallNames(words, known().people)) hidden.add(at);
    if (place === "content") for (const [at, word] of words.entries()) if (!isMute(word)) hidden.add(at);
    const shown = words.map((word, at) => (hidden.has(at) ? MASK : word)).join(" ");
    const numbers = found(shown, "numeral");
    const isOrdinal = numbers.length === 1 && has(numbers[0] ?? "", "ordinal");
    return maskedOrClear(withoutMaskRuns(isOrdinal ? shown : replaced(shown, "numeral", MASK)));
  }

  /** Which of a run of capitalised words may be a name. @param {readonly string[]} words @param {readonly number[]} run */
  function namesIn(words, run) {
    if (tellsWhose(words, run)) return run;
    return run.filter((at) => run.length > 1 && !isMute(words[at] ?? ""));
  }

  /** @param {readonly string[]} words @param {readonly number[]} run */
  function tellsWhose(words, run) {
    const at = run[0] ?? 0;
    const first = words[at] ?? "";
    if ((first.endsWith("'s") || first.endsWith("’s")) && !isLanguage(first.slice(0, -2))) return true;
    if (at === 0 || endsAsName(words, run)) return endsAsName(words, run);
    return run.length > 1 || proper.known().saysWhose.has((words[at - 1] ?? "").toLowerCase());
  }

  /**
   * The name of a button, tab, menu item or link of the navigation.
   * @param {string} text @param {Place} place @param {NameSource} source @returns {Kept}
   */
  function control(text, place, source) {
    if (place === "content" || place === "list" || source === "placeholder" || source === "title") {
      return guarded(text, "unknown");
    }
    const words = split(text);
    const { head, rest } = verbHead(words);
    if (head !== "" && rest !== "" && has(text, "separator") && !isPlain(text)) return cut(head, rest);
    if (!isShort(text, words) || isForbidden(text)) return head === "" ? WITHHELD : kept(`${head} ${MASK}`, true);
    if (head === "" && !isPlain(text)) return WITHHELD;
    const behind = split(head).length;
    const named = new Set(runs(words).flat());
    const isHidden = (/** @type {string} */ word, /** @type {number} */ at) =>
      at >= behind && (named.has(at) || !isMute(word));
    const shown = words.map((word, at) => (isHidden(word, at) ? MASK : word)).join(" ");
    return maskedOrClear(withoutMaskRuns(replaced(shown, "numeral", MASK)));
  }

  /**
   * The verb of a label, its record masked, or cut off behind a separator.
   * @param {string} head @param {string} rest
   */
  const cut = (head, rest) => kept(has(` ${rest} `, "separatorFirst") ? head : `${head} ${MASK}`, true);

  /** The text of what may be a record. @param {string} text @param {Place} place @returns {Kept} */
  function guarded(text, place) {
    const words = split(text);
    const { head, rest } = verbHead(words);
    if (isPlain(text) && isShort(text, words) && !isForbidden(text)) {
      if (place === "content" && !(head !== "" && isVerbOfObjects(text))) return WITHHELD;
      return maskedOrClear(replaced(text, "numeral", MASK));
    }
    return head === "" || rest === "" ? WITHHELD : cut(head, rest);
  }

  /** @param {string} text */
  function isVerbOfObjects(text) {
    const [verb, ...rest] = wordsOf(text);
    return rest.every((word) => known().objects.has(word)) && (rest.length > 0 || verb !== "mark");
  }

  /**
   * The interface language with which a label begins, if with a verb, and what follows.
   * @param {readonly string[]} words
   */
  function verbHead(words) {
    const first = (words[0] ?? "").toLowerCase();
    if (!proper.known().verbs.has(first) || (first === "mark" && (words[1] ?? "").toLowerCase() !== "as")) {
      return { head: "", rest: words.join(" ") };
    }
    const named = new Set(runs(words).flat().filter((at) => at > 0));
    const end = words.findIndex((word, at) => named.has(at) || !isLanguage(word) || has(word, "numeral"));
    let behind = end === -1 ? words.length : end;
    if (!isShort(words.slice(0, behind).join(" "), words.slice(0, behind))) behind = 1;
    return { head: words.slice(0, behind).join(" "), rest: words.slice(behind).join(" ") };
  }

  /** The first character of a text. @param {string} text */
  const firstOf = (text) => (text === "" ? "" : String.fromCodePoint(text.codePointAt(0) ?? 0));

  /** An id, name attribute or test id in words; empty when any of it is no interface language. @param {string} raw */
  function technical(raw) {
    const { prefixes, suffixes, spelled } = known();
    const words = wordsOf(raw).flatMap(apart);
    while (words.length > 1 && prefixes.has(words[0] ?? "")) words.shift();
    while (words.length > 1 && suffixes.has(words.at(-1) ?? "")) words.pop();
    const ordinal = words.length > 1 && has(words.at(-1) ?? "", "number") ? (words.pop() ?? "") : "";
    const told = words.filter((word, at) => at === 0 || word !== words[at - 1]);
    if (isLonger(ordinal, 1) || told.length === 0 || told.some((word) => has(word, "number"))) return "";
    if (!isPlain(told.map(capitalised).join(" "))) return "";
    if (!told.some((word) => isLonger(word, 2)) || !told.every(isLanguage)) return "";
    const text = capitalised(told.map((word) => spelled.get(word) ?? word).join(" "));
    return ordinal === "" ? text : `${text} ${ordinal}`;
  }

  /** @param {string} text */
  const capitalised = (text) => firstOf(text).toUpperCase() + text.slice(firstOf(text).length);

  /** An object and what is said of it as two words, where a technical name runs them together. @param {string} word */
  function apart(word) {
    if (isLanguage(word)) return [word];
    for (let at = 4; at < [...word].length - 3; at += 1) {
      const parts = [word.slice(0, at), word.slice(at)];
      if (known().objects.has(word.slice(0, at)) && isLanguage(word.slice(at))) return parts;
    }
    return [word];
  }

  // --- options, messages, notes --------------------------------------------------------------------------------------

  /**
   * What may be kept of a chosen option: only words of a short, controlled vocabulary.
   * @param {string} raw @param {string} field what the field is called, as it is kept
   * @param {number | null} count how many options there were; `null` when it is not known
   * @returns {Kept}
   */
  function option(raw, field, count) {
    const text = seen(raw);
    if (!isLettered(text)) return text === "" ? ABSENT : WITHHELD;
    const digits = found(text, "digit").length;
    const isMany = count !== null && count > MOST_OPTIONS;
    if (isMany || isLonger(text, MOST_OPTION_CHARACTERS) || digits > 2 || isForbidden(text)) return WITHHELD;
    const words = split(text);
    if (words.some((word) => isCode(word) || isJoined(word))) return WITHHELD;
    if (isPlain(text)) return kept(text, false);
    const isNamed = runs(words).some((run) => namesIn(words, run).length > 0) || smallNames(words, known().people).size > 0;
    return isNamed || !takesWords(field) ? WITHHELD : kept(text, false);
  }

  /** Whether a field's options are words of the application rather than people or companies. @param {string} field */
  function takesWords(field) {
    const { objects, owners, people, kinds, picked, records } = known();
    const words = wordsOf(field);
    if (words.some((word) => kinds.has(word))) return true;
    const called = stripped(stripped(field).replace(/^[:*]+|[:*]+$/g, "")).toLowerCase();
    const isRecord = words.some((word) => records.has(objects.get(word) ?? ""));
    if (owners.has(called) || isRecord || words.some((word) => people.has(word))) return false;
    return words.some((word) => picked.has(word));
  }

  /** What may be kept of a message: sentences in interface language, names and numbers out. @param {string} raw */
  function message(raw) {
    const parts = split(seen(raw), "sentenceEnd").map(tidy).filter(isLettered);
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
    const plain = withoutMaskRuns(replaced(withoutAddresses(replaced(text, "quoted", MASK)), "numeral", MASK));
    const words = split(plain);
    const hidden = new Set(runs(words).filter((run) => run.length > 1 || run[0] !== 0 || isGiven(words, 0)).flat());
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
    const hidden = new Set(runs(words).filter((run) => run.length > 1).flat());
    const shown = words.map((word, at) => (hidden.has(at) ? MASK : word)).join(" ");
    const said = withoutMaskRuns(replaced(shown, "noteNumber", MASK));
    return kept(said, said !== text);
  }

  /** What a recording may be called; empty when nothing safe was given. @param {string} text */
  function title(text) {
    const found = name(text, "title", "", "unknown");
    return found.state === "clear" ? found.text : "";
  }

  return Object.freeze({ name, best, option, message, note, title, isLanguage });
})();
