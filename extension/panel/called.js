/**
 * What may the performer call the work, and a role?
 *
 * In: a text as they typed it. Out: the text, or nothing when something in it may be a name or a number.
 *
 * Law: what is kept has passed the privacy screen whole; nothing is taken out of a title behind its writer's back.
 */

const MOST_CHARACTERS = 80;

export const MAY_HOLD_A_NAME = "This may hold a name or a number. Use plain words only.";

/**
 * The words, without numbers, addresses and full names; empty when there is something else in them.
 *
 * @param {string} text
 */
export function spoken(text) {
  const note = redaction.note(text);
  return note.state === "clear" && note.text.length <= MOST_CHARACTERS && !/\p{Nd}/u.test(note.text) ? note.text : "";
}
