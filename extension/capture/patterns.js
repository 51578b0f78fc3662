/**
 * Which parts of a text are addresses, numbers, codes or decoration?
 *
 * In: a label or a message. Out: the same without its decoration, or with `…` where something was taken out.
 *
 * Law: these are the patterns of src/sopwright/recording/patterns.py (words: fields.py) and mean the same to the
 * character, though JavaScript's `\w`, `\d`, `\s`, `\b` and upper and lower case are not Python's;
 * tests/extension/test_redaction.py compares the two. No pattern is made before the first text is screened.
 */
const patterns = (() => {
  const MASK = "…";

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

  const all = once(() => ({
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
  const stripped = (text) => text.replace(all().edges, "");

  /** @param {string} text */
  const split = (text) => text.split(all().blanks).filter(Boolean);

  /** The text with its unseen characters and runs of blanks as single blanks. @param {string} text */
  const seen = (text) => split(text.replace(all().unseen, " ")).join(" ");

  /** Whether a text has more characters than this, as Python counts them. @param {string} text @param {number} most */
  const isLonger = (text, most) => text.length > most && (text.length > 2 * most || [...text].length > most);

  /** @param {string} text */
  const isLettered = (text) => has(text, all().letter);

  /** @param {string} text */
  const withoutMaskRuns = (text) => text.replace(all().masks, MASK);

  /** The label without what is no part of its words. @param {string} raw */
  function tidy(raw) {
    const { ligature, required, shortcut, icon, ending, decoration, looseLetter, latin } = all();
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
    const { mail, web, file, phone } = all();
    return has(text, mail) || has(text, web) || has(text, file) || has(text, phone);
  }

  /** @param {string} text */
  function withoutAddresses(text) {
    const { mail, web, file, phone } = all();
    return withoutMaskRuns([mail, web, file, phone].reduce((kept, pattern) => kept.replace(pattern, MASK), text));
  }

  /** @param {string} word */
  const isCode = (word) => has(word, all().oddCapitals) || has(word, all().code);

  /** The words of a label or of a technical name, in lower case (fields.py). @param {string} name @returns {string[]} */
  const wordsOf = (name) => (name.match(all().words) ?? []).map((word) => word.toLowerCase());

  /** Whether a text has a digit of any script. @param {string} text */
  const hasDigit = (text) => has(text, all().digit);

  return Object.freeze({
    MASK,
    once,
    all,
    has,
    stripped,
    split,
    seen,
    isLonger,
    isLettered,
    hasDigit,
    withoutMaskRuns,
    tidy,
    isForbidden,
    withoutAddresses,
    isCode,
    wordsOf,
  });
})();
