/**
 * Which page is at this address, told without the address?
 *
 * In: an address. Out: its page as a template, and two texts by which the worker tells pages and records apart. These
 * are never stored.
 *
 * Law: it decides as `address_of` of src/sopwright/recording/places.py does, whose names and order these are;
 * tests/extension/test_addresses.py compares the two. Of a path only words that the vocabulary knows survive.
 */
const addresses = (() => {
  const RUN_TIME = ":id";
  const DEEPEST = 12;
  const SIGN_IN = "login signin signon logon sso saml oauth totp otp mfa".split(" ");
  const QUERY_OBJECT = ["module", "etn", "model", "entity"];
  const QUERY_VIEW = ["action", "view", "view_type", "pagetype"];
  const QUERY_RECORD = ["record", "id"];
  const OF_A_RECORD = ["record", "form", "mail"];

  /** @type {{ objects: Map<string, string>, segments: Map<string, PageKind> } | undefined} */
  let words;

  /** Any spelling of an object to its singular name, and segments to the kind of page they lead to. */
  const known = () =>
    (words ??= {
      objects: byWord(VOCABULARY.objects),
      segments: /** @type {Map<string, PageKind>} */ (byWord(VOCABULARY.segments)),
    });

  /** @param {Readonly<Record<string, string>>} listings */
  const byWord = (listings) =>
    new Map(Object.entries(listings).flatMap(([meaning, text]) => text.split(" ").map((word) => [word, meaning])));

  /**
   * The page at an address, its numbers yet to be given.
   * @param {string} url
   * @returns {Address}
   */
  function of(url) {
    const parts = partsOf(url);
    if (parts === null || !["http", "https", ""].includes(parts.scheme)) {
      return { page: page("", "other", ""), identity: "", record: "" };
    }
    let path = segmentsOf(withoutAccount(parts.path));
    let route = routeOf(parts.fragment);
    const asked = askedBy(parts.query) ?? askedBy(parts.fragment);
    if (asked !== null) [path, route] = [[...path.slice(0, -1), ...asked], []];
    const told = path.map(wordOf);
    const hashed = route.map(wordOf);
    const template = `/${told.join("/")}${hashed.length > 0 ? `#/${hashed.join("/")}` : ""}`;
    const { kind, about } = kindOf(hashed.length > 0 ? hashed : told);
    const isDoor = template === "/" && /^(?:login|signin|auth|sso|accounts|id)\./.test(parts.host);
    return {
      page: page(template, isDoor ? "sign_in" : kind, about),
      identity: [parts.host, ...path, "#", ...route].join("\n"),
      record: recordOf([...path, ...route], [...told, ...hashed]),
    };
  }

  /**
   * A path without which of several accounts somebody is signed in to, as Google's applications say it, and HubSpot's
   * number of the customer, which looks like a contact's.
   * @param {string} path
   */
  const withoutAccount = (path) =>
    patterns.replaced(patterns.replaced(path, "account"), "portal");

  /** @param {string} template @param {PageKind} kind @param {string} object @returns {Page} */
  const page = (template, kind, object) => ({ template, kind, object, name: "", instance: 0, record: 0 });

  /**
   * The parts of an address as Python's urlsplit tells them; `null` when it is none. The browser's own URL would
   * rewrite the path of some schemes.
   * @param {string} raw
   */
  function partsOf(raw) {
    const url = raw.replace(/^[\x00-\x20]+/, "").replace(/[\t\r\n]/g, "");
    const [, given = "", behind = url] = /^([A-Za-z][A-Za-z0-9+.-]*):([^]*)$/.exec(url) ?? [];
    const [, netloc = "", tail = behind] = /^\/\/([^/?#]*)([^]*)$/.exec(behind) ?? [];
    if (!isPlausible(netloc)) return null;
    const [front, fragment] = parted(tail, "#");
    const [path, query] = parted(front, "?");
    const scheme = given.toLowerCase();
    const host = netloc.slice(netloc.lastIndexOf("@") + 1).toLowerCase();
    const isHost = /^https?$/.test(scheme) && patterns.has(host, "host");
    return { scheme, host: isHost ? host : "", path, query, fragment };
  }

  /** Whether a host is none that urlsplit refuses. @param {string} netloc */
  function isPlausible(netloc) {
    if (/[^\x00-\x7f]/.test(netloc)) {
      const bare = netloc.replace(/[@:#?]/g, "");
      const plain = bare.normalize("NFKC");
      if (plain !== bare && /[/?#@:]/.test(plain)) return false;
    }
    if (!/[[\]]/.test(netloc)) return true;
    const literal = /^\[([^\]]*)\](?::[^]*)?$/.exec(netloc.slice(netloc.lastIndexOf("@") + 1))?.[1];
    return literal !== undefined && (/^v[0-9a-fA-F]+\..+$/.test(literal) || isAddress(literal.replace(/%[^%]+$/, "")));
  }

  /** Whether a text is an address of version 6. @param {string} text */
  const isAddress = (text) => /^[0-9a-fA-F:.]+$/.test(text) && URL.canParse(`http://[${text}]/`);

  /** @param {string} text @param {string} mark @returns {[string, string]} */
  function parted(text, mark) {
    const at = text.indexOf(mark);
    return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  }

  /** @param {string} path */
  const segmentsOf = (path) =>
    path
      .split("/")
      .map((segment) => patterns.stripped(unquoted(parted(segment, ";")[0])))
      .filter(Boolean)
      .slice(0, DEEPEST);

  /** A text with its percent signs resolved, as Python does: what is no UTF-8 becomes U+FFFD. @param {string} text */
  function unquoted(text) {
    if (!text.includes("%")) return text;
    return text.replace(/[\x00-\x7f]+/g, (run) => {
      const bytes = run.replace(/%([0-9a-fA-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    });
  }

  /** The segments of a path that would say what a query says; `null` when it says nothing. @param {string} query */
  function askedBy(query) {
    const { objects, segments } = known();
    const pairs = pairsOf(query);
    const about = (firstOf(QUERY_OBJECT, pairs) ?? "").toLowerCase();
    if (!objects.has(about)) return null;
    const view = QUERY_VIEW.flatMap((key) => pairs.get(key) ?? []).join(" ");
    const form = patterns.wordsOf(view).find((word) => segments.get(word) === "form");
    const record = firstOf(QUERY_RECORD, pairs);
    if (record !== undefined) return [about, record, ...(form !== undefined && form !== "form" ? [form] : [])];
    return form === undefined ? [about] : [about, "new"];
  }

  /** @param {readonly string[]} keys @param {ReadonlyMap<string, string>} pairs */
  const firstOf = (keys, pairs) => keys.map((key) => pairs.get(key)).find((value) => value !== undefined);

  /** The first value of each key of a query; empty values are none. @param {string} query */
  function pairsOf(query) {
    const pairs = /** @type {Map<string, string>} */ (new Map());
    for (const pair of query.split("&")) {
      const [key, value] = parted(pair, "=");
      const called = unquoted(key.replaceAll("+", " ")).toLowerCase();
      if (value !== "" && !pairs.has(called)) pairs.set(called, unquoted(value.replaceAll("+", " ")));
    }
    return pairs;
  }

  /** The segments of a route that a single-page application keeps behind the `#`. @param {string} fragment */
  function routeOf(fragment) {
    const [path, options] = parted(fragment, ";");
    const segments = segmentsOf(parted(path, "?")[0].replace(/^!/, ""));
    if (segments.length > 2 && ["model", "wizard", "report"].includes(segments[1] ?? "")) {
      // Tryton: database/model/name
      const isUnsaved = segments.length === 3 && !options.includes("tab_domain") && !options.includes("search_value");
      return [...segments.slice(1), ...(isUnsaved && segments[1] === "model" ? ["new"] : [])];
    }
    const isMailbox = segments.length === 1 && known().segments.get(segments[0]?.toLowerCase() ?? "") === "mail";
    return isMailbox || path.includes("/") ? segments : [];
  }

  /** @param {string} segment */
  function wordOf(segment) {
    const bare = patterns.replaced(segment, "extension").toLowerCase();
    if (known().segments.has(bare) || known().objects.has(bare) || segment === RUN_TIME) return bare;
    return patterns.wordsOf(segment).some((word) => SIGN_IN.includes(word)) ? "login" : RUN_TIME;
  }

  /**
   * What sort of page a template is, and what it is about.
   * @param {readonly string[]} told
   * @returns {{ kind: PageKind, about: string }}
   */
  function kindOf(told) {
    const { objects, segments } = known();
    const about = objects.get(told.findLast((word) => objects.has(word)) ?? "") ?? "";
    if (told.length === 0) return { kind: "home", about };
    const meant = told.findLast((word) => word.length > 1 && word !== RUN_TIME) ?? "";
    const isBehind = told.at(-1) === RUN_TIME;
    const kind = segments.get(meant) ?? "other";
    if (kind === "mail" && about !== "" && about !== "email") return { kind: isBehind ? "record" : "list", about };
    if (kind === "mail" && isBehind) return { kind: "record", about: "email" };
    if (objects.has(meant) && (isBehind || kind === "other")) return { kind: isBehind ? "record" : "list", about };
    return { kind, about };
  }

  /**
   * What the record is called in an address: what stands behind an object, or beside `view` or `edit`.
   * @param {readonly string[]} path @param {readonly string[]} told
   */
  function recordOf(path, told) {
    const { objects, segments } = known();
    for (let at = told.length - 1; at >= 0; at -= 1) {
      if (told[at] !== RUN_TIME) continue;
      const [before, after] = [told[at - 1] ?? "", told[at + 1] ?? ""];
      const called = path[at] ?? "";
      const isNumbered = patterns.has(called, "digit");
      if (objects.has(before) && (isNumbered || told.at(-1) !== "list")) {
        return `${objects.get(before)}\n${called.toLowerCase()}`;
      }
      const isBeside = [after, before].some((word) => OF_A_RECORD.includes(segments.get(word) ?? ""));
      if (isNumbered && isBeside) return `\n${called.toLowerCase()}`;
    }
    return "";
  }

  return Object.freeze({ of });
})();
