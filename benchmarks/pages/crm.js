/**
 * How does an ordinary application behave? It shows rows, marks the one that is selected, answers to Save, and, when it
 * is heavy, writes all its rows anew at each click.
 *
 * In: `?heavy` in the address. Out: a page, the same each time; `controls()` and `inputs()` say where to click.
 */
"use strict";

const heavy = location.search.includes("heavy");
const rows = 300;
const words = (text) => text.split(" ");
const heads = words("Select Name Company Status Owner Phone Edit");
const [body, bar, status, form] = words("tbody [role=toolbar] [role=status] form").map((one) => document.querySelector(one));
let turn = 0;

document.querySelector("nav").innerHTML = words("Home Leads Accounts Contacts Opportunities Campaigns Reports Dashboards")
  .map((word) => `<a href="#${word.toLowerCase()}">${word}</a><br>`)
  .join("");
bar.innerHTML = words("New Save Convert Refresh Export Delete").map((word) => `<button type="button">${word}</button>`).join(" ");
document.querySelector("thead tr").innerHTML = heads.map((head) => `<th scope="col">${head}</th>`).join("");
form.innerHTML = Array.from({ length: 20 }, (_, at) => `<label>Field ${"ABCDEFGHIJKLMNOPQRST"[at]} <input name="f${at}"></label>`).join("");

const more = heavy ? `<td>${"<span><b>·</b></span>".repeat(7)}</td>` : "";
const row = (at) =>
  `<tr aria-selected="false"><td><input type="checkbox" aria-label="Select row"></td><td><a href="#lead-${at}">Person ${at}</a></td>` +
  `<td>Company ${at} ${turn}</td><td><select aria-label="Lead Status"><option>Open<option>Working<option>Qualified</select></td>` +
  `<td>Owner ${at % 7}</td><td>+1 555 01${at}</td><td><button type="button">Edit</button></td>${more}</tr>`;
const draw = () => (body.innerHTML = Array.from({ length: rows }, (_, at) => row(at)).join(""));
draw();

addEventListener("click", (event) => {
  const element = event.target;
  if (element instanceof HTMLAnchorElement) event.preventDefault();
  turn += 1;
  if (heavy) draw();
  const selected = element.closest?.("tr[aria-selected]");
  selected?.setAttribute("aria-selected", selected.getAttribute("aria-selected") === "true" ? "false" : "true");
  if (element.textContent === "Save") status.textContent = turn % 2 ? "Lead was saved" : "Changes saved";
});

const middle = (element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + Math.min(width / 2, 20), top + height / 2];
};
const seen = (selector) => [...document.querySelectorAll(selector)].map(middle).filter(([, y]) => y > 0 && y < innerHeight - 10);

/** Links, buttons and boxes in sight, mixed in a way that is the same each time. */
globalThis.controls = () => seen("a, button, input[type=checkbox]").map((at, n, all) => all[(n * 37) % all.length]);
globalThis.inputs = () => seen("form input");

let worst = 0;
let long = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) worst = Math.max(worst, entry.processingEnd - entry.processingStart);
}).observe({ type: "event", durationThreshold: 16 });
new PerformanceObserver((list) => (long += list.getEntries().length)).observe({ type: "longtask" });
globalThis.slowness = () => ({ worst, long });
