/** A request's body, or null where it is longer than `most` bytes; no more than that is ever held. */
export async function readBytes(request: Request, most: number): Promise<Buffer | null> {
  if (request.body === null) return Buffer.alloc(0);
  if (Number(request.headers.get("content-length") ?? 0) > most) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
