import { isUtf8 } from "node:buffer";

/** A line and the bytes that it had. */
export interface ReadLine {
  /** Without the newline; null where the bytes are not UTF-8. */
  readonly text: string | null;
  /** Newline included. */
  readonly bytes: Buffer;
  /** False of a last line that lacks its newline. */
  readonly isWhole: boolean;
}

const newline = 0x0a;

/** The lines of a file, some at a time, whatever their length. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<readonly ReadLine[]> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const lines: ReadLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      lines.push(lineOf(Buffer.concat([...rest, chunk.subarray(start, end + 1)]), true));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    yield lines;
  }
  if (rest.length > 0) yield [lineOf(Buffer.concat(rest), false)];
}

function lineOf(bytes: Buffer, isWhole: boolean): ReadLine {
  const end = isWhole ? bytes.length - 1 : bytes.length;
  return { text: isUtf8(bytes) ? bytes.toString("utf8", 0, end) : null, bytes, isWhole };
}
