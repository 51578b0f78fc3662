/**
 * What is to be recorded, by whom, and on which sites?
 *
 * In: what the performer fills in; it is remembered for the next time. Out: a `start` to the worker.
 *
 * Law: a title or a role passes the privacy screen before it is kept. Nothing starts without a site that was ticked.
 */

import { byId, element, icon, say, showProblem } from "./elements.js";
import { forget, grant, hostOf, remember, remembered, siteInFront, siteName, siteOf } from "./sites.js";
import { tell } from "./worker.js";

/** Roles that hold no name, as people write them; tests check that Python keeps them. */
const MOST_CHARACTERS = 80;
const DOWNLOADS = Object.freeze({ permissions: /** @type {["downloads"]} */ (["downloads"]) });
export const ROLES = Object.freeze(["SDR", "BDR", "AE", "Sales manager", "RevOps", "Marketing", "VP of Sales"]);

const KEY = "performer";

const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));

/** Patterns that are ticked. @type {Set<string>} */
const ticked = new Set();
let asked = false;

/** Show what is remembered. */
export async function showStart() {
  if (!asked) await first();
  await showSites();
}

async function first() {
  asked = true;
  byId("roles").append(...ROLES.map((role) => element("option", { value: role })));
  const kept = (await chrome.storage.local.get(KEY))[KEY];
  const before = /** @type {{role: string, performer: string, sites: string[], equality?: boolean} | undefined} */ (kept);
  input("role").value = before?.role ?? "";
  input("performer").value = before?.performer ?? "1";
  input("equality").checked = before?.equality === true;
  input("downloads").checked = await chrome.permissions.contains(DOWNLOADS);
  input("downloads").addEventListener("change", () => void noticeDownloads());
  for (const pattern of before?.sites ?? []) ticked.add(pattern);
  byId("start-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void start();
  });
  byId("site-add").addEventListener("click", () => void addTyped());
  input("site-address").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void addTyped();
  });
}

/** Ask the browser to tell of downloads, or take that back; the box shows what it answered. */
async function noticeDownloads() {
  const box = input("downloads");
  if (box.checked) box.checked = await chrome.permissions.request(DOWNLOADS);
  else await chrome.permissions.remove(DOWNLOADS);
}

async function showSites() {
  const sites = await remembered();
  byId("sites").replaceChildren(...sites.map(siteRow));
  const here = await siteInFront();
  const button = byId("site-here");
  button.hidden = here === null || sites.some((site) => site.pattern === here.pattern);
  if (here) {
    button.replaceChildren(icon("add"), element("span", {}, "Add the site in front: ", element("b", {}, here.name)));
    button.onclick = () => void add(here);
  }
}

/** @param {Site} site */
function siteRow(site) {
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
  const under = host !== site.name && element("small", {}, host);
  const label = element("label", { htmlFor: id }, element("b", {}, site.name), under);
  const row = element("li", {}, tick, label);
  row.append(
    quiet("edit", `Rename ${site.name}`, () => renameIn(row, site)),
    quiet("remove", `Forget ${site.name}`, () => void forgetRow(site)),
  );
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
  const done = async () => {
    await remember({ ...site, name: siteName(field.value) || site.name });
    await showSites();
    byId(`site-${site.pattern}`).focus();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Enter") void done();
    if (event.key === "Escape") void showSites();
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
  byId("site-address").focus();
}

async function addTyped() {
  const site = siteOf(input("site-address").value);
  if (site) return add(site);
  const problem = "Enter the address of a site, such as acme.lightning.force.com.";
  showProblem(byId("sites-problem"), problem, input("site-address"));
  input("site-address").focus();
}

/** @param {Site} site */
async function add(site) {
  const granted = await grant(site);
  const problem = granted ? "" : `${site.name} was not added: the browser was not allowed to read it.`;
  showProblem(byId("sites-problem"), problem, input("site-address"));
  if (!granted) return;
  ticked.add(site.pattern);
  input("site-address").value = "";
  await showSites();
  byId(`site-${site.pattern}`).focus();
  say(`${site.name} is added.`);
}

/** What stops a start, by field; the first is shown to the performer. @param {Site[]} sites */
function problems(sites) {
  const [title, role, performer] = [input("title").value, input("role").value, input("performer").value];
  return /** @type {[string, string][]} */ ([
    ["title", title.trim() && !spoken(title) ? "This may hold a name or a number. Use plain words only." : ""],
    ["role", roleOf(role) === null ? "Use a short role, such as SDR or AE." : ""],
    ["performer", /^[1-9]\d{0,3}$/.test(performer) ? "" : "Use a number from 1 to 9999."],
    ["sites", sites.length ? "" : "Tick or add at least one site."],
  ]);
}

/** What the performer calls something, as it is kept: their own words, without numbers, addresses and full names. Empty
 * when there is something else in it. @param {string} text */
function spoken(text) {
  const note = redaction.note(text);
  return note.state === "clear" && note.text.length <= MOST_CHARACTERS && !/\p{Nd}/u.test(note.text) ? note.text : "";
}

/** The role as it is kept; `null` when it may hold a name. @param {string} text */
function roleOf(text) {
  const role = text.trim();
  if (!role) return "";
  return ROLES.find((known) => known.toLowerCase() === role.toLowerCase()) ?? (spoken(role) || null);
}

async function start() {
  const sites = (await remembered()).filter((site) => ticked.has(site.pattern));
  const found = problems(sites);
  for (const [id, problem] of found) {
    showProblem(byId(`${id}-problem`), problem, id === "sites" ? undefined : input(id));
  }
  const first = found.find(([, problem]) => problem);
  if (first) return byId(first[0] === "sites" ? "sites-field" : first[0]).focus();
  const [role, performer] = [roleOf(input("role").value) ?? "", input("performer").value];
  const equality = input("equality").checked;
  await chrome.storage.local.set({ [KEY]: { role, performer, sites: [...ticked], equality } });
  const answer = await tell({
    type: "start",
    title: spoken(input("title").value),
    performer: `performer-${performer}`,
    role,
    sites,
    equality,
    pace: "person",
  });
  showProblem(byId("start-problem"), answer.ok ? "" : answer.problem);
  if (answer.ok) input("title").value = "";
}
