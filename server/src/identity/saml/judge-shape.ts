/** More than any provider says of somebody with a thousand groups. */
const mostMarks = 8_000;
/** An assertion within a response is a dozen deep. */
const mostDepth = 32;
const mostAttributes = 24;

/**
 * Throws where XML is too deep, or of too many parts, for a parser whose time grows with the square of both: a fraction
 * of what a form may hold keeps it busy for seconds. Told before it is parsed, in linear time: each mark is read once,
 * and one that is not whole ends it.
 */
export function judgeShape(text: string): void {
  const tag = /<(\/?)(?:[^<>"']|"[^"]*"|'[^']*')*>/y;
  let depth = 0;
  let marks = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", tag.lastIndex)) {
    tag.lastIndex = at;
    const [mark, closes] = tag.exec(text) ?? [];
    if (mark === undefined) throw new Error("a mark that does not end");
    marks += 1;
    if ((mark.match(/"[^"]*"|'[^']*'/g)?.length ?? 0) > mostAttributes)
      throw new Error("too many attributes");
    if (closes === "/") depth -= 1;
    else if (!mark.endsWith("/>") && !mark.startsWith("<?")) depth += 1;
    if (depth > mostDepth || marks > mostMarks)
      throw new Error("too deep, or of too many elements");
  }
}
