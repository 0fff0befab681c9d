/** `Purser-Confirmation`: base64url of the JSON, which headers carry whatever is in it. */
export function printConfirmation(confirmation: {
  readonly token: string;
  readonly response: unknown;
}): string {
  const bytes = new TextEncoder().encode(JSON.stringify(confirmation));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
