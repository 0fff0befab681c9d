import { hash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Account } from "./options.ts";

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 24rem; margin: 12vh auto; padding: 0 1rem; }
  h1 { font-size: 1.25rem; }
  p { color: color-mix(in srgb, currentColor 70%, transparent); }
  button { display: block; width: 100%; margin: .5rem 0; padding: .6rem 1rem; font: inherit; text-align: start;
    border: 1px solid color-mix(in srgb, currentColor 30%, transparent); border-radius: 6px; background: none; color: inherit; cursor: pointer; }
  button:hover, button:focus-visible { border-color: currentColor; }
  label { display: block; margin: .25rem 0; }
  small { display: block; opacity: .7; }`;

/** Lists the people, each a button that says "I am this one". */
export function drawSignIn(path: string, accounts: readonly Account[]): string {
  const buttons = accounts.map(({ subject, name, email, groups }) => {
    const action = `${path}?account=${encodeURIComponent(subject)}`;
    return `<button formaction="${escapeHtml(action)}">${escapeHtml(name)}<small>${escapeHtml(email)} · ${escapeHtml(groups.join(", "))}</small></button>`;
  });
  return drawPage(
    "Who are you?",
    `<p>This is a demonstration: nobody is asked for a password. A real identity provider belongs here.</p>
     <form method="post">${buttons.join("")}<label><input type="checkbox" name="factors" value="password"> With a password only, no second factor</label>
     <label><input type="checkbox" name="since" value="hour"> As if it had been an hour ago</label></form>`,
  );
}

/** `form` is oidc-provider's own, already escaped, with the id `op.logoutForm`. */
export function drawSignOut(form: string): string {
  return drawPage(
    "Sign out?",
    `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

export function drawMessage(title: string, text: string): string {
  return drawPage(title, `<p>${escapeHtml(text)}</p>`);
}

/** `returnsTo` is the origin that the form's answer redirects to: browsers hold a redirect against `form-action` too. */
export function sendPage(
  response: ServerResponse,
  status: number,
  page: string,
  returnsTo = "",
): void {
  const styleHash = hash("sha256", style, "base64");
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; form-action 'self' ${returnsTo}; frame-ancestors 'none'; base-uri 'none'`,
  });
  response.end(page);
}

function drawPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
