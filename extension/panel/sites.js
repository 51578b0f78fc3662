/**
 * Which sites may a recording see, and what are they called?
 *
 * In: addresses as people type them, the tabs that are open, and what the browser has granted. Out: sites; the browser
 * asks before each new one.
 *
 * Law: a site is one origin. What the browser has not granted is no site. Forgetting a site takes the grant back.
 */

import { APPLICATIONS } from "../recording/applications.js";

const KEY = "sites";

/**
 * The site of an address, or `null` when it is none that can be recorded.
 *
 * @param {string} address With or without `https://`.
 * @returns {Site | null}
 */
export function siteOf(address) {
  const text = address.trim();
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? "" : "https://";
  if (!text || /[\s@]/.test(text) || !URL.canParse(scheme + text)) return null;
  const { protocol, hostname, port } = new URL(scheme + text);
  if (protocol !== "https:" && protocol !== "http:") return null;
  const local = /^(localhost|[\d.]+|\[.*\])$/.test(hostname);
  if (!hostname.includes(".") && !local) return null;
  return { pattern: `${protocol}//${hostname}${port ? `:${port}` : ""}/*`, name: nameOf(hostname) };
}

/** What people call the application on a host. @param {string} host */
function nameOf(host) {
  const fits = (/** @type {string} */ pattern) =>
    pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) || host === pattern.slice(2) : host === pattern;
  return APPLICATIONS.find((known) => known.hosts.some(fits))?.name ?? host.replace(/^www\./, "");
}

/** The host of a site, for people. @param {Site} site */
export const hostOf = (site) => site.pattern.replace(/^https?:\/\//, "").replace(/\/\*$/, "");

/**
 * A name that a recording may carry; empty when nothing of it may.
 *
 * @param {string} text
 */
export const siteName = (text) => text.replace(/[@/:?#]/g, " ").split(/\s+/).filter(Boolean).join(" ").slice(0, 60);

/**
 * The sites that were added before and are still granted, by name.
 *
 * @returns {Promise<Site[]>}
 */
export async function remembered() {
  const sites = /** @type {Site[]} */ ((await chrome.storage.local.get(KEY))[KEY] ?? []);
  // Asked one by one: a person may have granted more at once, in the browser's own settings.
  const granted = await Promise.all(sites.map(({ pattern }) => chrome.permissions.contains({ origins: [pattern] })));
  return sites.filter((_, at) => granted[at]).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Ask the browser for sites, all in one question, and remember them. To be called from a click.
 *
 * @param {readonly Site[]} sites
 * @returns {Promise<boolean>} Whether the person granted them.
 */
export async function grant(sites) {
  if (!(await chrome.permissions.request({ origins: sites.map(({ pattern }) => pattern) }))) return false;
  for (const site of sites) await remember(site);
  return true;
}

/**
 * Remember a site under its name; one with the same origin is replaced.
 *
 * @param {Site} site
 */
export async function remember(site) {
  const sites = /** @type {Site[]} */ ((await chrome.storage.local.get(KEY))[KEY] ?? []);
  const others = sites.filter((other) => other.pattern !== site.pattern);
  await chrome.storage.local.set({ [KEY]: [...others, site] });
}

/**
 * Forget a site and take its grant back.
 *
 * @param {Site} site
 */
export async function forget(site) {
  const sites = /** @type {Site[]} */ ((await chrome.storage.local.get(KEY))[KEY] ?? []);
  await chrome.storage.local.set({ [KEY]: sites.filter((other) => other.pattern !== site.pattern) });
  await chrome.permissions.remove({ origins: [site.pattern] });
}

/**
 * The sites of all tabs: the one in front, then applications that are known, then the rest by name. They are shown
 * and, unless they are chosen, forgotten.
 *
 * @returns {Promise<{site: Site, front: boolean}[]>}
 */
export async function openSites() {
  const [tabs, [front]] = await Promise.all([
    chrome.tabs.query({}),
    chrome.tabs.query({ active: true, lastFocusedWindow: true }),
  ]);
  /** @type {Map<string, {site: Site, front: boolean}>} */
  const found = new Map();
  for (const { id = -1 } of tabs) {
    const page = await chrome.webNavigation.getFrame({ tabId: id, frameId: 0 }).catch(() => null);
    const site = page && /^https?:/.test(page.url) ? siteOf(page.url) : null;
    if (!site) continue;
    found.set(site.pattern, { site, front: id === front?.id || found.get(site.pattern)?.front === true });
  }
  const rank = (/** @type {{site: Site, front: boolean}} */ { site, front }) =>
    front ? 0 : site.name === hostOf(site).replace(/^www\./, "") ? 2 : 1;
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || a.site.name.localeCompare(b.site.name));
}
