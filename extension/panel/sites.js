/**
 * Which sites may a recording see, and what are they called?
 *
 * In: addresses as people type them, and what the browser has granted. Out: sites; the browser asks before each new
 * one.
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
 * Ask the browser for a site and remember it. To be called from a click.
 *
 * @param {Site} site
 * @returns {Promise<boolean>} Whether the person granted it.
 */
export async function grant(site) {
  if (!(await chrome.permissions.request({ origins: [site.pattern] }))) return false;
  await remember(site);
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
 * The site of the page in front, when the browser lets us know it.
 *
 * @returns {Promise<Site | null>}
 */
export async function siteInFront() {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.url ? siteOf(tab.url) : null;
}
