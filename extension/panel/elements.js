/**
 * How is a part of the panel made?
 *
 * In: a tag, its properties and its children. Out: the element.
 *
 * Law: text is always text, never markup: what a page called its buttons cannot become a part of the panel.
 */

/** @typedef {string | Node | null | false | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [properties] Properties of the element; `class` and names with a hyphen are
 *   attributes, a function is a listener (`click: () => …`).
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name, /** @type {EventListener} */ (value));
    else if (name in made && !name.includes("-")) Reflect.set(made, name, value);
    else made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== false && child !== undefined));
  return made;
}

/** Paths on a grid of 24, drawn as lines. */
const PATHS = Object.freeze({
  pause: "M9 5v14M15 5v14",
  resume: "M8 5l11 7-11 7z",
  stop: "M6 6h12v12H6z",
  remove: "M6 6l12 12M18 6L6 18",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  back: "M9 7L4 12l5 5M4 12h10a5 5 0 0 1 5 5v1",
  add: "M12 5v14M5 12h14",
  save: "M12 4v11M7 11l5 5 5-5M5 20h14",
  send: "M4 12h15M13 6l6 6-6 6",
});

/**
 * A drawing beside words that say the same; it is hidden from assistive technology.
 *
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}

/**
 * A link to the SOP that a receiver wrote; it opens beside the work.
 *
 * @param {string} link
 * @param {string} look
 */
export const sopLink = (link, look) =>
  element("a", { href: link, target: "_blank", rel: "noreferrer", class: `button ${look}` }, "Open the SOP");

/**
 * The element with this id; it is in panel.html.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`panel.html has no #${id}`);
  return /** @type {T} */ (found);
}

/**
 * Tell those who do not see the panel what has just happened.
 *
 * @param {string} text
 */
export function say(text) {
  byId("status").textContent = text;
}

/**
 * Show a problem under its field, or hide it.
 *
 * @param {HTMLElement} place
 * @param {string} text Empty: there is none.
 * @param {HTMLElement} [field]
 */
export function showProblem(place, text, field) {
  place.textContent = text;
  place.hidden = !text;
  if (!field) return;
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/**
 * Fill a list a part at a time, so that thousands of rows stay quick.
 *
 * @template T
 * @param {HTMLElement} list
 * @param {readonly T[]} items
 * @param {(item: T) => HTMLElement} row
 * @param {number} [size] Rows a part.
 * @returns {HTMLElement} What shows how many more there are, and shows them; to be put after the list.
 */
export function paged(list, items, row, size = 100) {
  let shown = 0;
  const more = element("div", { class: "more" });
  const next = (/** @type {number} */ count) => {
    const rows = items.slice(shown, shown + count).map(row);
    const first = shown > 0 ? rows[0]?.querySelector("button, input") : null;
    list.append(...rows);
    shown += rows.length;
    const left = items.length - shown;
    more.replaceChildren();
    if (left > 0) {
      const label = left > size ? `Show ${size} more of ${left.toLocaleString("en")}` : `Show the last ${left}`;
      more.append(element("button", { type: "button", click: () => next(size) }, label));
    }
    if (first instanceof HTMLElement) first.focus();
  };
  list.replaceChildren();
  next(size);
  return more;
}
