/** The `acr` of a sign-in with two factors. */
export const secondFactorLevel = "mfa";

/** How somebody has signed in, as OpenID Connect Core 1.0, section 2, tells it; names as in RFC 8176. */
interface Factors {
  readonly acr?: string;
  readonly amr: string[];
  /** Seconds since 1970, where it was not just now. */
  readonly ts?: number;
}

/** Two factors, unless the form says that it was a password only; just now, unless it says that it was an hour ago. */
export function readFactors(form: URLSearchParams, now = Date.now()): Factors {
  const factors =
    form.get("factors") === "password"
      ? { amr: ["pwd"] }
      : { acr: secondFactorLevel, amr: ["pwd", "mfa"] };
  return form.get("since") === "hour" ? { ...factors, ts: Math.floor(now / 1000) - 3600 } : factors;
}
