/**
 * Where on the page does an element stand, in which named parts, and under which heading of a table?
 *
 * In: an element. Out: its place, its containers innermost first, the heading of its column.
 *
 * Law: what may be data counts as data. Rows, cards, look-ups and lists of records are content; only what an author
 * wrote once for everybody (navigation, tool bars, menus, dialogs) is static, and data around it or in it wins.
 *
 * Source: the places of src/sopwright/recording/readers/selectors.py, told better because the page is at hand.
 */
"use strict";

const places = (() => {
  const MOST_CONTAINERS = 3;
  const MOST_CELLS = 300;
  const MOST_PARTS = 300;
  const MOST_REMEMBERED = 500;

  /** @param {string} words @returns {ReadonlySet<string>} */
  const setOf = (words) => new Set(words.split(" "));

  const DATA_TAGS = setOf("td tr tbody option img picture article figure h1 h2 h3 h4 h5 h6");
  const DATA_ROLES = setOf(
    "row grid treegrid gridcell cell rowheader article feed treeitem tree figure img heading log",
  );
  const RECORD_ROLES = setOf("row cell gridcell rowheader listitem article treeitem option");
  const FORM_ROLES = setOf("columnheader dialog alertdialog form");
  const POPUP_ROLES = setOf("listbox option listitem list");
  const STATIC_TAGS = setOf("nav header footer menu");
  const STATIC_ROLES = setOf("navigation banner contentinfo toolbar tablist tab");
  const MENU_ROLES = setOf("menu menubar");
  const STATIC_WORDS = setOf("nav navbar navigation menu menubar sidebar tabs tablist toolbar header topbar");
  const POPUP_WORDS = setOf("lookup typeahead autocomplete completion suggestion suggestions combobox dropdown");
  const DATA_WORDS = setOf("row cell grid result results card cards carousel feed breadcrumb breadcrumbs");
  const DIALOG_WORDS = setOf("modal dialog");

  /** What was written in classes, ids and names, to its words; emptied when full. @type {Map<string, string[]>} */
  const worded = new Map();

  /** @param {Element} element @returns {readonly string[]} words of its class, id and the like */
  function wordsOf(element) {
    if (roles.isPage(element)) return [];
    const [named, id, name] = [element.getAttribute("class"), element.getAttribute("id"), element.getAttribute("name")];
    if (!named && !id && !name) return [];
    const written = `${named ?? ""} ${id ?? ""} ${name ?? ""}`.slice(0, 500);
    let words = worded.get(written);
    if (words === undefined) {
      words = (written.match(/[A-Z]?[a-z]+|[A-Z]+/gu) ?? []).map((word) => word.toLowerCase());
      if (worded.size >= MOST_REMEMBERED) worded.clear();
      worded.set(written, words);
    }
    return words;
  }

  /** @param {ReadonlySet<string>} known @param {readonly string[]} words */
  const anyOf = (known, words) => words.some((word) => known.has(word));

  /** @param {Element} element @returns {boolean} whether it heads a column: its author wrote it */
  function isColumnHeading(element) {
    return roles.of(element) === "columnheader";
  }

  /** @param {Element} element @returns {boolean} whether it stands in a row of data, where records have their names */
  function isDatum(element) {
    for (const one of roles.around(element)) {
      if (isColumnHeading(one)) return false;
      const now = roles.of(one);
      if (["cell", "gridcell", "rowheader", "row", "option", "treeitem"].includes(now)) return true;
    }
    return false;
  }

  /** @param {Element} tab @returns {boolean} whether it has a button of its own, to close it: it shows what was opened */
  function isClosable(tab) {
    const around = roles.parentOf(tab);
    const one = around !== null && around.querySelectorAll("[role=tab]").length === 1 ? around : tab;
    return [...one.querySelectorAll("button, [role=button]")].some((button) => button !== tab);
  }

  /**
   * Where a field stands. A form is laid out in anything, and what it asks is its author's; only what is drawn once for
   * each record is content.
   * @param {Element} field @returns {Place}
   */
  function ofField(field) {
    for (const one of roles.around(field)) {
      const now = roles.of(one);
      if (RECORD_ROLES.has(now)) return "content";
      if (FORM_ROLES.has(now)) break;
    }
    return "unknown";
  }

  /**
   * Where an element stands, innermost signs first: data around it wins, but for a menu or a dialog that opened in it.
   * @param {Element} element @returns {Place}
   */
  function of(element) {
    /** @type {Place} */
    let found = "unknown";
    for (const one of roles.around(element)) {
      const now = roles.of(one);
      if (now === "columnheader") return "static";
      if (DATA_TAGS.has(one.localName) || DATA_ROLES.has(now)) return isInNavigation(one) ? "list" : "content";
      if (MENU_ROLES.has(now)) return found === "content" ? "content" : "static";
      if (now === "dialog" || now === "alertdialog") return found === "unknown" ? "static" : found;
      const words = wordsOf(one);
      if (POPUP_ROLES.has(now) || one.localName === "dd") {
        if (found === "unknown") found = "list";
      } else if (anyOf(POPUP_WORDS, words) && found !== "static") {
        found = "list";
      } else if (STATIC_TAGS.has(one.localName) || STATIC_ROLES.has(now) || anyOf(STATIC_WORDS, words)) {
        if (found !== "content") found = "static";
      } else if (anyOf(DATA_WORDS, words) && found === "unknown") {
        found = "content";
      }
    }
    return found;
  }

  /** @param {Element} element @returns {boolean} whether the rows around it are those of a menu, drawn as a table or tree */
  function isInNavigation(element) {
    return element.closest("nav, [role=navigation], [role=menubar]") !== null;
  }

  /** @param {Element} element @returns {{ role: string, labels: Label[] }[]} named parts around it, innermost first */
  function containers(element) {
    const found = [];
    for (const one of roles.around(element)) {
      const part = one === element ? null : containerOf(one);
      if (part) found.push(part);
      if (found.length === MOST_CONTAINERS) break;
    }
    return found;
  }

  /** @param {Element} element @returns {{ role: string, labels: Label[] } | null} */
  function containerOf(element) {
    const now = roles.of(element);
    if (now === "dialog" || now === "alertdialog" || isDialogByClass(element, now)) {
      return { role: "dialog", labels: dialog(element) };
    }
    const field = element.getAttribute("field-label") ?? element.getAttribute("data-field-label");
    if (field) return { role: "group", labels: [[names.plain(field), "label"]] };
    if (element.localName === "fieldset") return { role: "group", labels: names.authored(element) };
    if (now === "form" || now === "tabpanel" || now === "row" || now === "navigation") {
      return { role: now, labels: names.authored(element) };
    }
    if (now !== "group" && now !== "radiogroup" && now !== "toolbar" && now !== "region") return null;
    const said = names.authored(element);
    return said.length ? { role: now === "radiogroup" ? "group" : now, labels: said } : null;
  }

  /** @param {Element} element @returns {Label[]} what a dialog is called: by its author, or by the first heading in it */
  function dialog(element) {
    const said = names.authored(element);
    const heading = said.length ? null : headingIn(element);
    return heading ? [[names.content(heading), "label"]] : said;
  }

  /** @param {Element} element @returns {Element | null} the first heading in it, as the page is shown */
  function headingIn(element) {
    const ahead = [element];
    for (let left = MOST_PARTS; left > 0; left -= 1) {
      const one = ahead.pop();
      if (one === undefined) return null;
      if (roles.of(one) === "heading") return one;
      ahead.push(...[...roles.inside(one)].filter((node) => node instanceof Element).slice(0, MOST_CELLS).reverse());
    }
    return null;
  }

  /** @param {Element} element @param {string} now @returns {boolean} whether only its class says that it is a dialog */
  function isDialogByClass(element, now) {
    if (now !== "" || !anyOf(DIALOG_WORDS, wordsOf(element))) return false;
    for (const one of roles.around(element)) if (one.matches("dialog, [role=dialog], [role=alertdialog]")) return false;
    return element.querySelector("dialog, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]") === null;
  }

  /** @param {Element} element @returns {string} the heading of the column of a table in which it stands, raw */
  function column(element) {
    for (const one of roles.around(element)) {
      const now = roles.of(one);
      if (now === "columnheader") return "";
      if (now === "cell" || now === "gridcell" || now === "rowheader") return headingOf(one);
    }
    return "";
  }

  /** @param {Element} cell @returns {string} */
  function headingOf(cell) {
    const linked = roles.references(cell, "headers").find((one) => roles.of(one) === "columnheader");
    const heading = linked ?? (cell instanceof HTMLTableCellElement ? tableHeading(cell) : null) ?? gridHeading(cell);
    if (!heading) return "";
    const stated = heading.getAttribute("aria-label") ?? heading.getAttribute("abbr");
    return names.plain(stated) || names.heading(heading);
  }

  /** @param {HTMLTableCellElement} cell @returns {Element | null} */
  function tableHeading(cell) {
    const table = cell.closest("table");
    const row = cell.closest("tr");
    if (!table || !row) return null;
    const at = startOf(row, cell);
    const rows = [...(table.tHead?.rows ?? [])].slice(-3).reverse();
    const first = table.rows[0];
    for (const one of rows.length || !first ? rows : [first]) {
      const found = cellAt(one, at);
      if (found && roles.of(found) === "columnheader") return found;
    }
    return null;
  }

  /** @param {HTMLTableRowElement} row @param {number} at @returns {Element | null} what stands in a column, spans counted */
  function cellAt(row, at) {
    let start = 0;
    let left = MOST_CELLS;
    for (const one of row.cells) {
      if (start > at || left === 0) return null;
      left -= 1;
      start += one.colSpan;
      if (at < start) return one;
    }
    return null;
  }

  /** @param {HTMLTableRowElement} row @param {Element} cell @returns {number} columns before a cell, spans counted */
  function startOf(row, cell) {
    let start = 0;
    for (const one of row.cells) {
      if (one === cell) break;
      start += one.colSpan;
    }
    return start;
  }

  /** @param {Element} cell @returns {Element | null} */
  function gridHeading(cell) {
    let row = null;
    for (const one of roles.around(cell)) {
      const now = roles.of(one);
      if (now === "row") row ??= one;
      if (now !== "grid" && now !== "treegrid" && now !== "table") continue;
      const index = cell.getAttribute("aria-colindex");
      if (index !== null) return one.querySelector(`[role=columnheader][aria-colindex="${CSS.escape(index)}"]`);
      const cells = row ? [...row.children].slice(0, MOST_CELLS) : [];
      const header = one.querySelector("[role=columnheader]")?.parentElement;
      const found = header?.children[cells.findIndex((inner) => inner === cell || inner.contains(cell))];
      return found && roles.of(found) === "columnheader" ? found : null;
    }
    return null;
  }

  return Object.freeze({ of, ofField, isClosable, containers, column, dialog, isDatum });
})();
