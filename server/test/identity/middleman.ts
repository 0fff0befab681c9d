import { once } from "node:events";
import { createServer } from "node:http";
import { findFreePort } from "./free-port.ts";

/** What stands between an application and its provider, and makes something of what is said. */
export interface Middleman {
  readonly issuer: string;
  readonly stop: () => Promise<void>;
}

export interface Change {
  /** Of the provider's metadata; undefined takes one away. */
  readonly metadata?: { readonly [name: string]: unknown };
  readonly headers?: { readonly [name: string]: string };
  /** An answer instead of the provider's, by path; null for none at all. */
  readonly instead?: {
    readonly [path: string]: Page | null;
  };
}

interface Page {
  readonly status: number;
  readonly text?: string;
  readonly location?: string;
}

/** Passes everything on to the provider at `issuer`, under an issuer of its own. */
export async function startMiddleman(issuer: string, change: Change): Promise<Middleman> {
  const port = await findFreePort();
  const own = `http://127.0.0.1:${port}`;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", own);
    const instead = change.instead?.[pathname];
    if (instead === null) return;
    if (instead !== undefined) {
      const { status, text, location } = instead;
      response.writeHead(status, {
        "content-type": "application/json",
        ...(location !== undefined && { location }),
      });
      response.end(text);
      return;
    }
    const chunks = await request.toArray();
    const { authorization, "content-type": type } = request.headers;
    const answer = await fetch(issuer + request.url, {
      method: request.method ?? "GET",
      redirect: "manual",
      headers: { ...(authorization && { authorization }), ...(type && { "content-type": type }) },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = (await answer.text()).replaceAll(issuer, own);
    const location = answer.headers.get("location");
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "text/plain",
      ...(location !== null && { location }),
      ...change.headers,
    });
    response.end(
      pathname === "/.well-known/openid-configuration"
        ? JSON.stringify({ ...JSON.parse(text), ...change.metadata })
        : text,
    );
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    issuer: own,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
