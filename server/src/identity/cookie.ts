/** The browser's two cookies: the session's, and the one of a sign-in under way. */
export interface Cookies {
  readonly session: string;
  readonly attempt: string;
  readonly attributes: {
    readonly path: "/";
    readonly httpOnly: true;
    /** Not `Strict`: the way back from the provider is a navigation from another site. */
    readonly sameSite: "Lax";
    readonly secure: boolean;
  };
  /** Of a sign-in under way: sealed, good for one answer, and sent with a form that the provider's page posts. */
  readonly attemptAttributes: {
    readonly path: "/";
    readonly httpOnly: true;
    readonly sameSite: "Lax" | "None";
    readonly secure: boolean;
  };
}

/**
 * Over https, `__Host-` keeps other hosts of the domain from setting them (RFC 6265bis, section 4.1.3.2). Cookies do
 * not tell ports apart, so on a development machine the name does.
 */
export function cookiesOf(origin: string, answersBy: "redirect" | "form" = "redirect"): Cookies {
  const { protocol, port } = new URL(origin);
  const secure = protocol === "https:";
  const name = secure ? "__Host-purser" : `purser-${port || "80"}`;
  return {
    session: name,
    attempt: `${name}-sign-in`,
    attributes: { path: "/", httpOnly: true, sameSite: "Lax", secure },
    // Browsers take `None` from https alone, and from localhost.
    attemptAttributes:
      answersBy === "form"
        ? { path: "/", httpOnly: true, sameSite: "None", secure: true }
        : { path: "/", httpOnly: true, sameSite: "Lax", secure },
  };
}
