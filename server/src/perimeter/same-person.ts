import type { AccessProxyConfig } from "../config/access-proxy.ts";
import type { Principal } from "../identity/principal.ts";
import type { Visitor } from "./access-token.ts";

/** Who somebody is by the identity provider, at sign-in and in the session. */
export type Person = Pick<Principal, "email" | "subject">;

/**
 * Whether the proxy and the session mean the same person; otherwise a session's cookie could be used through somebody
 * else's sign-in at the proxy. What either does not know is not the same.
 */
export function isSamePerson(
  { identity = "email" }: AccessProxyConfig,
  visitor: Visitor,
  { email, subject }: Person,
): boolean {
  if (identity === "subject") return visitor.subject !== null && visitor.subject === subject;
  return (
    visitor.email !== null && email !== null && visitor.email.toLowerCase() === email.toLowerCase()
  );
}
