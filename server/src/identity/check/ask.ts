/** What somebody's server answered, or in words why it did not. */
export type Answer =
  | {
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
      /** Milliseconds since 1970, half way between question and answer. */
      readonly at: number;
    }
  | { readonly unreachable: string };

const timeout = 5000;

/** Asks for one page, as a program or as a browser does, with neither cookies nor redirects followed. */
export async function ask(
  url: string | URL,
  now: () => number,
  as: "program" | "browser" = "program",
): Promise<Answer> {
  const begun = now();
  try {
    const { status, headers, ...response } = await get(url, accepted[as]);
    return { status, headers, text: response.text, at: (begun + now()) / 2 };
  } catch (cause) {
    return { unreachable: explain(cause) };
  }
}

const accepted = { program: "application/json, text/html;q=0.5", browser: "text/html" } as const;

async function get(url: string | URL, accept: string) {
  const response = await fetch(url, {
    redirect: "manual",
    headers: { accept },
    signal: AbortSignal.timeout(timeout),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** By Node's and OpenSSL's codes, which `fetch` hides in the cause. */
const reasons: { readonly [code: string]: string } = {
  ENOTFOUND: "its host is not known",
  EAI_AGAIN: "its host cannot be looked up now",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it closed the connection",
  EHOSTUNREACH: "there is no way to its host",
  ENETUNREACH: "there is no way to its network",
  CERT_HAS_EXPIRED: "its TLS certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its TLS certificate is for another host",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "its TLS certificate is self-signed (NODE_EXTRA_CA_CERTS names a certificate authority of your own)",
  SELF_SIGNED_CERT_IN_CHAIN:
    "its TLS certificate comes from an unknown authority (NODE_EXTRA_CA_CERTS names one of your own)",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "its TLS certificate comes without the ones between it and a known authority",
};

function explain(cause: unknown): string {
  if (!(cause instanceof Error)) return "it could not be asked";
  if (cause.name === "TimeoutError") return `it did not answer within ${timeout / 1000} seconds`;
  const { cause: inner } = cause;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : "";
  return reasons[code] ?? `it could not be asked (${code || cause.message})`;
}
