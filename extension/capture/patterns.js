/**
 * Which parts of a text are addresses, numbers, codes or decoration?
 *
 * In: a label or a message. Out: the same without its decoration, or with `…` where something was taken out.
 *
 * Law: these are the patterns of src/sopwright/recording/patterns.py (words: fields.py) and mean the same to the
 * character, though JavaScript's `\w`, `\d`, `\s`, `\b` and upper and lower case are not Python's;
 * tests/extension/test_redaction.py compares the two. No pattern is made before a text needs it.
 */
const patterns = (() => {
  const MASK = "…";
  /** UTF-16 units. What is behind them is not looked at: no name is as long, and patterns take time on the square. */
  const LONGEST = 2000;

  /**
   * Written as Python writes them. In brackets `\w`, `\d` and `\s` stand for the word characters, digits and blanks of
   * all scripts, `\l` for what Python has as `[^\W\d_]`, `\a` for letters, `\u` for capitals, `\n` for numeric signs;
   * `\b` is the edge of a word, and `~words~` are words in any case.
   */
  function sources() {
    const WEB_ENDINGS =
      "com|org|net|io|co|eu|de|uk|us|info|biz|ai|app|dev|example|test|invalid|local|au|br|ca|ch|cn" +
      "|cz|dk|es|fi|fr|ie|jp|kr|mx|nl|nz|online|pl|pt|ru|se|shop|site|store|tech|tr|tv|ua|xyz|za";
    const FILE_ENDINGS =
      "7z|avi|csv|docx?|eml|gif|html?|ics|jpe?g|json|key|m4a|mov|mp[34]|msg|numbers|od(?:p|s|t)|pages|pdf|png|pptx?" +
      "|rar|rtf|svg|tiff?|txt|vcf|wav|webp|xlsx?|xml|ya?ml|zip";
    const ICONS = "add|check|close|delete|done|edit|home|menu|person|save|search|settings|star|visibility";
    const MODIFIERS = "ctrl|cmd|alt|shift|command|option|meta";
    const SEPARATOR = String.raw`(?:[\s]+[\-–—|:·][\s]+|:[\s]+)`;
    return {
      invisible:
        String.raw`[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164` +
        String.raw`\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]`,
      unseen: String.raw`[\x00-\x1f\x7f-\x9f\u2800\ud800-\uf8ff]`,
      joint: String.raw`(?<=[\l]{2})[_./,&+|;](?=[\l]{2})|(?<=[a-z]{2})(?=[A-Z][a-z])`,
      chip: String.raw`[\s][\xd7\u2715\u2716\u2717\u2718\u2a2f][\s]*$`,
      big: String.raw`[\u]`,
      possessive: String.raw`^['’]s?$`,
      // Signs behind a word, and words that are signs.
      sign: String.raw`[:,;|·•–—>\-]$`,
      signs: String.raw`^[:;|·•–—>\-]+$`,
      blanks: String.raw`[\s]+`,
      edges: String.raw`^[\s]+|[\s]+$`,
      ligature: String.raw`(?:^|(?<=[\s]))[a-z]+(?:_[a-z0-9]+)+(?=[\s]|$)`,
      icon: String.raw`^(?:${ICONS})[\s]+(?=[A-Z])`,
      required: String.raw`[\s]*\((?:~required|optional~)\)[\s]*$`,
      shortcut: String.raw`[\s]*\((?:~${MODIFIERS}~|\u2318|\u2325)[^()]{0,20}\)[\s]*$`,
      decoration: String.raw`^[^\w("'“\u2018¿¡…]+|[^\w)"'”’%!?….]+$`,
      looseLetter: String.raw`^[^\x00-\x7f][\s]+|[\s]+[^\x00-\x7f…]$`,
      badge: String.raw`(?:[\s]+|(?<=[\w]))[(\[][\s]*[\d][\d.,]*\+?[\s]*[)\]][\s]*$|[\s]+[\d][\d.,]*\+?[\s]*$`,
      ending: String.raw`[\s]*(?:(?<=[^\s])(?:…|\.\.\.)|[:*])+[\s]*$`,
      // The lookbehinds at the beginning change nothing but the time it takes to find nothing.
      mail: String.raw`(?<![^\s])[^\s]*@[^\s]+`,
      web:
        String.raw`\b(?:~[a-z]~)(?:~[a-z]~|[0-9+.\-]){1,12}://[^\s]*|\b~www~\.[^\s]+` +
        String.raw`|\b[\w\-]+(?:\.[\w\-]+)*\.(?:~${WEB_ENDINGS}~)\b[^\s]*`,
      file: String.raw`(?<![^\s])[^\s]+\.(?:~${FILE_ENDINGS}~)\b|(?<![^\s])[^\s]*\\[^\s]+`,
      phone: String.raw`\+?\(?[\d](?:[\s().\-/]*[\d]){5,}`,
      quoted:
        String.raw`"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]` +
        String.raw`|(?<![\w])'[^']{2,}'(?![\w])|(?<![\w])\u2018[^’]{2,}’(?![\w])`,
      numeral: String.raw`(?<![\w])[\w]*[\d][\w.,:/\-]*`,
      ordinal: String.raw`^[\d]$`,
      separator: SEPARATOR,
      separatorFirst: `^${SEPARATOR}`,
      sentenceEnd:
        String.raw`(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\b[A-Z]\.)[\s]+`,
      masks: String.raw`…(?:[\s]*[,.]?[\s]*…)+`,
      code: String.raw`[A-Z]{2,}[a-z]{2,}|[a-z][A-Z]{2,}|[\l][\d]|[\d][\l]{2,}`,
      noteNumber: String.raw`[\d][\d.,]*[\d]`,
      letter: String.raw`[\a]`,
      latin: String.raw`[A-Za-z\u0130\u212a]`,
      digit: String.raw`[\d\n]`,
      number: String.raw`^[\d\n]+$`,
      capital: String.raw`^[\u]`,
      opening: String.raw`^(?:[^\w]|_)+`,
      spoken: String.raw`[\l]+`,
      words: String.raw`[A-Z]+(?![a-z])|[A-Z]?[a-z]+|(?:(?![A-Za-z])[\l])+|[\d]+`,
      // Of addresses (places.py).
      account: String.raw`/u/[\d]+(?=/|$)`,
      portal: String.raw`^/contacts/[\d]+(?=/(?:objects|record)/)`,
      host: String.raw`^(?:[\w.\-]+|\[[0-9a-f:.]+\])(?::[\d]+)?$`,
      extension: String.raw`\.(?:~action|aspx?|cfm|cgi|do|html?|jsf|jsp|php~[\d]?|~x?html~)(?=\x0a?$)`,
    };
  }
  /** @typedef {keyof ReturnType<typeof sources>} Pattern */

  /** What Python's classes hold beyond ASCII. */
  const ALL = Object.freeze({
    w: String.raw`\p{L}\p{N}_`,
    d: String.raw`\p{Nd}`,
    s: String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`,
    l: String.raw`\p{L}\p{Nl}\p{No}`,
    a: String.raw`\p{L}`,
    u: String.raw`\p{Uppercase}`,
    n:
      String.raw`\xb2\xb3\xb9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c` +
      String.raw`\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792` +
      String.raw`\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}`,
  });
  /** The same for a plain text: patterns of it are made twenty times as fast, and nearly all labels are plain. */
  const PLAIN = Object.freeze({
    ...{ w: "A-Za-z0-9_", d: "0-9", s: String.raw`\t-\r\x1c-\x20`, l: "A-Za-z", a: "A-Za-z", u: "A-Z", n: "" },
  });
  /** ASCII, and punctuation that is in none of the classes. */
  const IS_PLAIN = /^[\x00-\x7f\u2010-\u2027]*$/;

  /** @type {ReturnType<typeof sources> | undefined} */
  let written;
  const plain = /** @type {Map<Pattern, RegExp>} */ (new Map());
  const all = /** @type {Map<Pattern, RegExp>} */ (new Map());

  /** The pattern as it is to be used on this text. @param {Pattern} name @param {string} text */
  function patternFor(name, text) {
    const isPlain = IS_PLAIN.test(text);
    const known = isPlain ? plain : all;
    let pattern = known.get(name);
    if (pattern === undefined) {
      pattern = compiled((written ??= sources())[name], isPlain ? PLAIN : ALL);
      known.set(name, pattern);
    }
    return pattern;
  }

  /** @param {string} source @param {Readonly<Record<string, string>>} classes */
  const compiled = (source, classes) =>
    new RegExp(
      source
        .replaceAll("~[a-z]~", "[a-zA-Z\u0130\u0131\u017f\u212a]")
        .replace(/~([^~]*)~/g, (_, words) => inAnyCase(words))
        .replaceAll(String.raw`\b`, String.raw`(?:(?<=[\w])(?![\w])|(?<![\w])(?=[\w]))`)
        .replace(/\\([wdslan]|u(?=\]))/g, (_, name) => classes[name] ?? ""),
      "gu",
    );

  /** Words in any case, with the three letters that Python takes for one of theirs. @param {string} words */
  const inAnyCase = (words) =>
    words.replace(
      /[a-z]/g,
      (letter) => `[${letter}${letter.toUpperCase()}${{ i: "\u0130\u0131", k: "\u212a", s: "\u017f" }[letter] ?? ""}]`,
    );

  /** @param {string} text @param {Pattern} pattern */
  const has = (text, pattern) => text.search(patternFor(pattern, text)) !== -1;

  /** @param {string} text @param {Pattern} pattern @returns {readonly string[]} */
  const found = (text, pattern) => text.match(patternFor(pattern, text)) ?? [];

  /** @param {string} text @param {Pattern} pattern @param {string | ((hit: string) => string)} by */
  const replaced = (text, pattern, by = "") =>
    text.replace(patternFor(pattern, text), typeof by === "string" ? () => by : by);

  /** @param {string} text */
  const stripped = (text) => replaced(text, "edges");

  /** @param {string} text @param {Pattern} at */
  const split = (text, at = "blanks") => text.split(patternFor(at, text)).filter(Boolean);

  /** The text without unseen characters and runs of blanks, cut where it is too long. @param {string} text */
  const seen = (text) => split(replaced(replaced(text, "invisible"), "unseen", " ")).join(" ").slice(0, LONGEST);

  /** Whether a text has more characters than this, as Python counts them. @param {string} text @param {number} most */
  const isLonger = (text, most) => text.length > most && (text.length > 2 * most || [...text].length > most);

  /** @param {string} text */
  const withoutMaskRuns = (text) => (text.includes(MASK) ? replaced(text, "masks", MASK) : text);

  /** The label without what is no part of its words. @param {string} raw */
  function tidy(raw) {
    let text = split(replaced(seen(raw), "ligature", " ")).join(" ");
    text = replaced(replaced(replaced(text, "required"), "shortcut"), "icon");
    for (let before; before !== text; ) {
      before = text;
      text = stripped(replaced(replaced(text, "ending"), "decoration"));
      const bare = replaced(text, "looseLetter");
      if (bare !== text && has(bare, "latin")) text = bare;
    }
    return text;
  }

  const FORBIDDEN = /** @type {const} */ (["mail", "web", "file", "phone"]);

  /** Whether a text holds an e-mail or web address, a file's name or a long number. @param {string} text */
  const isForbidden = (text) => FORBIDDEN.some((pattern) => has(text, pattern));

  /** @param {string} text */
  const withoutAddresses = (text) =>
    withoutMaskRuns(FORBIDDEN.reduce((kept, pattern) => replaced(kept, pattern, MASK), text));

  /** Whether a word is made of letters and digits, or of capitals inside. @param {string} word */
  const isCode = (word) => has(word, "code");

  /** The words of a label or of a technical name, in lower case. @param {string} name */
  const wordsOf = (name) => found(name, "words").map((word) => word.toLowerCase());

  return Object.freeze({
    ...{ MASK, has, found, replaced, stripped, split, seen, isLonger },
    ...{ withoutMaskRuns, tidy, isForbidden, withoutAddresses, isCode, wordsOf },
  });
})();
