/**
 * What do the parts of the extension say to each other?
 *
 * Capture scripts send `Told` to the worker, which answers. What the worker keeps is `Kept`: no address, no tag of a
 * value, only ordinals. `recording/assemble.js` makes a `Recording` of it (recording.d.ts, from the Python schema).
 */

/** A label as it stands on the page, and where it was read. Not screened yet: it stays in the page. */
type Label = readonly [text: string, source: NameSource];

/** Where on the page a text stands; see src/sopwright/recording/screen.py. */
type Place = "static" | "content" | "list" | "unknown";

/** What is kept of a name. */
interface Named {
  readonly name: string;
  readonly state: NameState;
  readonly source: NameSource;
}

/** What is kept of a text. */
interface Screened {
  readonly text: string;
  readonly state: NameState;
}

/** The page at an address. `identity` and `record` tell addresses apart and are never stored. */
interface Address {
  readonly page: Page;
  readonly identity: string;
  readonly record: string;
}

/** What was acted on, screened. `element` tells elements apart and is never stored. */
interface ToldTarget {
  role: string;
  name: string;
  name_source: NameSource;
  name_state: NameState;
  container: { role: string; name: string }[];
  column: string;
  finalises: boolean;
  element: string;
}

interface ToldValue {
  state: ValueState;
  value_class: ValueClass;
  option: string;
  option_state: NameState;
}

/** One thing that happened, as a capture script tells it. Everything in it has passed the screen. */
interface Told {
  /** Unique in the recording: `<document>.<count>`. */
  key: string;
  /** Milliseconds since 1970. */
  at: number;
  kind: Kind;
  actor: "human" | "system";
  address: Address;
  target: ToldTarget | null;
  value: ToldValue | null;
  arrival: Arrival;
  press: "" | "Enter" | "Escape" | "Tab";
  text: string;
  text_state: NameState;
  /** Key of the act that caused it; empty when none is known. */
  cause: string;
  /** Keyed hash of the field's value; empty when there is none. Resolved to `same` by the worker, never stored. */
  tag: string;
}

/** One thing that happened, as the worker stores it. */
interface Kept {
  key: string;
  at: number;
  kind: Kind;
  actor: "human" | "system" | "recorder";
  app: string;
  page: Page;
  target: Target | null;
  value: Value | null;
  arrival: Arrival;
  press: string;
  text: string;
  text_state: NameState;
  cause: string;
  /** Key of the earlier entry whose field held an equal value; empty when none is known. */
  same: string;
  tab: number;
}

type Phase = "recording" | "paused" | "stopped";

/** A site that a recording may see. */
interface Site {
  /** Match pattern of the origin, such as `https://acme.lightning.force.com/*`. */
  readonly pattern: string;
  /** What people call it; for a known application its name. */
  readonly name: string;
}

/** What the performer decided at review; applied when the recording is assembled, so that it can be undone. */
interface Review {
  /** Texts that are withheld everywhere. */
  withheld: string[];
  /** Keys of entries that are deleted. */
  deleted: string[];
  /** Names given to unlabelled controls: element ordinal to name. */
  named: Record<string, string>;
}

/** A recording but for its entries. */
interface Head {
  id: string;
  title: string;
  /** An alias, `performer-1`; never a name. */
  performer: string;
  role: string;
  phase: Phase;
  /** Milliseconds since 1970. */
  started: number;
  /** `null` while it is going on, and still `null` when the browser was closed under it: it was interrupted. */
  ended: number | null;
  sites: Site[];
  apps: App[];
  /** Frames that reported, and frames that could not be entered. */
  frames: { seen: number; blind: number };
  /** What was left out, in words, with its count. */
  dropped: Record<string, number>;
  pace: Pace;
  /** Whether equal values are noticed. */
  equality: boolean;
  review: Review;
  /** Where it was sent and what came back; empty until then. */
  sent: { to: string; at: number; link: string } | null;
}

/** Capture script to worker. */
type FromPage =
  | { type: "hello"; document: string; driven: boolean }
  | {
      type: "told";
      document: string;
      entries: Told[];
      dropped: Record<string, number>;
      /** Whether the document has heard that it is recorded; one that was left before is recorded if a recording goes on. */
      welcome: boolean;
    };

/** Worker's answer to a hello. */
interface Welcome {
  phase: Phase | "none";
  /** Base64 of the session's key for equal values; empty when they are not to be noticed. */
  key: string;
}

/** Worker to capture scripts, which answer with what they had not told yet. */
type ToPage = { type: "phase"; phase: Phase; key: string } | { type: "there" };

/** Panel to worker. Each is answered by `Answer`. */
type FromPanel =
  | { type: "start"; title: string; performer: string; role: string; sites: Site[]; equality: boolean; pace: Pace }
  | { type: "pause" }
  | { type: "resume" }
  | { type: "stop" }
  | { type: "note"; text: string }
  | { type: "site"; site: Site };

type Answer = { ok: true } | { ok: false; problem: string };

/** What the worker publishes in `chrome.storage.session` under "live", for the panel. */
interface Live {
  /** Id of the recording that goes on or was just stopped; empty when there is none. */
  recording: string;
  phase: Phase | "none";
  started: number;
  /** How many entries there are; it changes when the panel should read new ones from the store. */
  entries: number;
  /** Whether the performer is on a page that is recorded. */
  here: boolean;
  /** Origin of the page in front when it may be known and is not recorded; else empty. */
  elsewhere: string;
  frames: { seen: number; blind: number };
  /** Origins of frames that could not be entered, as far as they are known; the panel offers to add them. */
  blind_origins: string[];
  unlabelled: number;
}
