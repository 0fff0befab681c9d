import type { Purser } from "../../src/purser.ts";

/** Requests as a browser makes them, one at a time: it keeps cookies by origin and follows nothing by itself. */
export interface Browser {
  readonly visit: (url: URL, method?: "GET" | "POST") => Promise<Page>;
  /** From `/auth/login` to the address that the provider sends back to, not yet visited. */
  readonly chooseAccount: (name: string, change?: (authorization: URL) => void) => Promise<URL>;
  /** The value of a console's cookie. */
  readonly cookie: (name: string) => string | undefined;
  readonly setCookie: (name: string, value: string) => void;
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it redirects to; null where it does not. */
  readonly next: URL | null;
}

/** The console answers in-process, the identity provider over HTTP. */
export function openBrowser(purser: Purser, origin: string): Browser {
  const jar = new Map<string, Map<string, string>>();
  const cookiesOf = (host: string) => {
    const cookies = jar.get(host) ?? new Map<string, string>();
    jar.set(host, cookies);
    return cookies;
  };

  const visit: Browser["visit"] = async (url, method = "GET") => {
    const cookies = cookiesOf(url.origin);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = { method, redirect: "manual", headers: { cookie, origin: url.origin } } as const;
    const answer = await (url.origin === origin
      ? purser.fetch(new Request(url, init))
      : fetch(url, init));
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    return {
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
      next: location === null ? null : new URL(location, url),
    };
  };

  return {
    visit,
    cookie: (name) => cookiesOf(origin).get(name),
    setCookie: (name, value) => void cookiesOf(origin).set(name, value),
    chooseAccount: async (name, change = () => {}) => {
      const authorization = next(
        await visit(new URL("/auth/login?returnTo=/orders%3Fq=1", origin)),
      );
      change(authorization);
      const chooser = next(await visit(authorization));
      const buttons = [...(await visit(chooser)).text.matchAll(/formaction="([^"]*)">([^<]*)</g)];
      const action = buttons.find(([, , label]) => label === name)?.[1];
      if (action === undefined) throw new Error(`the provider does not offer ${name}`);
      const resume = next(await visit(new URL(action, chooser), "POST"));
      return next(await visit(resume));
    },
  };
}

function next(page: Page): URL {
  if (page.next === null) throw new Error(`expected a redirect, not ${page.status} ${page.text}`);
  return page.next;
}
