const escaped = /~([0-9a-f]{2})/g;
const plain = /^(?:[A-Za-z0-9_-]|~[0-9a-f]{2})*$/;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Writes every byte outside `A-Za-z0-9_-` of the UTF-8 form as `~hh`, in lower case. Percent signs
 * don't survive every URL parser and proxy: `%2e%2e` eats the path.
 */
export function encodeTilde(text: string): string {
  if (/^[A-Za-z0-9_-]*$/.test(text)) return text;
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_-]/.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}

/** Undoes `encodeTilde`; null of anything that it would not have written, so one text has one form. */
export function decodeTilde(text: string): string | null {
  if (!plain.test(text)) return null;
  const bytes = Buffer.from(
    text.replaceAll(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
  try {
    const decoded = strict.decode(bytes);
    return encodeTilde(decoded) === text ? decoded : null;
  } catch {
    return null;
  }
}
