/**
 * Why something of the identity provider's was not accepted, for the server's own log. Threat: the libraries' errors carry
 * whole tokens and answers, which say who somebody is; so only their words are taken.
 */
export function explainFailure(cause: unknown): string {
  if (typeof cause === "string") return cause;
  if (!(cause instanceof Error)) return JSON.stringify(cause) ?? String(cause);
  const protocol = ["code", "error", "error_description"].flatMap((name) => {
    const value: unknown = Reflect.get(cause, name);
    return typeof value === "string" ? [value] : [];
  });
  const words = [cause.message, ...(protocol.length > 0 ? [`(${protocol.join(", ")})`] : [])];
  const before = cause.cause instanceof Error ? `, because: ${explainFailure(cause.cause)}` : "";
  return words.join(" ") + before;
}
