/**
 * What is to be recorded, by whom, and on which sites?
 *
 * In: what the performer fills in; it is remembered for the next time. Out: a `start` to the worker.
 *
 * Law: a title or a role passes the privacy screen before it is kept. Nothing starts without a site that was ticked.
 */

import { heads } from "../recording/store.js";
import { MAY_HOLD_A_NAME, spoken } from "./called.js";
import { byId, element, showProblem } from "./elements.js";
import { chosenSites, grantAll, preparePicking, showSites } from "./picking.js";
import { tell } from "./worker.js";

const DOWNLOADS = Object.freeze({ permissions: /** @type {["downloads"]} */ (["downloads"]) });
/** Roles that hold no name, as people write them; tests check that Python keeps them. */
export const ROLES = Object.freeze(["SDR", "BDR", "AE", "Sales manager", "RevOps", "Marketing", "VP of Sales"]);

const KEY = "performer";
const MOST_PERFORMERS = 9999;

const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));

let asked = false;

/** Show what is remembered. */
export async function showStart() {
  if (!asked) await first();
  const titles = new Set((await heads()).map(({ title }) => title).filter(Boolean));
  byId("titles").replaceChildren(...[...titles].map((title) => element("option", { value: title })));
  await showSites();
}

async function first() {
  asked = true;
  byId("roles").append(...ROLES.map((role) => element("option", { value: role })));
  const kept = (await chrome.storage.local.get(KEY))[KEY];
  const before = /** @type {{role: string, performer: string, sites: string[], equality?: boolean} | undefined} */ (kept);
  input("role").value = before?.role ?? "";
  input("performer").value = before?.performer ?? drawn();
  input("equality").checked = before?.equality === true;
  input("downloads").checked = await chrome.permissions.contains(DOWNLOADS);
  input("downloads").addEventListener("change", () => void noticeDownloads());
  const more = byId("more-options");
  more.addEventListener("toggle", () => more.scrollIntoView({ block: "nearest" }));
  preparePicking(before?.sites ?? []);
  byId("start-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void start();
  });
}

/** A number for a person who has none yet: two people who never speak of it still get two. */
const drawn = () => String(1 + ((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % MOST_PERFORMERS));

/** Ask the browser to tell of downloads, or take that back; the box shows what it answered. */
async function noticeDownloads() {
  const box = input("downloads");
  if (box.checked) box.checked = await chrome.permissions.request(DOWNLOADS);
  else await chrome.permissions.remove(DOWNLOADS);
}

/** What stops a start, by field; the first is shown to the performer. @param {readonly Site[]} sites */
function problems(sites) {
  const [title, role, performer] = [input("title").value, input("role").value, input("performer").value];
  return /** @type {[string, string][]} */ ([
    ["title", title.trim() && !spoken(title) ? MAY_HOLD_A_NAME : ""],
    ["role", roleOf(role) === null ? "Use a short role, such as SDR or AE." : ""],
    ["sites", sites.length ? "" : "Tick at least one site, or add one by its address."],
    ["performer", /^[1-9]\d{0,3}$/.test(performer) ? "" : `Use a number from 1 to ${MOST_PERFORMERS}.`],
  ]);
}

/** The role as it is kept; `null` when it may hold a name. @param {string} text */
function roleOf(text) {
  const role = text.trim();
  if (!role) return "";
  return ROLES.find((known) => known.toLowerCase() === role.toLowerCase()) ?? (spoken(role) || null);
}

async function start() {
  const sites = chosenSites();
  const found = problems(sites);
  for (const [id, problem] of found) {
    showProblem(byId(`${id}-problem`), problem, id === "sites" ? undefined : input(id));
  }
  showProblem(byId("start-problem"), "");
  const first = found.find(([, problem]) => problem)?.[0];
  if (first === "performer") /** @type {HTMLDetailsElement} */ (byId("more-options")).open = true;
  if (first) return byId(first === "sites" ? "sites-field" : first).focus();
  if (!(await grantAll(sites))) {
    const refused = "Chrome did not allow these sites. Start again and choose Allow, or untick them.";
    showProblem(byId("sites-problem"), refused);
    return byId("sites-field").focus();
  }
  const [role, performer] = [roleOf(input("role").value) ?? "", input("performer").value];
  const equality = input("equality").checked;
  const ticked = sites.map(({ pattern }) => pattern);
  await chrome.storage.local.set({ [KEY]: { role, performer, sites: ticked, equality } });
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
