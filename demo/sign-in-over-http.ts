/**
 * Signs in as a browser would: `/auth/login`, the provider's page, a click on the person, `/auth/callback`.
 * Answers the console's cookies as a `Cookie` header's value; `headers` go with every request. Throws an `Error` in plain words.
 */
export async function signInOverHttp(
  origin: string,
  email: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const jar: Jar = { headers, cookies: new Map() };
  const chooser = await follow(jar, new URL("/auth/login?returnTo=/", origin));
  const page = await chooser.answer.text();
  const action = findButton(page, email);
  if (action === null) throw new Error(`The sign-in page does not offer ${email}.`);
  const last = await follow(jar, new URL(action, chooser.url), "POST");
  if (last.url.origin !== origin || last.url.searchParams.has("problem")) {
    throw new Error(`The sign-in ended at ${last.url.href}.`);
  }
  return cookieHeader(jar, origin);
}

interface Jar {
  readonly headers: Readonly<Record<string, string>>;
  /** By origin. A browser would mix ports; the console and the provider name theirs differently. */
  readonly cookies: Map<string, Map<string, string>>;
}

/** Follows redirects, which become GET, to the first answer that is none. */
async function follow(
  jar: Jar,
  from: URL,
  method = "GET",
): Promise<{ readonly url: URL; readonly answer: Response }> {
  let url = from;
  for (let hop = 0; hop < 10; hop++) {
    const answer = await fetch(url, {
      method: hop === 0 ? method : "GET",
      redirect: "manual",
      headers: { ...jar.headers, cookie: cookieHeader(jar, url.origin), accept: "text/html" },
    });
    keepCookies(jar, url.origin, answer);
    const location = answer.headers.get("location");
    if (location === null) return { url, answer };
    url = new URL(location, url);
  }
  throw new Error(`${from.href} redirects without end.`);
}

function keepCookies(jar: Jar, origin: string, answer: Response): void {
  const cookies = jar.cookies.get(origin) ?? new Map<string, string>();
  jar.cookies.set(origin, cookies);
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

function cookieHeader(jar: Jar, origin: string): string {
  return [...(jar.cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Where the button leads that shows this e-mail. */
function findButton(page: string, email: string): string | null {
  for (const [, action, label] of page.matchAll(/<button formaction="([^"]*)">(.*?)<\/button>/gs)) {
    if (action !== undefined && label?.includes(email)) return action;
  }
  return null;
}
