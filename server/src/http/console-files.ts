import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { answerHeaders, assetHeaders, pageHeaders } from "../perimeter/headers.ts";

const types: { readonly [extension: string]: string } = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * The built console under `folder`: its files, and its page for every other address outside `/api` and `/auth`,
 * since the console's own router reads the address. Only files that lay there at the start are ever opened.
 */
export function consoleFiles(folder: string): Hono {
  const page = readPage(folder);
  const assets = page === null ? new Map<string, () => Asset>() : listAssets(folder);
  return new Hono().get("*", async (context, next) => {
    const { path } = context.req;
    if (/^\/(api|auth)(\/|$)/.test(path)) return next();
    const asset = assets.get(path)?.();
    if (asset !== undefined) {
      const zip = /\bgzip\b/.test(context.req.header("accept-encoding") ?? "");
      return context.body(zip ? asset.gzipped : asset.bytes, 200, {
        ...assetHeaders(path.startsWith("/assets/")),
        "content-type": asset.type,
        vary: "accept-encoding",
        ...(zip && { "content-encoding": "gzip" }),
      });
    }
    // A file that is gone belongs to an older build; the page in its place would be taken for a script.
    if (path.startsWith("/assets/")) return context.text("Not found", 404, answerHeaders);
    if (page === null) return context.html(notBuilt, 503, answerHeaders);
    const nonce = randomBytes(16).toString("base64");
    return context.html(page.replace(noncePlace, `$1${nonce}$2`), 200, pageHeaders(nonce));
  });
}

const noncePlace = /(<meta property="csp-nonce" nonce=")(")/;

function readPage(folder: string): string | null {
  try {
    return readFileSync(join(folder, "index.html"), "utf8");
  } catch {
    return null;
  }
}

interface Asset {
  readonly type: string;
  readonly bytes: Buffer<ArrayBuffer>;
  readonly gzipped: Buffer<ArrayBuffer>;
}

/** By path; each is read and compressed when it is first asked for, and then kept. */
function listAssets(folder: string): ReadonlyMap<string, () => Asset> {
  const assets = new Map<string, () => Asset>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const type = types[extname(entry)];
    if (type === undefined) continue;
    let asset: Asset | null = null;
    assets.set(`/${entry.replaceAll("\\", "/")}`, () => {
      if (asset !== null) return asset;
      const bytes = readFileSync(join(folder, entry));
      asset = { type, bytes, gzipped: gzipSync(bytes) };
      return asset;
    });
  }
  return assets;
}

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Purser</title>
<h1>The console is not built</h1>
<p>The API is running. Build the console with <code>npm run build</code> in Purser's repository and start again.</p>
</html>
`;
