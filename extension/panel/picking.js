/**
 * Which sites does the performer choose for this recording?
 *
 * In: sites that were granted before, sites of open tabs, and addresses as people type them. Out: the sites that are
 * ticked, granted by the browser in one question.
 *
 * Law: nothing is ticked but by the performer, now or the last time. Nothing is asked of the browser before Start.
 */

import { byId, element, icon, say, showProblem } from "./elements.js";
import { forget, grant, hostOf, openSites, remember, remembered, siteName, siteOf } from "./sites.js";

const OPEN_SHOWN = 5;

/** Patterns that are ticked. @type {Set<string>} */
const ticked = new Set();
/** Typed and not granted yet, by pattern. @type {Map<string, Site>} */
const typed = new Map();
/** What is on offer, by pattern. @type {Map<string, Site>} */
const offered = new Map();
let allOpen = false;

const address = () => /** @type {HTMLInputElement} */ (byId("site-address"));

/** @param {readonly string[]} before Patterns that were ticked the last time. */
export function preparePicking(before) {
  for (const pattern of before) ticked.add(pattern);
  byId("site-add").addEventListener("click", () => void addTyped());
  address().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void addTyped();
  });
}

/** Show the sites on offer: granted ones first, then those of open tabs. */
export async function showSites() {
  const [granted, open] = await Promise.all([remembered(), openSites()]);
  const known = new Set(granted.map(({ pattern }) => pattern));
  const front = open.find((one) => one.front)?.site.pattern ?? "";
  const others = [...typed.values(), ...open.map(({ site }) => site)].filter(({ pattern }) => !known.has(pattern));
  const fresh = [...new Map(others.map((site) => [site.pattern, site])).values()];
  offered.clear();
  for (const site of [...granted, ...fresh]) offered.set(site.pattern, site);
  // Those that are ticked stay in sight, however many tabs there are.
  const shown = allOpen ? fresh : fresh.filter(({ pattern }, at) => at < OPEN_SHOWN || ticked.has(pattern));
  byId("sites").replaceChildren(
    ...granted.map((site) => siteRow(site, front, true)),
    ...shown.map((site) => siteRow(site, front, false)),
  );
  const more = byId("sites-more");
  more.hidden = shown.length === fresh.length;
  more.textContent = `Show ${fresh.length - shown.length} more open in tabs`;
  more.onclick = () => {
    allOpen = true;
    void showSites().then(() => byId("sites").querySelectorAll("input")[granted.length + shown.length]?.focus());
  };
}

/** Show them anew when another tab came to the front, unless one is being renamed. */
export const refreshSites = () => byId("sites").querySelector("input:not([type=checkbox])") ?? void showSites();

/** The sites that are ticked, granted or not. */
export const chosenSites = () => [...offered.values()].filter(({ pattern }) => ticked.has(pattern));

/**
 * Ask the browser for what it has not granted yet of these sites. To be called from a click.
 *
 * @param {readonly Site[]} sites
 * @returns {Promise<boolean>} Whether the recording may see all of them.
 */
export async function grantAll(sites) {
  const granted = new Set((await remembered()).map(({ pattern }) => pattern));
  const missing = sites.filter(({ pattern }) => !granted.has(pattern));
  if (missing.length > 0 && !(await grant(missing))) return false;
  for (const { pattern } of missing) typed.delete(pattern);
  return true;
}

/**
 * @param {Site} site
 * @param {string} front Pattern of the site in front.
 * @param {boolean} granted Whether it can be renamed and forgotten.
 */
function siteRow(site, front, granted) {
  const id = `site-${site.pattern}`;
  const tick = element("input", {
    type: "checkbox",
    id,
    checked: ticked.has(site.pattern),
    change: () => {
      if (tick.checked) ticked.add(site.pattern);
      else ticked.delete(site.pattern);
      showProblem(byId("sites-problem"), "");
    },
  });
  const host = hostOf(site);
  const where = site.pattern === front ? "in front now" : !granted && !typed.has(site.pattern) ? "open in a tab" : "";
  const under = [host === site.name ? "" : host, where].filter(Boolean).join(" · ");
  const label = element("label", { htmlFor: id }, element("b", {}, site.name), under && element("small", {}, under));
  const row = element("li", {}, tick, label);
  if (granted) {
    row.append(
      quiet("edit", `Rename ${site.name}`, () => renameIn(row, site)),
      quiet("remove", `Forget ${site.name}`, () => void forgetRow(site)),
    );
  }
  return row;
}

/**
 * @param {"edit" | "remove"} drawing
 * @param {string} label
 * @param {() => void} click
 */
const quiet = (drawing, label, click) =>
  element("button", { type: "button", class: "quiet", "aria-label": label, title: label, click }, icon(drawing));

/**
 * @param {HTMLElement} row
 * @param {Site} site
 */
function renameIn(row, site) {
  const field = element("input", { value: site.name, maxLength: 60, "aria-label": `Name of ${hostOf(site)}` });
  const back = async () => {
    await showSites();
    byId(`site-${site.pattern}`).focus();
  };
  const done = async () => {
    await remember({ ...site, name: siteName(field.value) || site.name });
    await back();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Enter") void done();
    if (event.key === "Escape") void back();
  });
  row.replaceChildren(field, element("button", { type: "button", click: () => void done() }, "Keep"));
  field.select();
}

/** @param {Site} site */
async function forgetRow(site) {
  ticked.delete(site.pattern);
  await forget(site);
  await showSites();
  say(`${site.name} is forgotten.`);
  address().focus();
}

async function addTyped() {
  const site = siteOf(address().value);
  const problem = site ? "" : "Enter the address of a site, such as acme.lightning.force.com.";
  showProblem(byId("sites-problem"), problem, address());
  if (!site) return address().focus();
  typed.set(site.pattern, site);
  ticked.add(site.pattern);
  address().value = "";
  await showSites();
  byId(`site-${site.pattern}`).focus();
  return say(`${site.name} is added.`);
}
