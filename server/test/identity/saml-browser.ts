/** A browser at the provider's: it keeps cookies, follows redirects, and posts a form when told to. */
export interface SamlBrowser {
  readonly visit: (url: URL, form?: { readonly [name: string]: string }) => Promise<SamlPage>;
}

export interface SamlPage {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  /** The page's form, with what it holds already. */
  readonly action: string;
  readonly fields: { readonly [name: string]: string };
}

export function openSamlBrowser(): SamlBrowser {
  const cookies = new Map<string, string>();

  const visit: SamlBrowser["visit"] = async (url, form) => {
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location !== null) return visit(new URL(location, url));
    const text = await answer.text();
    const [, action = ""] = /<form[^>]* action="([^"]*)"/.exec(text) ?? [];
    return { url, status: answer.status, text, action: unquote(action), fields: fieldsIn(text) };
  };
  return { visit };
}

function fieldsIn(html: string): { readonly [name: string]: string } {
  const inputs = html.match(/<input[^>]*>/g) ?? [];
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const [, name] = / name="([^"]*)"/.exec(input) ?? [];
      const [, value = ""] = / value="([^"]*)"/.exec(input) ?? [];
      return name === undefined ? [] : [[name, unquote(value)]];
    }),
  );
}

function unquote(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}
