import { requestStream } from "./http.ts";
import { ProblemError } from "./problem-error.ts";
import { type ListQuery, listParameters, resourcePath } from "./records.ts";

/** How far an export has come; `total` as the server counted it before it began. */
export interface ExportProgress {
  readonly rows: number;
  readonly total: number;
}

export interface Exported {
  readonly name: string;
  readonly rows: number;
  readonly file: Blob;
}

/**
 * All records of a list as CSV. Rejects when it breaks off: what had arrived by then is no export, and is let go of.
 */
export async function exportRecords(
  resource: string,
  query: Pick<ListQuery, "filter" | "sort" | "search" | "fields">,
  options: { readonly signal: AbortSignal; readonly onProgress: (now: ExportProgress) => void },
): Promise<Exported> {
  const { signal, onProgress } = options;
  const path = `${resourcePath(resource)}/records.csv`;
  const { headers, body } = await requestStream(path, { query: listParameters(query), signal });
  const name = /filename="([^"]+)"/.exec(headers.get("content-disposition") ?? "")?.[1];
  const total = Number(headers.get("purser-rows"));
  const count = lineCounter();
  // Spreadsheets take a file without this mark for one in the encoding of their country.
  const parts: BlobPart[] = ["\ufeff"];
  let rows = 0;
  onProgress({ rows, total });
  try {
    for await (const part of chunksOf(body)) {
      parts.push(part);
      // The first line has the names.
      rows = Math.max(0, count(part) - 1);
      onProgress({ rows, total });
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ProblemError(brokenOff, error);
  }
  return { name: name ?? `${resource}.csv`, rows, file: new Blob(parts, { type: "text/csv" }) };
}

async function* chunksOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) return;
    yield value;
  }
}

/** Counts the lines of CSV that end in what has been read so far; a line within quotes is a part of its cell. */
export function lineCounter(): (bytes: Uint8Array) => number {
  let lines = 0;
  let isQuoted = false;
  return (bytes) => {
    for (const byte of bytes) {
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineFeed && !isQuoted) lines += 1;
    }
    return lines;
  };
}

const quote = 0x22;
const lineFeed = 0x0a;

const brokenOff = {
  type: "about:blank",
  title: "The export broke off",
  status: 0,
  code: "offline",
  detail: "The export broke off: the connection was lost, or the session ended.",
  next: "What had arrived was thrown away, as it was not all of it. Start it again.",
  requestId: "",
} as const;
