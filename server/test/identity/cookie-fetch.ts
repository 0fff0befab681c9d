/** A fetch that keeps cookies as a browser does for one origin, and follows nothing by itself. */
export function openCookieFetch(): (url: URL, init?: RequestInit) => Promise<Response> {
  const cookies = new Map<string, string>();
  return async (url, init) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { ...init, redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
}

/** Where an answer redirects to. */
export function nextOf(answer: Response): URL {
  const next = answer.headers.get("location");
  if (next === null) throw new Error(`${answer.url} leads nowhere: ${answer.status}`);
  return new URL(next, answer.url);
}
