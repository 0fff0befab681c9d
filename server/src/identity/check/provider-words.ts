import type { OidcConfig } from "../../config/identity.ts";
import { readText } from "../read-identity.ts";

/** Characters of what a provider says. */
const longest = 200;

/**
 * A provider's own words, fit for a terminal. Threat: whatever it answers could bring control characters, or what was
 * sent to it.
 */
export function quoteProvider(
  { clientSecret }: Pick<OidcConfig, "clientSecret">,
  ...words: readonly (string | undefined | null)[]
): string {
  return words
    .flatMap((word) => readText(word) ?? [])
    .map((word) => (clientSecret ? word.replaceAll(clientSecret, "…") : word).slice(0, longest))
    .join(": ");
}
