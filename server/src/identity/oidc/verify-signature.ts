import { compactVerify, errors } from "jose";
import type { FoundProvider } from "./find-provider.ts";

/**
 * Holds an id_token against the provider's keys (RFC 7515, section 5.2), although it comes straight from there. Throws
 * where it is not signed, not with a key pair, or by somebody else. Never a key that the token itself names.
 */
export async function verifySignature(
  { keys, algorithms }: FoundProvider,
  token: string,
): Promise<void> {
  const verify = () => compactVerify(token, keys, { algorithms: [...algorithms] });
  try {
    await verify();
  } catch (cause) {
    if (!(cause instanceof errors.JWKSNoMatchingKey)) throw cause;
    // Rotated a moment ago. What comes from its token endpoint cannot be a stranger's way to make us fetch.
    await keys.reload();
    await verify();
  }
}
