/** Deeper than any input needs, and shallow enough for every recursive reader behind. */
const mostDepth = 64;

/**
 * What is wrong with JSON text beyond its syntax, in the words behind "the body": too deep, or one name twice in an
 * object, which two readers may take for different values (RFC 8259, section 4). Told before anything reads it, in
 * linear time and a bounded stack whatever comes: a string also ends where the text does, and no part of it is ever
 * taken for the beginning of another. (An expression that repeats over escapes runs out of stack at some megabytes.)
 */
export function findJsonFault(text: string): string | null {
  const names: (Set<string> | null)[] = [];
  const marks = /["[\]{}]/g;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const [token] = mark;
    if (token === "{") names.push(new Set());
    else if (token === "[") names.push(null);
    else if (token !== '"') names.pop();
    else {
      marks.lastIndex = findStringEnd(text, mark.index);
      if (isFollowedByColon(text, marks.lastIndex)) {
        const name = readName(text.slice(mark.index, marks.lastIndex));
        if (names.at(-1)?.has(name)) return "says something twice";
        names.at(-1)?.add(name);
      }
    }
    if (names.length > mostDepth) return `is nested deeper than ${mostDepth} levels`;
  }
  return null;
}

/** Behind the quote that ends the string which begins at `start`. */
function findStringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slash = quote;
    while (text[slash - 1] === "\\" && slash - 1 > start) slash -= 1;
    if ((quote - slash) % 2 === 0) return quote + 1;
  }
  return text.length;
}

function isFollowedByColon(text: string, from: number): boolean {
  const colon = /\s*:/y;
  colon.lastIndex = from;
  return colon.test(text);
}

/** As it will be read, since escapes write one name in many ways. */
function readName(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
