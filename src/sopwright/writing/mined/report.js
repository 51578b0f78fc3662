// How does the page answer when its reader filters? From the log that it carries along, without a network.
//
// Law: the rows made here are those of shown.py, cell by cell, after the same filter; words follow words.py. Whatever is
// shown is a text node: nothing of the log is ever read as markup.
"use strict";

/** @typedef {{name: string, words?: string[], codes?: string, numbers?: (number | null)[]}} Attribute */
/** @typedef {{unit: string, zone: string, labels: string[], start: number[], unfinished: boolean[]}} Periods */
/**
 * @typedef {object} Data
 * @property {string[]} activities
 * @property {string[]} people
 * @property {string[]} systems
 * @property {number} cases
 * @property {number} casesInAll
 * @property {number} every
 * @property {boolean} hours
 * @property {string[]} ids
 * @property {string} lengths
 * @property {string} sequences
 * @property {string} variant
 * @property {string} begin
 * @property {string} duration
 * @property {string} wait
 * @property {string | null} work
 * @property {string | null} person
 * @property {string | null} system
 * @property {Attribute[]} attributes
 * @property {Periods} periods
 * @property {string} until
 */
/** @typedef {{bar: number, text: string} | {hist: number[]} | {strip: number[]} | string} Cell */
/** @typedef {{way?: number[], edge?: number[], activity?: number, person?: number, attribute?: string, value?: number, since?: number}} Key */
/** @typedef {{key: Key, cells: Cell[]}} Row */
/** @typedef {{kind: string, value: number | number[], not?: boolean, attribute?: number}} Filter */
/** @typedef {{n: number, median: number, p90: number}} Spread */
/** @typedef {{tiles: string[][], trend: (number | null)[][], [part: string]: unknown}} Shown */

(() => {
  const LIMITS = [1e3, 6e4, 6e5, 36e5, 144e5, 864e5, 2592e5, 6048e5, 2592e6];
  const LIMIT_WORDS = ["under 1 s", "1 s", "1 min", "10 min", "1 h", "4 h", "1 day", "3 days", "1 week", "30 days"];
  const VARIANTS = 10, EDGES = 12, AGAIN = 8, PEOPLE = 12, PAIRS = 12, STEPS = 16, NAMED = 40;
  const THIN = 1.2, THICK = 6.5;

  /** @type {Data} */
  const data = JSON.parse(element("data").textContent ?? "");

  // -- words: as words.py ---------------------------------------------------------------------------------------------

  /** @param {number} amount */
  const halfUp = (amount) => Math.floor(amount + 0.5);

  /** @param {number} amount */
  const count = (amount) => String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

  /** @param {number} amount @param {string} one @param {string} [many] */
  const counted = (amount, one, many) => `${count(amount)} ${amount === 1 ? one : many ?? one + "s"}`;

  /** @param {number} amount @param {boolean} whole */
  function decimal(amount, whole) {
    const tenths = halfUp(amount * 10);
    if (whole || tenths >= 100) return count(halfUp(amount));
    return tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)}.${tenths % 10}`;
  }

  /** @param {number | null} ms @returns {string} */
  function span(ms) {
    if (ms === null || Number.isNaN(ms)) return "unknown";
    if (ms < 0) return `−${span(-ms)}`;
    if (ms < 1) return "0 s";
    let amount = ms;
    for (const [size, unit] of /** @type {[number, string][]} */ ([[1000, "ms"], [60, "s"], [60, "min"], [48, "h"]])) {
      if (halfUp(amount) < size) return `${decimal(amount, unit === "ms")} ${unit}`;
      amount /= unit === "h" ? 24 : size;
    }
    const said = decimal(amount, false);
    return said === "1" ? `${said} day` : `${said} days`;
  }

  /** @param {number} part @param {number} whole */
  function share(part, whole) {
    if (!whole) return "–";
    if (part > 0 && part * 100 < whole) return "under 1 %";
    if (whole * 99 < part * 100 && part * 100 < whole * 100) return "over 99 %";
    return `${halfUp((100 * part) / whole)} %`;
  }

  // -- the log --------------------------------------------------------------------------------------------------------

  /** @param {string} text @returns {Float64Array} */
  function unpacked(text) {
    const bytes = atob(text);
    const found = new Float64Array(bytes.length);
    let used = 0, value = 0, scale = 1;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes.charCodeAt(at);
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) {
        found[used++] = value;
        value = 0;
        scale = 1;
      }
    }
    return found.subarray(0, used);
  }

  /** @param {string} text */
  const signed = (text) => unpacked(text).map((value) => (value % 2 ? -(value + 1) / 2 : value / 2));

  /** @param {Float64Array} values @param {number} at */
  const of = (values, at) => /** @type {number} */ (values[at]);

  const lengths = unpacked(data.lengths), sequences = unpacked(data.sequences), variant = unpacked(data.variant);
  const begin = signed(data.begin), duration = signed(data.duration), wait = signed(data.wait);
  const work = data.work === null ? null : unpacked(data.work);
  const person = data.person === null ? null : unpacked(data.person);
  const system = data.system === null ? null : unpacked(data.system);
  const until = signed(data.until);
  const codes = data.attributes.map((one) => (one.codes === undefined ? null : unpacked(one.codes)));
  const sequenceAt = sums(lengths);
  const offsets = sums(variant.map((one) => of(lengths, one)));
  const activity = new Int32Array(of(offsets, data.cases));
  for (let one = 0; one < data.cases; one++) {
    const from = of(sequenceAt, of(variant, one)), size = of(lengths, of(variant, one)), at = of(offsets, one);
    for (let place = 0; place < size; place++) activity[at + place] = of(sequences, from + place);
  }

  /** @param {Float64Array} sizes */
  function sums(sizes) {
    const found = new Float64Array(sizes.length + 1);
    for (let at = 0; at < sizes.length; at++) found[at + 1] = of(found, at) + of(sizes, at);
    return found;
  }

  /** @param {number} one */
  const act = (one) => /** @type {number} */ (activity[one]);

  // -- filters --------------------------------------------------------------------------------------------------------

  /** @type {Filter[]} */
  let filters = [];
  let kept = new Uint8Array(data.cases).fill(1);

  /** @param {Filter} filter @param {number} one */
  function passes(filter, one) {
    const first = of(offsets, one), last = of(offsets, one + 1) - 1;
    const value = Array.isArray(filter.value) ? 0 : filter.value;
    switch (filter.kind) {
      case "since":
        return of(begin, one) >= (data.periods.start[value] ?? 0);
      case "until":
        return of(begin, one) < (data.periods.start[value + 1] ?? Infinity);
      case "person":
        return within(first, last, (at) => person !== null && of(person, at) === value + 1) !== !!filter.not;
      case "activity":
        return within(first, last, (at) => act(at) === value) !== !!filter.not;
      case "edge": {
        const [source, target] = /** @type {[number, number]} */ (filter.value);
        return follows(first, last, source, target) !== !!filter.not;
      }
      case "way":
        return (sameWay(of(variant, one), /** @type {number[]} */ (filter.value))) !== !!filter.not;
      case "longer":
        return of(duration, one) >= value;
      case "shorter":
        return of(duration, one) <= value;
      default:
        return hasAttribute(filter, value, one);
    }
  }

  /** @param {Filter} filter @param {number} value @param {number} one */
  function hasAttribute(filter, value, one) {
    const at = filter.attribute ?? 0;
    const numbers = data.attributes[at]?.numbers;
    if (numbers !== undefined) {
      const own = numbers[one] ?? null;
      return own !== null && (filter.kind === "least" ? own >= value : own <= value);
    }
    const code = of(/** @type {Float64Array} */ (codes[at]), one);
    return filter.not ? code !== 0 && code !== value + 1 : code === value + 1;
  }

  /** @param {number} first @param {number} last @param {(at: number) => boolean} hit */
  function within(first, last, hit) {
    for (let at = first; at <= last; at++) if (hit(at)) return true;
    return false;
  }

  /** @param {number} first @param {number} last @param {number} source @param {number} target */
  function follows(first, last, source, target) {
    if (source < 0) return act(first) === target;
    if (target < 0) return act(last) === source;
    return within(first, last - 1, (at) => act(at) === source && act(at + 1) === target);
  }

  /** @param {number} number @param {number[]} way */
  function sameWay(number, way) {
    const from = of(sequenceAt, number);
    return of(lengths, number) === way.length && way.every((code, place) => of(sequences, from + place) === code);
  }

  /** @param {Filter} filter @returns {string} */
  function said(filter) {
    const value = Array.isArray(filter.value) ? 0 : filter.value;
    const name = (/** @type {number} */ code) => (code === -1 ? "the start" : code === -2 ? "the end" : `“${data.activities[code]}”`);
    const attribute = data.attributes[filter.attribute ?? 0];
    switch (filter.kind) {
      case "since":
        return `began in ${data.periods.labels[value]} or later`;
      case "until":
        return `began in ${data.periods.labels[value]} or earlier`;
      case "person":
        return `${data.people[value]} takes ${filter.not ? "no part" : "part"}`;
      case "activity":
        return `${name(value)} ${filter.not ? "does not happen" : "happens"}`;
      case "edge": {
        const [source, target] = /** @type {[number, number]} */ (filter.value);
        return `${name(target)} ${filter.not ? "never follows" : "follows"} directly upon ${name(source)}`;
      }
      case "way":
        return `${filter.not ? "other ways than" : "the way"} ${wayWords(/** @type {number[]} */ (filter.value))}`;
      case "longer":
        return `takes at least ${span(value)}`;
      case "shorter":
        return `takes at most ${span(value)}`;
      case "least":
        return `${attribute?.name} is at least ${value}`;
      case "most":
        return `${attribute?.name} is at most ${value}`;
      default:
        return `${attribute?.name} is ${filter.not ? "stated and not " : ""}“${attribute?.words?.[value]}”`;
    }
  }

  /** @param {number[]} way */
  function wayWords(way) {
    const labels = way.map((code) => data.activities[code] ?? "");
    return labels.length > 4 ? `${labels.slice(0, 3).join(" → ")} → … (${labels.length} steps)` : labels.join(" → ");
  }

  // -- counting: as overview.py and shown.py --------------------------------------------------------------------------

  /** @param {number[]} values @returns {Spread} */
  function spread(values) {
    const sorted = Float64Array.from(values).sort();
    return { n: sorted.length, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
  }

  /** @param {Float64Array} sorted @param {number} part */
  function quantile(sorted, part) {
    const n = sorted.length;
    if (!n) return NaN;
    const place = Math.min(Math.max((n + 1) * part, 1), n), below = Math.floor(place), above = Math.min(below + 1, n);
    const one = of(sorted, below - 1) * 1000, two = of(sorted, above - 1) * 1000;
    return (one + (two - one) * (place - below)) / 1000;
  }

  /** @param {Iterable<number>} values */
  function histogram(values) {
    const found = new Array(LIMITS.length + 1).fill(0);
    for (const value of values) {
      let at = 0;
      while (at < LIMITS.length && value >= /** @type {number} */ (LIMITS[at])) at++;
      found[at]++;
    }
    return found;
  }

  /** @template T @param {Map<number, T>} map @param {number} key @param {() => T} make @returns {T} */
  function into(map, key, make) {
    let found = map.get(key);
    if (found === undefined) {
      found = make();
      map.set(key, found);
    }
    return found;
  }

  /** @typedef {{count: number, cases: number, last: number, waits: number[], total: number}} Line */
  /** @returns {Line} */
  const line = () => ({ count: 0, cases: 0, last: -1, waits: [], total: 0 });

  /** @param {Line} one @param {number} where @param {number} [waited] */
  function add(one, where, waited) {
    one.count++;
    if (one.last !== where) one.cases++;
    one.last = where;
    if (waited !== undefined) {
      one.waits.push(waited);
      one.total += Math.max(waited, 0);
    }
  }

  /** @typedef {{stops: Map<number, Line>, edges: Map<number, Line>, works: Map<number, number[]>}} Counted */

  /** @returns {Counted} */
  function counts() {
    const size = data.activities.length;
    /** @type {Counted} */
    const found = { stops: new Map(), edges: new Map(), works: new Map() };
    eachCase((one, first, last) => {
      add(into(found.edges, edgeKey(-1, act(first)), line), one);
      add(into(found.edges, edgeKey(act(last), -2), line), one);
      for (let at = first; at <= last; at++) {
        add(into(found.stops, act(at), line), one);
        if (at > first) add(into(found.edges, edgeKey(act(at - 1), act(at)), line), one, of(wait, at));
        const worked = work === null ? 0 : of(work, at);
        if (worked) into(found.works, act(at), () => /** @type {number[]} */ ([])).push(unsigned(worked - 1));
      }
    });
    return found;

    /** @param {number} source @param {number} target */
    function edgeKey(source, target) {
      return (source + 2) * (size + 2) + target + 2;
    }
  }

  /** @param {number} value */
  const unsigned = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

  /** @param {number} key @returns {[number, number]} */
  function edgeOf(key) {
    const size = data.activities.length + 2;
    return [Math.floor(key / size) - 2, (key % size) - 2];
  }

  /** @param {(one: number, first: number, last: number) => void} act */
  function eachCase(act) {
    for (let one = 0; one < data.cases; one++) if (kept[one]) act(one, of(offsets, one), of(offsets, one + 1) - 1);
  }

  /** @template T @param {Iterable<[number, T]>} lines @param {number} most @param {(one: T) => number} size */
  function largest(lines, most, size) {
    return [...lines]
      .filter(([, one]) => size(one) > 0)
      .sort(([a, one], [b, two]) => size(two) - size(one) || a - b)
      .slice(0, most);
  }

  /** @param {Counted} all @returns {Shown} */
  function shown(all) {
    const cases = kept.reduce((sum, one) => sum + one, 0);
    const ways = waysOf();
    const again = againOf();
    const people = peopleOf();
    return {
      tiles: tilesOf(cases, ways, again.cases, people),
      variants: ways.slice(0, VARIANTS).map((one) => ({
        key: { way: one.sequence },
        cells: [
          { bar: one.durations.length / cases, text: `${count(one.durations.length)} · ${share(one.durations.length, cases)}` },
          span(spread(one.durations).median),
          { strip: one.sequence },
        ],
      })),
      edges: edgeRows(all),
      again: again.rows,
      work: workRows(all),
      people: people.rows,
      handovers: handoverRows(person, data.people),
      systems: handoverRows(system, data.systems),
      trend: trendOf(),
    };
  }

  /** @param {number} cases @param {{durations: number[]}[]} ways @param {number} repeating @param {{inCase: number[], known: number}} people */
  function tilesOf(cases, ways, repeating, people) {
    const lasting = spread([...durationsOf()]);
    let events = 0;
    eachCase((_, first, last) => (events += last - first + 1));
    const found = [
      ["Cases", count(cases), counted(events, "event")],
      ["Different ways", count(ways.length), `${share(ways[0]?.durations.length ?? 0, cases)} of cases go the most common`],
      ["Duration, median", span(lasting.median), `n = ${count(lasting.n)}`],
      ["Duration, 90th percentile", span(lasting.p90), `n = ${count(lasting.n)}`],
    ];
    if (person !== null) {
      const middle = people.inCase.length ? `${spread(people.inCase).median} in a case, median` : "none in these cases";
      found.push(["People", count(people.known), middle]);
    }
    found.push(["Cases with something done again", share(repeating, cases), `${count(repeating)} of ${count(cases)}`]);
    return found;
  }

  function* durationsOf() {
    for (let one = 0; one < data.cases; one++) if (kept[one]) yield of(duration, one);
  }

  function waysOf() {
    /** @type {Map<number, number[]>} */
    const found = new Map();
    eachCase((one) => into(found, of(variant, one), () => /** @type {number[]} */ ([])).push(of(duration, one)));
    const ways = [...found].map(([number, durations]) => {
      const from = of(sequenceAt, number);
      return { number, durations, sequence: [...sequences.subarray(from, from + of(lengths, number))] };
    });
    return ways.sort((one, two) => two.durations.length - one.durations.length || compared(one.sequence, two.sequence));
  }

  /** @param {number[]} one @param {number[]} two */
  function compared(one, two) {
    for (let at = 0; at < Math.min(one.length, two.length); at++) {
      const apart = /** @type {number} */ (one[at]) - /** @type {number} */ (two[at]);
      if (apart) return apart;
    }
    return one.length - two.length;
  }

  /** @param {Counted} all @returns {Row[]} */
  function edgeRows(all) {
    const inside = [...all.edges].filter(([, one]) => one.waits.length);
    const whole = inside.reduce((sum, [, one]) => sum + one.total, 0);
    return largest(inside, EDGES, (one) => one.total).map(([key, one]) => {
      const [source, target] = edgeOf(key), waits = spread(one.waits);
      return {
        key: { edge: [source, target] },
        cells: [
          `${data.activities[source]} → ${data.activities[target]}`,
          count(one.count),
          span(waits.median),
          span(waits.p90),
          { hist: histogram(one.waits) },
          { bar: one.total / whole, text: `${share(one.total, whole)} · ${span(one.total)}` },
        ],
      };
    });
  }

  function againOf() {
    /** @typedef {{inside: number, cases: number, again: number, atOnce: number, times: number[]}} Again */
    /** @type {Map<number, Again>} */
    const found = new Map();
    let cases = 0;
    eachCase((_, first, last) => {
      /** @type {Map<number, {at: number, again: boolean}>} */
      const before = new Map();
      let repeating = false;
      for (let at = first; at <= last; at++) {
        const mine = into(found, act(at), () => ({ inside: 0, cases: 0, again: 0, atOnce: 0, times: [] }));
        const earlier = before.get(act(at));
        if (earlier === undefined) mine.inside++;
        else {
          if (!earlier.again) mine.cases++;
          mine.again++;
          if (earlier.at === at - 1) mine.atOnce++;
          mine.times.push(of(until, at) - of(until, earlier.at));
          repeating = true;
        }
        before.set(act(at), { at, again: earlier !== undefined });
      }
      if (repeating) cases++;
    });
    const rows = largest(found, AGAIN, (one) => one.again).map(([code, one]) => ({
      key: { activity: code },
      cells: [
        data.activities[code] ?? "",
        { bar: one.cases / one.inside, text: `${share(one.cases, one.inside)} · ${count(one.cases)} of ${counted(one.inside, "case")}` },
        count(one.again),
        count(one.atOnce),
        span(spread(one.times).median),
      ],
    }));
    return { cases, rows };
  }

  /** @param {Counted} all @returns {Row[]} */
  function workRows(all) {
    const lines = [...all.works].map(([code, values]) => /** @type {[number, {values: number[], total: number}]} */ ([code, { values, total: values.reduce((sum, one) => sum + one, 0) }]));
    const whole = lines.reduce((sum, [, one]) => sum + one.total, 0);
    return largest(lines, AGAIN, (one) => one.total).map(([code, one]) => {
      const found = spread(one.values);
      return {
        key: { activity: code },
        cells: [
          data.activities[code] ?? "",
          count(found.n),
          span(found.median),
          span(found.p90),
          { bar: one.total / whole, text: `${share(one.total, whole)} · ${span(one.total)}` },
        ],
      };
    });
  }

  function peopleOf() {
    /** @typedef {{events: number, cases: number, last: number, taken: number[], work: number[]}} Person */
    /** @type {Map<number, Person>} */
    const found = new Map();
    /** @type {number[]} */
    const inCase = [];
    let whole = 0;
    if (person !== null)
      eachCase((one, first, last) => {
        let some = 0;
        for (let at = first; at <= last; at++) {
          const who = of(person, at);
          if (!who) continue;
          const mine = into(found, who - 1, () => ({ events: 0, cases: 0, last: -1, taken: [], work: [] }));
          mine.events++;
          whole++;
          if (mine.last !== one) {
            mine.cases++;
            some++;
          }
          mine.last = one;
          if (at > first && of(person, at - 1) && of(person, at - 1) !== who) mine.taken.push(of(wait, at));
          if (work !== null && of(work, at)) mine.work.push(unsigned(of(work, at) - 1));
        }
        if (some) inCase.push(some);
      });
    const rows = largest(found, PEOPLE, (one) => one.events).map(([code, one]) => ({
      key: { person: code },
      cells: [
        data.people[code] ?? "",
        { bar: one.events / whole, text: `${share(one.events, whole)} · ${counted(one.events, "event")}` },
        count(one.cases),
        one.taken.length ? span(spread(one.taken).median) : "–",
        one.work.length ? span(spread(one.work).median) : "–",
      ],
    }));
    return { rows, inCase, known: found.size };
  }

  /** @param {Float64Array | null} column @param {string[]} labels @returns {Row[]} */
  function handoverRows(column, labels) {
    if (column === null) return [];
    /** @type {Map<number, Line>} */
    const found = new Map();
    let whole = 0;
    eachCase((one, first, last) => {
      for (let at = first + 1; at <= last; at++) {
        const from = of(column, at - 1), to = of(column, at);
        if (!from || !to || from === to) continue;
        add(into(found, from * (labels.length + 1) + to, line), one, of(wait, at));
        whole++;
      }
    });
    return largest(found, PAIRS, (one) => one.count).map(([key, one]) => ({
      key: {},
      cells: [
        `${labels[Math.floor(key / (labels.length + 1)) - 1]} → ${labels[(key % (labels.length + 1)) - 1]}`,
        { bar: one.count / whole, text: `${share(one.count, whole)} · ${count(one.count)} ×` },
        count(one.cases),
        span(spread(one.waits).median),
      ],
    }));
  }

  function trendOf() {
    const { start } = data.periods;
    /** @type {number[][]} */
    const found = start.map(() => []);
    eachCase((one) => {
      let low = 0, high = start.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (/** @type {number} */ (start[middle]) <= of(begin, one)) low = middle + 1;
        else high = middle;
      }
      found[Math.max(low - 1, 0)]?.push(of(duration, one));
    });
    return found.map((values) => [values.length, values.length ? spread(values).median : null]);
  }

  // -- showing --------------------------------------------------------------------------------------------------------

  /** @param {string} id @returns {HTMLElement} */
  function element(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }

  /** @param {string} name @param {string} kind @param {(Node | string)[]} inside */
  function make(name, kind, ...inside) {
    const found = document.createElement(name);
    if (kind) found.className = kind;
    found.append(...inside);
    return found;
  }

  /** @param {string} name @param {Record<string, string | number>} attributes @param {(Node | string)[]} inside */
  function draw(name, attributes, ...inside) {
    const found = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, String(value));
    found.append(...inside);
    return found;
  }

  /** @param {number} number */
  const n = (number) => {
    const text = (Math.round(number * 10) / 10).toFixed(1);
    return text.endsWith(".0") ? text.slice(0, -2) : text;
  };

  /** @param {Cell} cell @param {Set<number>} usual @returns {Node[]} */
  function content(cell, usual) {
    if (typeof cell === "string") return [document.createTextNode(cell)];
    if ("bar" in cell) {
      const meter = make("i", "");
      meter.style.width = `${n(100 * cell.bar)}%`;
      return [make("span", "meter", meter), document.createTextNode(cell.text)];
    }
    if ("hist" in cell) return [sparkline(cell.hist)];
    return [strip(cell.strip, usual)];
  }

  /** @param {number[]} values */
  function sparkline(values) {
    const most = Math.max(...values, 1), total = values.reduce((sum, one) => sum + one, 0);
    const top = values.indexOf(most);
    const label = `Most often ${LIMIT_WORDS[top]}${top ? " and more" : ""}: ${count(values[top] ?? 0)} of ${count(total)}`;
    const bars = values.map((value, at) => {
      const h = value ? Math.max((20 * value) / most, 1) : 0;
      return draw("rect", { x: n(at * 7), y: n(21 - h), width: "6", height: n(h) });
    });
    return draw("svg", { class: "hist", viewBox: "0 0 69 22", role: "img", "aria-label": label }, ...bars, draw("path", { d: "M0 21.5H69" }));
  }

  /** @param {number[]} way @param {Set<number>} usual */
  function strip(way, usual) {
    const found = make("ol", "strip");
    for (const code of way.slice(0, STEPS)) found.append(make("li", usual.has(code) ? "" : "other", data.activities[code] ?? ""));
    if (way.length > STEPS) found.append(make("li", "more", `and ${way.length - STEPS} more`));
    return found;
  }

  /** @param {string} id @param {Row[]} rows */
  function rowsInto(id, rows) {
    const part = document.getElementById(`rows-${id}`);
    if (part === null) return;
    const heads = [...element(`table-${id}`).querySelectorAll("th[scope=col]")];
    const first = rows[0]?.key.way ?? [];
    part.replaceChildren(
      ...rows.map((row) => {
        const found = make("tr", "");
        row.cells.forEach((cell, at) => {
          const one = make(at ? "td" : "th", heads[at]?.className ?? "", ...content(cell, new Set(first)));
          if (at) one.dataset["label"] = heads[at]?.textContent ?? "";
          else {
            one.setAttribute("scope", "row");
            if (Object.keys(row.key).length) one.prepend(closerButton(row));
          }
          found.append(one);
        });
        return found;
      }),
    );
    element(`none-${id}`).hidden = rows.length > 0;
    element(`table-${id}`).hidden = !rows.length;
  }

  /** @param {Row} row */
  function closerButton(row) {
    const found = /** @type {HTMLButtonElement} */ (make("button", "look", "Look closer"));
    found.type = "button";
    found.setAttribute("aria-label", `Look closer: ${typeof row.cells[0] === "string" ? row.cells[0] : "this way"}`);
    found.addEventListener("click", () => closer(row.key));
    return found;
  }

  /** @param {(number | null)[][]} rows */
  function trendInto(rows) {
    for (const [id, at] of /** @type {[string, number][]} */ ([["arrivals", 0], ["durations", 1]])) {
      const most = Math.max(...rows.map((row) => row[at] ?? 0), 1);
      element(`trend-${id}`).querySelectorAll("rect").forEach((bar, place) => {
        const value = rows[place]?.[at] ?? null;
        const h = value ? Math.max((60 * value) / most, 1) : 0;
        bar.setAttribute("y", n(62 - h));
        bar.setAttribute("height", n(h));
        bar.replaceChildren(draw("title", {}, `${data.periods.labels[place]}: ${at ? span(value) : count(value ?? 0)}`));
      });
      element(`most-${id}`).textContent = at ? span(most) : count(most);
    }
  }

  /** @param {Counted} all */
  function mapInto(all) {
    const size = data.activities.length + 2;
    const ways = [...document.querySelectorAll(".mm .way")].map((one) => {
      const from = Number(/** @type {SVGElement} */ (one).dataset["from"]), to = Number(/** @type {SVGElement} */ (one).dataset["to"]);
      return { one, found: all.edges.get((from + 2) * size + to + 2) };
    });
    const most = Math.max(...ways.map(({ found }) => found?.count ?? 0), 1);
    for (const { one, found } of ways) {
      const times = found?.count ?? 0;
      one.classList.toggle("none", !times);
      const told = found?.waits.length ? `${count(times)} · ${span(spread(found.waits).median)}` : count(times);
      /** @type {Element} */ (one.querySelector(".tell")).textContent = told;
      one.querySelector(".line")?.setAttribute("stroke-width", n(THIN + (THICK - THIN) * Math.sqrt(times / most)));
      label(one, told);
    }
    const stops = [...document.querySelectorAll(".mm .stop")];
    const codesOf = (/** @type {Element} */ one) => Number(/** @type {SVGElement} */ (one).dataset["code"]);
    const busiest = Math.max(...stops.map((one) => all.stops.get(codesOf(one))?.count ?? 0), 1);
    for (const one of stops) {
      const times = all.stops.get(codesOf(one))?.count ?? 0, works = all.works.get(codesOf(one));
      const told = works?.length ? `${count(times)} × · works ${span(spread(works).median)}` : `${count(times)} ×`;
      one.classList.toggle("none", !times);
      /** @type {Element} */ (one.querySelector(".much")).textContent = told;
      const fill = /** @type {SVGElement} */ (one.querySelector(".fill"));
      fill.setAttribute("width", n((Number(fill.dataset["full"]) * times) / busiest));
      label(one, told);
    }
  }

  function refresh() {
    kept = new Uint8Array(data.cases);
    for (let one = 0; one < data.cases; one++) kept[one] = filters.every((filter) => passes(filter, one)) ? 1 : 0;
    const all = counts();
    const found = shown(all);
    element("tiles").replaceChildren(
      ...found.tiles.map(([label, value, under]) =>
        make("div", "", make("dt", "", label ?? ""), make("dd", "", make("span", "big", value ?? ""), make("span", "under", under ?? ""))),
      ),
    );
    for (const id of ["variants", "edges", "again", "work", "people", "handovers", "systems"]) rowsInto(id, /** @type {Row[]} */ (found[id]));
    trendInto(found.trend);
    mapInto(all);
    tell();
    return found;
  }

  function tell() {
    const some = kept.reduce((sum, one) => sum + one, 0);
    const of_ = `${count(some)} of ${counted(data.cases, "case")}`;
    const sample = data.every > 1 ? ` This is a sample: one case in ${data.every} of ${counted(data.casesInAll, "case")}, in the order of their ids.` : "";
    element("told").textContent = filters.length
      ? `Showing ${of_}: ${filters.map(said).join("; and ")}.${sample}`
      : `Showing all ${counted(data.casesInAll, "case")}.`;
    element("chips").replaceChildren(
      ...filters.map((filter) => {
        const button = /** @type {HTMLButtonElement} */ (make("button", "chip", said(filter), make("span", "", " ×")));
        button.type = "button";
        button.setAttribute("aria-label", `Take away: ${said(filter)}`);
        button.addEventListener("click", () => {
          change(filters.filter((one) => one !== filter));
          element("what").focus();
        });
        return button;
      }),
    );
    element("all").hidden = !filters.length;
    document.body.classList.toggle("filtered", filters.length > 0);
  }

  /** @type {Map<Element, Node[]>} */
  const original = new Map();

  /** @param {Filter[]} wanted */
  function change(wanted) {
    filters = wanted;
    if (filters.length || data.every === 1) refresh();
    else restore();
    document.dispatchEvent(new CustomEvent("filtered"));
  }

  /** Show what Python wrote: of a log of which only a sample is carried along, that is more than the sample. */
  function restore() {
    kept.fill(1);
    for (const [one, inside] of original) one.replaceChildren(...inside.map((node) => node.cloneNode(true)));
    for (const id of ["variants", "edges", "again", "work", "people", "handovers", "systems"]) {
      const part = document.getElementById(`rows-${id}`);
      if (part === null) continue;
      element(`none-${id}`).hidden = part.childElementCount > 0;
      element(`table-${id}`).hidden = !part.childElementCount;
    }
    wire();
    tell();
  }

  // -- looking closer -------------------------------------------------------------------------------------------------

  const dialog = /** @type {HTMLDialogElement} */ (element("closer"));

  /** @param {Key} key */
  function closer(key) {
    const filter = filterOf(key);
    if (filter === null) return;
    /** @type {Map<number, number>} */
    const found = new Map();
    /** @type {number[]} */
    const times = [];
    /** @type {Map<number, number>} */
    const people = new Map();
    eachCase((one, first, last) => {
      if (!passes(filter, one)) return;
      let longest = key.edge === undefined || /** @type {number} */ (key.edge[0]) < 0 || /** @type {number} */ (key.edge[1]) < 0 ? of(duration, one) : -Infinity;
      for (let at = first; at <= last; at++) {
        if (!concerns(key, at, first, last)) continue;
        if (key.edge !== undefined && at > first && /** @type {number} */ (key.edge[0]) >= 0 && /** @type {number} */ (key.edge[1]) >= 0) {
          times.push(of(wait, at));
          longest = Math.max(longest, of(wait, at));
        }
        if (key.activity !== undefined && at > first) times.push(of(wait, at));
        if (person !== null && of(person, at)) people.set(of(person, at) - 1, (people.get(of(person, at) - 1) ?? 0) + 1);
      }
      if (key.way !== undefined || key.person !== undefined) times.push(of(duration, one));
      found.set(one, longest);
    });
    showCloser(key, filter, found, times, people);
  }

  /** @param {Key} key @param {number} at @param {number} first @param {number} last */
  function concerns(key, at, first, last) {
    if (key.edge !== undefined) {
      const [source, target] = /** @type {[number, number]} */ (key.edge);
      if (source < 0) return at === first && act(at) === target;
      if (target < 0) return at === last && act(at) === source;
      return at > first && act(at - 1) === source && act(at) === target;
    }
    if (key.activity !== undefined) return act(at) === key.activity;
    if (key.person !== undefined) return person !== null && of(person, at) === key.person + 1;
    return true;
  }

  /** @param {Key} key @param {Filter} filter @param {Map<number, number>} found @param {number[]} times @param {Map<number, number>} people */
  function showCloser(key, filter, found, times, people) {
    const about = key.edge !== undefined ? "Wait" : key.activity !== undefined ? "Wait before" : "Duration of the case";
    const waits = spread(times);
    const sorted = [...found].sort(([a, one], [b, two]) => two - one || a - b).slice(0, NAMED);
    const who = [...people].sort(([a, one], [b, two]) => two - one || a - b).slice(0, 10);
    const most = who[0]?.[1] ?? 1;
    element("closer-title").textContent = titleOf(key);
    element("closer-inside").replaceChildren(
      make("p", "", `In ${counted(found.size, "case")}${filters.length ? " of those that the filter shows" : ""}${data.every > 1 ? `, of a sample of one case in ${data.every}` : ""}. `,
        waits.n ? `${about}: median ${span(waits.median)}, 90th percentile ${span(waits.p90)} (n = ${count(waits.n)}).` : ""),
      ...(waits.n ? [largeHistogram(times, about)] : []),
      ...(who.length
        ? [make("h3", "", key.edge !== undefined ? "Who goes on" : "Who"), make("ul", "who", ...who.map(([code, some]) => {
            const bar = make("i", "");
            bar.style.width = `${n((100 * some) / most)}%`;
            return make("li", "", make("span", "", data.people[code] ?? ""), make("span", "meter", bar), make("span", "number", count(some)));
          }))]
        : []),
      make("h3", "", found.size > NAMED ? `The ${NAMED} cases that take longest here` : "The cases, longest first"),
      make("ul", "ids", ...sorted.map(([one, time]) => make("li", "", `${data.ids[one]} `, make("span", "under", span(time))))),
    );
    const has = /** @type {HTMLButtonElement} */ (element("closer-has")), not = /** @type {HTMLButtonElement} */ (element("closer-not"));
    has.onclick = () => pick(filter);
    not.onclick = () => pick({ ...filter, not: true });
    not.hidden = key.since !== undefined;
    dialog.showModal();
    element("closer-inside").scrollTop = 0;
  }

  /** @param {Filter} filter */
  function pick(filter) {
    dialog.close();
    change([...filters, filter]);
    element("told").focus();
  }

  /** @param {number[]} times @param {string} about */
  function largeHistogram(times, about) {
    const values = histogram(times), most = Math.max(...values, 1);
    return make("ul", "histogram", ...values.map((value, at) => {
      const bar = make("i", "");
      bar.style.width = `${n((100 * value) / most)}%`;
      const word = at === 0 ? LIMIT_WORDS[0] ?? "" : `from ${LIMIT_WORDS[at]}`;
      const one = make("li", "", make("span", "", word), make("span", "meter", bar), make("span", "number", count(value)));
      one.title = `${about} ${word}: ${count(value)}`;
      return one;
    }));
  }

  /** @param {Key} key */
  function titleOf(key) {
    const name = (/** @type {number} */ code) => (code === -1 ? "Start" : code === -2 ? "End" : data.activities[code] ?? "");
    if (key.edge !== undefined) return key.edge.map(name).join(" → ");
    if (key.activity !== undefined) return name(key.activity);
    if (key.person !== undefined) return data.people[key.person] ?? "";
    return wayWords(key.way ?? []);
  }

  /** @param {Key} key @returns {Filter | null} */
  function filterOf(key) {
    if (key.edge !== undefined) return { kind: "edge", value: key.edge };
    if (key.activity !== undefined) return { kind: "activity", value: key.activity };
    if (key.person !== undefined) return { kind: "person", value: key.person };
    if (key.way !== undefined) return { kind: "way", value: key.way };
    if (key.since !== undefined) return { kind: "since", value: key.since };
    const at = data.attributes.findIndex((one) => one.name === key.attribute && one.words !== undefined);
    return at < 0 ? null : { kind: "attribute", attribute: at, value: key.value ?? 0 };
  }

  // -- the filter's form ----------------------------------------------------------------------------------------------

  /** @typedef {{label: string, values: () => [string, number][] | "number", filter: (value: number) => Filter}} Choice */

  /** @returns {Choice[]} */
  function choices() {
    const named = (/** @type {string[]} */ labels) => () => labels.map((label, at) => /** @type {[string, number]} */ ([label, at]));
    const number = () => /** @type {"number"} */ ("number");
    const day = 864e5;
    const found = [
      choice("Began in or after", named(data.periods.labels), (value) => ({ kind: "since", value })),
      choice("Began in or before", named(data.periods.labels), (value) => ({ kind: "until", value })),
      choice("Activity happens", named(data.activities), (value) => ({ kind: "activity", value })),
      choice("Activity does not happen", named(data.activities), (value) => ({ kind: "activity", value, not: true })),
    ];
    if (person !== null)
      found.push(
        choice("Person takes part", named(data.people), (value) => ({ kind: "person", value })),
        choice("Person takes no part", named(data.people), (value) => ({ kind: "person", value, not: true })),
      );
    data.attributes.forEach((one, attribute) => {
      if (one.words !== undefined)
        found.push(
          choice(`${one.name} is`, named(one.words), (value) => ({ kind: "attribute", attribute, value })),
          choice(`${one.name} is not`, named(one.words), (value) => ({ kind: "attribute", attribute, value, not: true })),
        );
      else
        found.push(
          choice(`${one.name} is at least`, number, (value) => ({ kind: "least", attribute, value })),
          choice(`${one.name} is at most`, number, (value) => ({ kind: "most", attribute, value })),
        );
    });
    found.push(
      choice("Takes at least (days)", number, (value) => ({ kind: "longer", value: value * day })),
      choice("Takes at most (days)", number, (value) => ({ kind: "shorter", value: value * day })),
    );
    return found;
  }

  /** @param {string} label @param {Choice["values"]} values @param {Choice["filter"]} filter @returns {Choice} */
  function choice(label, values, filter) {
    return { label, values, filter };
  }

  function form() {
    const all = choices();
    const what = /** @type {HTMLSelectElement} */ (element("what")), value = /** @type {HTMLSelectElement} */ (element("value"));
    const amount = /** @type {HTMLInputElement} */ (element("amount"));
    what.append(...all.map((one, at) => new Option(one.label, String(at))));
    const offer = () => {
      const values = all[Number(what.value)]?.values() ?? [];
      const number = values === "number";
      value.hidden = number;
      amount.hidden = !number;
      if (values !== "number") value.replaceChildren(...values.map(([label, at]) => new Option(label, String(at))));
    };
    what.addEventListener("change", offer);
    offer();
    element("filter").addEventListener("submit", (event) => {
      event.preventDefault();
      const one = all[Number(what.value)];
      const chosen = value.hidden ? amount.valueAsNumber : Number(value.value);
      if (one !== undefined && !Number.isNaN(chosen)) change([...filters, one.filter(chosen)]);
    });
    element("all").addEventListener("click", () => {
      change([]);
      what.focus();
    });
    element("filter").hidden = false;
  }

  function wire() {
    for (const one of document.querySelectorAll(".mm .way, .mm .stop")) {
      const hit = /** @type {Element} */ (one.querySelector(".hit"));
      hit.setAttribute("tabindex", "0");
      hit.setAttribute("role", "button");
      label(one, one.querySelector(".tell, .much")?.textContent ?? "");
      one.querySelectorAll("text").forEach((text) => text.setAttribute("aria-hidden", "true")); // the label says all of it
      const { from, to, code } = /** @type {SVGElement} */ (one).dataset;
      const open = () => closer(code === undefined ? { edge: [Number(from), Number(to)] } : { activity: Number(code) });
      one.addEventListener("click", open);
      hit.addEventListener("keydown", (event) => {
        const { key } = /** @type {KeyboardEvent} */ (event);
        if (key !== "Enter" && key !== " ") return;
        event.preventDefault();
        open();
      });
    }
  }

  /** @param {Element} one @param {string} told */
  function label(one, told) {
    one.querySelector(".hit")?.setAttribute("aria-label", `${one.querySelector("title")?.textContent}: ${told}`);
  }

  for (const one of document.querySelectorAll(".mm, #tiles, [id^='rows-'], #trend-arrivals, #trend-durations, #most-arrivals, #most-durations"))
    original.set(one, [...one.childNodes].map((node) => node.cloneNode(true)));
  form();
  wire();
  for (const one of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-key]"))) {
    const filter = filterOf(JSON.parse(one.dataset["key"] ?? "{}"));
    if (filter === null) continue;
    one.hidden = false;
    one.addEventListener("click", () => {
      change([filter]);
      element("map").scrollIntoView();
      element("told").focus({ preventScroll: true });
    });
  }
  element("closer-shut").addEventListener("click", () => dialog.close());
  if (data.every === 1) refresh();
  else tell();
  Object.assign(window, { sopwright: { shown: () => shown(counts()), change, span, share, count } });
})();
