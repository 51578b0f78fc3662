/**
 * Where does a recording live until the performer sends it or throws it away?
 *
 * In: heads and entries of recordings (wire.d.ts). Out: the same, after the browser, the worker or the machine died.
 *
 * Law: what is usual is not written, and comes back when it is read. What `add`, `create` and `change` have answered is on the disk: every write asks for strict durability. Putting
 * an entry twice is putting it once. Entries of a recording that was removed are not taken. Nothing leaves the browser.
 */

const DATABASE = "sopwright";
const VERSION = 1;

/** @typedef {Partial<Omit<Kept, "page" | "target">> & {recording: string, key: string, at: number, page?: object, target?: object}} Row */

/** What most entries, their pages and their targets say. */
const USUAL = {
  ...{ actor: "human", target: null, value: null, arrival: "unknown", press: "", text: "", text_state: "absent" },
  ...{ cause: "", same: "" },
};
const USUAL_PAGE = { kind: "other", object: "", name: "", record: 0 };
const USUAL_TARGET = { name_source: "text", name_state: "clear", column: "", finalises: false };

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("recordings", { keyPath: "id" });
      const entries = asked.result.createObjectStore("entries", { keyPath: ["recording", "key"] });
      entries.createIndex("time", ["recording", "at"]);
    };
    asked.onsuccess = () => {
      const found = asked.result;
      // A database that was closed under us, by a newer version or by the browser, is opened again at the next call.
      found.onclose = () => void (opened = null);
      found.onversionchange = () => {
        found.close();
        opened = null;
      };
      resolve(found);
    };
    asked.onerror = () => {
      opened = null;
      reject(asked.error);
    };
  });
  return opened;
}

/**
 * What `work` found, after its transaction has come to its end.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(recordings: IDBObjectStore, entries: IDBObjectStore, found: (value: T) => void) => void} work
 * @param {T} otherwise The answer when `work` finds nothing.
 * @returns {Promise<T>}
 */
async function transacted(mode, work, otherwise) {
  const transaction = (await database()).transaction(["recordings", "entries"], mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    let answer = otherwise;
    transaction.oncomplete = () => resolve(answer);
    transaction.onabort = () => reject(transaction.error ?? new Error("the browser gave up a write"));
    work(transaction.objectStore("recordings"), transaction.objectStore("entries"), (value) => void (answer = value));
  });
}

/** @param {string} id */
const keysOf = (id) => IDBKeyRange.bound([id], [id, []]);

/**
 * Keep a new recording; one with the same id is replaced.
 *
 * @param {Head} head
 * @returns {Promise<void>}
 */
export function create(head) {
  return transacted("readwrite", (recordings) => void recordings.put(head), undefined);
}

/**
 * The recording but for its entries; `null` when it is not here.
 *
 * @param {string} id
 * @returns {Promise<Head | null>}
 */
export function head(id) {
  return transacted(
    "readonly",
    (recordings, _, found) => {
      const asked = recordings.get(id);
      asked.onsuccess = () => found(asked.result ?? null);
    },
    /** @type {Head | null} */ (null),
  );
}

/**
 * All recordings that this browser keeps, the newest first.
 *
 * @returns {Promise<Head[]>}
 */
export function heads() {
  return transacted(
    "readonly",
    (recordings, _, found) => {
      const asked = recordings.getAll();
      asked.onsuccess = () => found(asked.result.sort((a, b) => b.started - a.started || (a.id < b.id ? -1 : 1)));
    },
    /** @type {Head[]} */ ([]),
  );
}

/**
 * Change a recording in one transaction, so that two who change it at once lose nothing of each other.
 *
 * @param {string} id
 * @param {(head: Head) => Head} edit Returns the new head; called at most once, never when the recording is not here.
 * @returns {Promise<Head | null>} The new head; `null` when the recording is not here.
 */
export function change(id, edit) {
  return transacted(
    "readwrite",
    (recordings, _, found) => {
      const asked = recordings.get(id);
      asked.onsuccess = () => {
        if (asked.result === undefined) return;
        const edited = { ...edit(asked.result), id };
        recordings.put(edited);
        found(edited);
      };
    },
    /** @type {Head | null} */ (null),
  );
}

/**
 * Keep entries; those that are there already are replaced by themselves.
 *
 * @param {string} id
 * @param {readonly Kept[]} entries
 * @returns {Promise<boolean>} Whether the recording is here to take them.
 */
export function add(id, entries) {
  return transacted(
    "readwrite",
    (recordings, rows, found) => {
      const asked = recordings.getKey(id);
      asked.onsuccess = () => {
        if (asked.result === undefined) return;
        for (const entry of entries) rows.put(written(id, entry));
        found(true);
      };
    },
    false,
  );
}

/**
 * Which of these entries are there already.
 *
 * @param {string} id
 * @param {readonly string[]} keys
 * @returns {Promise<ReadonlySet<string>>}
 */
export function known(id, keys) {
  return transacted(
    "readonly",
    (_, rows, found) => {
      /** @type {Set<string>} */
      const there = new Set();
      found(there);
      for (const key of keys) {
        const asked = rows.getKey([id, key]);
        asked.onsuccess = () => void (asked.result === undefined || there.add(key));
      }
    },
    /** @type {ReadonlySet<string>} */ (new Set()),
  );
}

/**
 * The entries at or after a time, by time. Entries of slow frames come late: ask again from a little earlier and join
 * by key.
 *
 * @param {string} id
 * @param {number} [at] Milliseconds since 1970; all entries when it is left out.
 * @returns {Promise<Kept[]>}
 */
export function entriesAfter(id, at = -Infinity) {
  return transacted(
    "readonly",
    (_, rows, found) => {
      const asked = rows.index("time").getAll(IDBKeyRange.bound([id, at], [id, []]));
      asked.onsuccess = () => found(asked.result.map(read));
    },
    /** @type {Kept[]} */ ([]),
  );
}

/**
 * How many entries a recording has.
 *
 * @param {string} id
 * @returns {Promise<number>}
 */
export function count(id) {
  return transacted(
    "readonly",
    (_, rows, found) => {
      const asked = rows.count(keysOf(id));
      asked.onsuccess = () => found(asked.result);
    },
    0,
  );
}

/**
 * Delete a recording with all its entries; they are gone when this has answered.
 *
 * @param {string} id
 * @returns {Promise<void>}
 */
export function remove(id) {
  return transacted(
    "readwrite",
    (recordings, rows) => {
      recordings.delete(id);
      rows.delete(keysOf(id));
    },
    undefined,
  );
}

/** @param {string} recording @param {Kept} entry @returns {Row} */
function written(recording, entry) {
  const row = { ...lean(entry, USUAL), recording, key: entry.key, at: entry.at, page: lean(entry.page, USUAL_PAGE) };
  return entry.target === null ? row : { ...row, target: lean(entry.target, USUAL_TARGET) };
}

/** @param {Row} row @returns {Kept} */
function read({ recording: _, ...row }) {
  const target = row.target === undefined ? null : { ...USUAL_TARGET, ...row.target };
  return /** @type {Kept} */ ({ ...USUAL, ...row, page: { ...USUAL_PAGE, ...row.page }, target });
}

/** @param {object} whole @param {Readonly<Record<string, unknown>>} usual @returns {object} What of it is not usual. */
function lean(whole, usual) {
  return Object.fromEntries(Object.entries(whole).filter(([name, value]) => !(name in usual) || value !== usual[name]));
}
