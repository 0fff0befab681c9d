/** Deeper than any input needs, and shallow enough for every recursive reader behind. */
const mostDepth = 64;

/**
 * Brackets, and strings with the colon that makes a name of them. A string also ends where the text does: no part of
 * it is ever taken for the beginning of another, so that the scan takes linear time whatever comes.
 */
const tokens = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)(?:\s*:)?|[[\]{}]/g;

/**
 * What is wrong with JSON text beyond its syntax, in the words behind "the body": too deep, or one name twice in an
 * object, which two readers may take for different values (RFC 8259, section 4). Told before anything reads it.
 */
export function findJsonFault(text: string): string | null {
  const names: (Set<string> | null)[] = [];
  for (const [token] of text.matchAll(tokens)) {
    if (token === "{") names.push(new Set());
    else if (token === "[") names.push(null);
    else if (token === "}" || token === "]") names.pop();
    else if (token.endsWith(":")) {
      const name = readName(token);
      if (names.at(-1)?.has(name)) return "says something twice";
      names.at(-1)?.add(name);
    }
    if (names.length > mostDepth) return `is nested deeper than ${mostDepth} levels`;
  }
  return null;
}

/** As it will be read, since escapes write one name in many ways. */
function readName(token: string): string {
  try {
    return String(JSON.parse(token.slice(0, -1)));
  } catch {
    return token;
  }
}
