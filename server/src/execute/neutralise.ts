/** What spreadsheets begin a formula with, also full-width, or after blanks and quotes that an import may drop. */
const formula = /^[\s"']*[=+\-@\t\r\n＝＋－＠]/;

/**
 * A text as a cell that no spreadsheet runs (OWASP, CSV injection): an apostrophe goes before what could be a formula.
 * One apostrophe taken off again gives the text back, since what begins with apostrophes before a formula got one too.
 */
export function neutralise(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}
