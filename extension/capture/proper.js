/**
 * Which words of a label may be somebody's name?
 *
 * In: the words of a label, in order. Out: which of them stand together as a name does.
 *
 * Law: it tells to the word as src/sopwright/recording/proper.py does, whose names and order these are;
 * tests/extension/test_redaction.py compares the two. Loading makes no set: that waits for the first text.
 */
const proper = (() => {
  const { has, found, replaced, split, isCode } = patterns;
  const MOST_REMEMBERED = 2000;
  const LONGEST_REMEMBERED = 200;

  /** @param {string} words @returns {ReadonlySet<string>} */
  const setOf = (words) => new Set(words.split(/\s+/).filter(Boolean));

  const sets = () => ({
    words: setOf(VOCABULARY.words),
    verbs: setOf(VOCABULARY.verbs),
    saysWhose: setOf("about at by for from of to with avec chez con för für med met mit para pour voor"),
    /** First names that are interface words too. */
    given: setOf("bill don mark max rich will"),
    /** Last names that are interface words too. */
    family: setOf(
      `bank baker blue branch case cross day driver field gate good green gross guard head holder holiday junk key law
       light low major master merchant page parent post power quick rich room short small street strong town trade
       train walk watch weeks worth`,
    ),
    saidOfPeople: setOf("and assigned created deleted had has is saved updated was"),
    titles: setOf(
      `mr mrs ms miss mx dr prof sir lord lady dame herr frau fräulein mme mlle madame monsieur sra señor señora dott
       sig signor signora mevrouw`,
    ),
    times: setOf("day week month quarter year today tomorrow yesterday"),
    /** Small words between the parts of one name. */
    particles: setOf("van von vom der den de del della di da dos du la le los las el al bin ibn ter zu zum"),
  });

  /** @type {ReturnType<typeof sets> | undefined} */
  let made;

  const known = () => (made ??= sets());

  /** Whether texts are interface language; emptied when full. */
  const decided = /** @type {Map<string, boolean>} */ (new Map());

  /** Whether every word of a text is interface language, wherever it stands. @param {string} text */
  function isLanguage(text) {
    let answer = decided.get(text);
    if (answer === undefined) {
      const words = found(text.toLowerCase(), "spoken");
      answer = words.length > 0 && words.every((word) => isWord(word) || isWord(word.replace(/s$/, "")));
      if (text.length > LONGEST_REMEMBERED) return answer;
      if (decided.size >= MOST_REMEMBERED) decided.clear();
      decided.set(text, answer);
    }
    return answer;
  }

  /** @param {string} word */
  const isWord = (word) => known().words.has(word);

  /** @param {string} text */
  const isLettered = (text) => has(text, "letter");

  /** Whether every word of a text is interface language, and none a name where it stands. @param {string} text */
  function isPlain(text) {
    const words = split(text);
    return isLanguage(text) && !words.some((_, at) => isGiven(words, at) || isOwner(words, at));
  }

  /** Whether a word is interface language, or no word at all. @param {string} word */
  const isMute = (word) => isLanguage(word) || !isLettered(word);

  /** Whether a word is made of several, none of them interface language. @param {string} word */
  function isJoined(word) {
    const parts = split(word, "joint");
    return parts.length > 1 && !parts.some(isLanguage);
  }

  /** The first letters of a word, in lower case. @param {string} word */
  const bare = (word) => (found(word, "spoken")[0] ?? "").toLowerCase();

  /** Whether a word that is also a first name is one here. @param {readonly string[]} words @param {number} at */
  function isGiven(words, at) {
    const { given, family, verbs, saysWhose, saidOfPeople } = known();
    const word = replaced(words[at] ?? "", "opening");
    const plain = found(word, "spoken")[0] ?? "";
    if (!given.has(plain.toLowerCase()) || !word.startsWith(plain) || !has(word, "capital")) return false;
    const behind = word.slice(plain.length).replaceAll(".", "");
    const before = at > 0 ? bare(words[at - 1] ?? "") : "";
    const isEnded = !has(behind, "spoken");
    if (has(behind, "possessive") || (at === words.length - 1 && isEnded)) return true;
    const isLed = at > 0 && (before === "" || has(words[at - 1] ?? "", "sign"));
    if (behind !== "" || isLed || verbs.has(before) || saysWhose.has(before)) return isEnded;
    const after = replaced(words[at + 1] ?? "", "opening");
    if (!isMute(after) || !isLettered(after) || saidOfPeople.has(bare(after))) return true;
    return has(after, "capital") && family.has(bare(after));
  }

  /**
   * Runs of neighbouring words of which at least one is no interface language: capitalised ones, ones without capitals,
   * and small words between them.
   * @param {readonly string[]} words @returns {number[][]}
   */
  function runs(words) {
    /** @type {number[][]} */
    const all = [[]];
    /** @type {number[]} */
    let between = [];
    for (const [at, word] of words.entries()) {
      const letters = replaced(word, "opening");
      const first = firstOf(letters);
      const isCaseless = isLettered(first) && first.toLowerCase() === first.toUpperCase();
      const run = all.at(-1) ?? [];
      if (isCaseless || has(first, "capital") || isCode(letters)) {
        run.push(...between, at);
        between = [];
      } else if (run.length > 0 && known().particles.has(word)) between.push(at);
      else if (run.length > 0) {
        all.push([]);
        between = [];
      }
    }
    return all.filter((run) => run.some((at) => mayBeName(words, at)));
  }

  /** @param {readonly string[]} words @param {number} at */
  function mayBeName(words, at) {
    const word = words[at] ?? "";
    if (known().particles.has(word)) return false;
    return !isLanguage(word) || isCode(word) || isGiven(words, at) || isOwner(words, at);
  }

  /**
   * Whether two capitalised words end as whose something is: `Major Bank's`, but not `Last Week's`.
   * @param {readonly string[]} words @param {number} at
   */
  function isOwner(words, at) {
    const word = words[at] ?? "";
    const isPaired = at > 0 && has(words[at - 1] ?? "", "capital") && has(word, "capital");
    return isPaired && /['’]s$/.test(word) && !known().times.has(bare(word));
  }

  /** The first character of a text. @param {string} text */
  const firstOf = (text) => (text === "" ? "" : String.fromCodePoint(text.codePointAt(0) ?? 0));

  /**
   * Whether a run ends in no interface language, or has a title or a first name in it.
   * @param {readonly string[]} words @param {readonly number[]} run
   */
  function endsAsName(words, run) {
    if (run.some((at) => isGiven(words, at) || isOwner(words, at))) return true;
    const isTitled = run.slice(0, -1).some((at) => known().titles.has(bare(words[at] ?? "")));
    return run.length > 1 && (isTitled || !isLanguage(words[run.at(-1) ?? 0] ?? ""));
  }

  /**
   * Which unknown words of a field's label are a name, though they are not written as one: behind a verb, a sign, a
   * number, a word that says whose or one of `people`, or before a sign; two in a row, in a label without any capitals or
   * that begins as interface language.
   * @param {readonly string[]} words @param {ReadonlySet<string>} people @returns {ReadonlySet<number>}
   */
  function smallNames(words, people) {
    const { verbs, saysWhose } = known();
    const unknown = words.map((word) => !isMute(word));
    const isLed = verbs.has((words[0] ?? "").toLowerCase());
    const isSmall = !words.some((word) => has(word, "big")) || isLanguage(words[0] ?? "");
    /** @type {Set<number>} */
    const names = new Set();
    for (const [at, word] of words.entries()) {
      if (unknown[at] !== true) continue;
      const before = words[at - 1] ?? "";
      const isAfter = has(before, "sign") || has(before, "digit");
      const isApart = isAfter || has(words[at + 1] ?? "", "signs") || word.endsWith(",");
      const tellsWhose = saysWhose.has(bare(before)) || people.has(bare(before)) || names.has(at - 1);
      const isPaired = isSmall && (unknown[at - 1] === true || unknown[at + 1] === true);
      if (isLed || isApart || tellsWhose || isPaired) names.add(at);
    }
    for (let at = words.length - 2; at >= 0; at -= 1) if (unknown[at] === true && names.has(at + 1)) names.add(at);
    return names;
  }

  return Object.freeze({ isLanguage, isPlain, isMute, isJoined, isGiven, runs, endsAsName, smallNames, known });
})();
