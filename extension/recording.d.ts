/**
 * What is a recording, in memory?
 *
 * Written by `make docs` from src/sopwright/recording/schema.py. Do not edit.
 * Every attribute is there; what equals its default is left out only when a recording is written to a file.
 */

/** Who made an event happen. */
type Actor = "human" | "system" | "recorder";

/**
 * What happened. Acts first, then what the system showed, then the recorder's own marks.
 * - `navigate`: A person opened a page by address, bookmark, back or reload.
 * - `activate`: A button, link, tab or other control was activated by pointer or key.
 * - `choose`: An option of a list was chosen.
 * - `toggle`: A checkbox, switch or radio button changed its state.
 * - `enter`: Text, a number or a date was entered; never which.
 * - `submit`: A form was submitted.
 * - `press`: One of the named keys Enter, Escape or Tab was pressed.
 * - `copy`: Something was copied; never what.
 * - `paste`: Something was pasted; never what.
 * - `verify`: An expectation that a test script states: what should be seen here.
 * - `annotate`: A note that the performer wrote for this recording.
 * - `toast`: A short message appeared, such as *Project created*.
 * - `error`: A message of refusal appeared, at a field or for the page.
 * - `page_shown`: Another page, or another view of a single-page application, was shown.
 * - `away_started`: No recorded page was visible or focused from here on.
 */
type Kind =
  "navigate" | "activate" | "choose" | "toggle" | "enter" | "submit" | "upload" | "download" | "press" | "drag" | "copy"
  | "paste" | "verify" | "annotate" | "toast" | "error" | "dialog_opened" | "dialog_closed" | "page_shown" |
  "busy_started" | "busy_ended" | "away_started" | "away_ended" | "paused" | "resumed";

/**
 * Where a name was read, best first. The source, not the presence, says how far to trust it.
 * - `label`: `<label>`, `<legend>` or `aria-labelledby` pointing to static text.
 * - `aria`: `aria-label` or an accessible name computed by the browser.
 * - `text`: The element's own text, where its role takes its name from content (button, tab, menu item, link).
 * - `dictionary`: The vocabulary of a known application.
 * - `performer`: The performer named it during review.
 * - `technical`: A test id, id or name attribute, put into words. Weak: not what the performer saw.
 * - `content`: Run-time content: a record's name, a table cell. Never kept.
 */
type NameSource =
  "label" | "aria" | "text" | "dictionary" | "alt" | "title" | "placeholder" | "performer" | "technical" | "content" |
  "none";

/**
 * What the privacy screen did to a name.
 * - `masked`: A part was taken out, such as digits or a record's name; `…` stands where it was.
 * - `withheld`: There was a name; it was run-time content and was not kept.
 * - `absent`: The element has no name.
 */
type NameState = "clear" | "masked" | "withheld" | "absent";

/** What became of a field, without its value. */
type ValueState = "empty" | "filled" | "cleared" | "checked" | "unchecked" | "chosen" | "unknown";

/**
 * What sort of thing a field takes.
 * - `secret`: Password, payment or government number. Nothing of its target is kept but this class.
 */
type ValueClass =
  "text" | "long_text" | "number" | "date" | "money" | "email" | "phone" | "url" | "file" | "option" | "flag" | "secret"
  | "unknown";

/**
 * What sort of page it is.
 * - `form`: A page or dialog for creating or editing one record.
 * - `sheet`: A spreadsheet.
 */
type PageKind =
  "list" | "record" | "form" | "search" | "sign_in" | "home" | "setup" | "mail" | "calendar" | "sheet" | "other";

/**
 * How a page came to be shown.
 * - `typed`: By address, bookmark or the browser's own interface.
 * - `submitted`: A form was sent and the answer came at once, without a redirect: usually the form again, with a
 * refusal.
 * - `redirected`: A form was sent and the server led on to another address: usually accepted.
 * - `script`: The application changed its view by itself or after an act.
 */
type Arrival = "link" | "typed" | "submitted" | "redirected" | "script" | "back_forward" | "reload" | "unknown";

/**
 * Whose rhythm the times show.
 * - `script`: A script performed it: think times are not a person's.
 */
type Pace = "person" | "script" | "unknown";

/** An application that the recording saw. */
interface App {
  /** Short stable name used by events, such as `bottlecrm`. */
  id: string;
  /** The name people use, such as `BottleCRM`; for an unknown site its registrable domain. */
  name: string;
  /** Whether the vocabulary knows the application. */
  known: boolean;
}

/** A page, as a template; never an address or a title. */
interface Page {
  /** Path with run-time parts replaced, such as `/leads/:id/edit`. */
  template: string;
  /** What sort of page it is. */
  kind: PageKind;
  /** What the page is about, in the singular and lower case, such as `lead`; empty when unknown. */
  object: string;
  /** What the application calls the page, from its static navigation text, such as `Leads`; may be empty. */
  name: string;
  /**
   * Which of the pages with this template, numbered from 1 in order of first sight; equal numbers are the same address.
   * 0 when it cannot be told.
   */
  instance: number;
  /**
   * Which record the page shows, numbered from 1 over the whole recording in order of first sight of its id in the
   * address; equal numbers are the same record, on whatever page. 0 when the address names none.
   */
  record: number;
}

/** A named part of the page around a target, such as a dialog or a field group. */
interface Container {
  /** ARIA role, such as `dialog`, `group`, `tabpanel`, `form`, `row`. */
  role: string;
  /** Static name; empty when it has none or it was withheld. */
  name: string;
}

/** The element that was acted on. */
interface Target {
  /** ARIA role, such as `button`, `link`, `textbox`, `combobox`, `checkbox`; empty when unknown. */
  role: string;
  /** Static interface text; empty unless `name_state` is clear or masked. */
  name: string;
  /** Where the name was read. */
  name_source: NameSource;
  /** What the privacy screen did to it. */
  name_state: NameState;
  /** Named parts around the target, innermost first, at most 3. */
  container: Container[];
  /**
   * Which element of the recording, numbered from 1 in order of first sight; 0 when it cannot be told. Events with the
   * same number acted on the same element.
   */
  element: number;
  /** For spreadsheets and tables: the static column heading or letter, such as `B`. */
  column: string;
  /** Whether the element ends what was being filled in: a submit button, say. */
  finalises: boolean;
}

/** What became of a field; never its value. */
interface Value {
  /** Filled, cleared, checked and so on. */
  state: ValueState;
  /** What sort of thing the field takes. */
  value_class: ValueClass;
  /** The chosen option of a controlled vocabulary, such as `Qualified`; empty when it was not recorded. */
  option: string;
  /** What the privacy screen did to the option; `absent` when the source did not hold it. */
  option_state: NameState;
  /** Number of the earlier event whose field held an equal value; 0 when none is known. */
  same_as: number;
}

/** One thing that happened. */
interface RecordedEvent {
  /** 1, 2, 3 … in the order of the recording; evidence points here as `rec1#41`. */
  number: number;
  /** What happened. */
  kind: Kind;
  /** Milliseconds since the recording started; `null` when the source holds no time. */
  t_ms: number | null;
  /** Who made it happen. */
  actor: Actor;
  /** Id of the application; empty when unknown. */
  app: string;
  /** The page on which it happened; for `page_shown` the page that is now shown. */
  page: Page;
  /** The element acted on, or the place where an outcome appeared. */
  target: Target | null;
  /** What became of a field. */
  value: Value | null;
  /** For `page_shown` and `navigate`: how the page came. */
  arrival: Arrival;
  /** For `press`: `Enter`, `Escape` or `Tab`. */
  key: string;
  /** Static text of an outcome that passed the screen, such as `Project created`, or the performer's note. */
  text: string;
  /** What the privacy screen did to `text`. */
  text_state: NameState;
  /** Number of the act that the recorder saw cause this event; 0 when it did not say. */
  caused_by: number;
  /** Browser tab, numbered from 1 in order of first sight; 0 when it cannot be told. */
  tab: number;
}

/** What the recorder could and could not see. */
interface Coverage {
  /** Frames that were recorded; `null` when the source does not say. */
  frames_seen: number | null;
  /** Frames that could not be entered; `null` when the source does not say. */
  frames_blind: number | null;
  /** Acted-on elements without a usable name. */
  unlabelled: number;
  /** Names, options and texts that the screen withheld. */
  withheld: number;
  /** What the source format does not hold, in words, such as `times` or `chosen options`. */
  not_recorded: string[];
  /** Source entries that are no acts of a person and were left out, in words with counts. */
  dropped: string[];
}

/** One recording of work in a browser or between applications. */
interface Recording {
  /** Derived from the content: the first 12 hexadecimal digits of the SHA-256 of the events. */
  id: string;
  /** The tool that recorded it, such as `Chrome DevTools Recorder`. */
  recorder: string;
  /** What happened, by number. */
  events: RecordedEvent[];
  /** Version of this schema; 1. */
  sopwright_recording: number;
  /** What the performer called the work; empty when nothing safe was given. */
  title: string;
  /** Wall-clock start, in UTC; `null` when the source holds no date. */
  started: string | null;
  /** From start to end; `null` when the source holds no time. */
  duration_ms: number | null;
  /** An alias such as `performer-1`, never a person's name; empty when the source does not say. */
  performer: string;
  /** The performer's role, such as `SDR`; empty when not stated. */
  role: string;
  /** Whose rhythm the times show. */
  pace: Pace;
  /** The applications seen, in order of first sight. */
  apps: App[];
  /** What could and could not be seen. */
  coverage: Coverage;
}
