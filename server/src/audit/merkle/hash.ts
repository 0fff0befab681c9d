import { hash } from "node:crypto";

/** SHA-256 of a leaf's bytes (RFC 6962, 2.1): a zero byte before them keeps leaves and nodes apart. */
export function leafHash(record: string): Buffer {
  return hash("sha256", `\0${record}`, "buffer");
}

const pair = Buffer.alloc(65, 1);

/** SHA-256 of an inner node over its two children (RFC 6962, 2.1). */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  left.copy(pair, 1);
  right.copy(pair, 33);
  return hash("sha256", pair, "buffer");
}

/** Root over the roots of complete subtrees, the largest first; that of the empty tree is the hash of nothing. */
export function rootOf(peaks: readonly Buffer[]): Buffer {
  return peaks.length === 0
    ? hash("sha256", "", "buffer")
    : peaks.reduceRight((right, left) => nodeHash(left, right));
}
