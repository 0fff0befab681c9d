import { hash } from "node:crypto";
import { html } from "hono/html";
import type { Refusal } from "../contract/index.ts";
import { problems } from "../contract/index.ts";
import { answerHeaders } from "../perimeter/headers.ts";

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em;color-scheme:light dark}h1{font-size:1.4em}small{opacity:.7}";

/** What somebody before the gate sees in a browser: why, and how to get in. None of the console's files is needed. */
export async function refusedPage(
  application: string,
  { refused, detail }: Refusal,
  requestId: string,
): Promise<Response> {
  const [status, title, next] = problems[refused];
  const page = await html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · ${application}</title>
<style>${style}</style>
<h1>${title}</h1>
<p>${detail ?? ""}</p>
<p>${next}</p>
<p><small>${application} · ${refused} · request ${requestId}</small></p>
</html>
`;
  return new Response(page.toString(), {
    status,
    headers: {
      ...answerHeaders,
      "content-security-policy": `${answerHeaders["content-security-policy"]}; style-src 'sha256-${hash("sha256", style, "base64")}'`,
      "content-type": "text/html; charset=utf-8",
      "x-request-id": requestId,
    },
  });
}
