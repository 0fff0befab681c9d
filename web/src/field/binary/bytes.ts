/** Bytes that a base64 text stands for, without decoding it. */
export function base64Size(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** `512 bytes`, `1.5 kB`, `3.2 MB`: powers of a thousand. */
export function printSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  const units = ["kB", "MB", "GB"];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}

export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Chunked, because a spread over a whole file would overflow the stack. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

/** The first bytes as hexadecimal pairs; only what is shown is decoded. */
export function printHex(base64: string, most: number): string {
  const bytes = decodeBase64(base64.slice(0, Math.ceil(most / 3) * 4)).subarray(0, most);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
