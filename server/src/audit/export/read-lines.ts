import { isUtf8 } from "node:buffer";

/** A line and the bytes that it had, newline included. */
export interface ReadLine {
  /** Without the newline; null where the bytes are not UTF-8 or the newline is missing. */
  readonly text: string | null;
  readonly bytes: Buffer;
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
      const bytes = Buffer.concat([...rest, chunk.subarray(start, end + 1)]);
      rest = [];
      lines.push({ text: isUtf8(bytes) ? bytes.toString("utf8", 0, bytes.length - 1) : null, bytes });
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    yield lines;
  }
  if (rest.length > 0) yield [{ text: null, bytes: Buffer.concat(rest) }];
}
