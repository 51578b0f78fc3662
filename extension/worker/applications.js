/**
 * Which application is at this host?
 *
 * In: a host, and what the performer calls the site. Out: the application, as a recording lists it.
 *
 * Law: a host of a private network is never kept, of a public one no more than its last labels; only a name that
 * somebody gave says more. It decides as `app_at` of src/sopwright/recording/places.py does, but that the last two or
 * three labels stand for the registered domain. tests/extension/test_applications.py compares the two.
 */

import { APPLICATIONS, LOCAL, PUBLIC_ENDINGS } from "../recording/applications.js";

/** Characters of an id or a name, as Python reads them. */
const LONGEST = 60;

/** @type {ReadonlySet<string> | undefined} */
let endings;

/** What a public host may end in. */
const publicEndings = () => (endings ??= new Set(PUBLIC_ENDINGS.trim().split(/\s+/)));

/**
 * The application at a host.
 *
 * @param {string} host As in an address, with or without its port.
 * @param {string} [name] What the performer calls the site. A name that only repeats the host is none.
 * @returns {App}
 */
export function appAt(host, name = "") {
  const whole = host.toLowerCase();
  const bare = whole.replace(/:\d+$/, "");
  const called = [whole, bare].some((own) => isSame(own, name)) ? "" : nameFrom(name);
  const known = knownAt(whole, bare) ?? knownAs(called);
  if (known !== undefined) return { id: known.id, name: called || known.name, known: true };
  const domain = domainOf(bare);
  if (called !== "") return { id: slugOf(called), name: called, known: false };
  if (domain === "") return { ...LOCAL, known: false };
  return { id: cut(domain.replace(/[^a-z0-9-]/g, "-")), name: domain, known: false };
}

/** Whether a name says nothing but the host. @param {string} host @param {string} name */
function isSame(host, name) {
  const [one, other] = [host, name.toLowerCase()].map((text) => text.trim().replace(/^www\./, ""));
  return lettersOf(one ?? "") === lettersOf(other ?? "");
}

/** @param {string} text */
const lettersOf = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "");

/** The known application at a host. @param {string} whole @param {string} bare */
function knownAt(whole, bare) {
  const fits = (/** @type {string} */ pattern) => {
    const own = pattern.replace(/^\*\./, "");
    return bare === own || (own !== pattern ? [whole, bare].some((host) => host.endsWith(`.${own}`)) : whole === own);
  };
  return APPLICATIONS.find(({ hosts }) => hosts.some(fits));
}

/** The known application that goes by a name, at a host of its customer's own. @param {string} called */
const knownAs = (called) =>
  called === "" ? undefined : APPLICATIONS.find(({ id, name }) => id === slugOf(called) || name === called);

/** The last labels of a public host; nothing for a private one. @param {string} bare */
function domainOf(bare) {
  const labels = bare.replace(/^www\.|\.$/g, "").split(".");
  const [last = "", before = ""] = labels.toReversed();
  const isPrivate = labels.length < 2 || !publicEndings().has(last) || !/^[\p{L}\p{N}_.-]+$/u.test(bare);
  if (isPrivate || labels.includes("") || labels.slice(-2).join(".") === "home.arpa") return "";
  const isInCountry = last.length === 2 && before.length <= 3;
  return labels.slice(isInCountry ? -3 : -2).join(".").slice(0, LONGEST);
}

/** A name without the signs that an application's name may not hold. @param {string} name */
function nameFrom(name) {
  const plain = name.replace(/[@/:?#\p{C}\s]+/gu, " ").trim();
  return [...plain].slice(0, LONGEST).join("").trim();
}

/** A name in lower-case letters, digits and hyphens; in numbers where it has no such letters. @param {string} name */
function slugOf(name) {
  const plain = name.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const slug = cut(plain.replace(/[^a-z0-9]+/g, "-"));
  return slug || cut(`site-${[...name].map((letter) => letter.codePointAt(0)?.toString(36)).join("-")}`);
}

/** @param {string} slug */
const cut = (slug) => slug.replace(/^-+/, "").slice(0, LONGEST).replace(/-+$/, "");
