import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { expect, test } from "vitest";
import { pageHeaders } from "../../src/perimeter/headers.ts";
import { reportSkipped } from "../support/skipped.ts";

const chromium = process.env.PURSER_CHROMIUM ?? "/usr/bin/chromium";
const hasChromium = await access(chromium).then(
  () => true,
  () => false,
);
if (!hasChromium) await reportSkipped("Chromium: what the policy of the console's page stops");

/** What a script that had got into the page would do next, and the directive that the browser stops it by. */
const attempts: readonly (readonly [what: string, code: string, stoppedBy: string])[] = [
  ["markup", `document.body.innerHTML = "<img src=x onerror=run()>"`, "require-trusted-types-for"],
  [
    "half an element",
    `document.body.insertAdjacentHTML("beforeend", "a <b")`,
    "require-trusted-types-for",
  ],
  ["a script's text", `make("script", { text: "run()" })`, "require-trusted-types-for"],
  ["a script's address", `make("script", { src: "/late.js" })`, "require-trusted-types-for"],
  ["text that is run", `eval("run()")`, "require-trusted-types-for"],
  ["a policy of its own", `trustedTypes.createPolicy("own", {})`, "trusted-types"],
  ["an address that is run", `location.assign("javascript:run()")`, "script-src-elem"],
  ["a request elsewhere", `fetch("http://localhost:1/")`, "connect-src"],
  ["a picture from elsewhere", `make("img", { src: "http://localhost:1/" })`, "img-src"],
  ["a frame", `make("iframe", { src: "/" })`, "frame-src"],
  ["another base", `make("base", { href: "http://localhost:1/" })`, "base-uri"],
  ["a form", `make("form", { action: "http://localhost:1/" }).submit()`, "form-action"],
  ["a style of its own", `make("style", { textContent: "p { color: red }" })`, "style-src-elem"],
];

const page = `<!doctype html>
<title>Console</title>
<script src="/trusted-types.js"></script>
<body><p>Text</p><script type="module" src="/attempts.js"></script>`;

/** Tells the server what was stopped as soon as that is as much as was tried. */
const script = `
const breaches = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  breaches.push(effectiveDirective);
  if (breaches.length === ${attempts.length}) report();
});
const make = (name, properties) => {
  const element = Object.assign(document.createElement(name), properties);
  document.body.append(element);
  return element;
};
let hasRun = false;
globalThis.run = () => { hasRun = true; };
const report = () => fetch("/report", {
  method: "POST",
  body: JSON.stringify({ breaches: breaches.toSorted(), hasRun, color: getComputedStyle(document.querySelector("p")).color }),
});
// As Ant Design does.
make("style", { nonce: "bm9uY2U=", innerHTML: "p { color: rgb(1, 2, 3) }" });
for (const attempt of [${attempts.map(([, code]) => `() => ${code}`).join(",\n")}])
  try { attempt(); } catch {}
`;

/** P5, by those who decide: the browser, and the page's own headers and first script. */
test.skipIf(!hasChromium)("whatever gets into the console's page finds no way on", async () => {
  const url = new URL("../../../web/public/trusted-types.js", import.meta.url);
  const scripts = new Map([
    ["/trusted-types.js", await readFile(url, "utf8")],
    ["/attempts.js", script],
  ]);
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const reported = new Promise((resolve) => {
      server.on("request", async (request, response) => {
        const text = scripts.get(request.url ?? "");
        if (text !== undefined)
          response.writeHead(200, { "content-type": "text/javascript" }).end(text);
        else if (request.method === "POST") resolve(await json(request));
        else
          response
            .writeHead(200, { ...pageHeaders("bm9uY2U="), "content-type": "text/html" })
            .end(page);
      });
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const browser = spawn(
      chromium,
      [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"],
        ...["--disable-background-networking", "--disable-sync", "--remote-debugging-port=0"],
        ...[`--user-data-dir=${profile}`, `http://127.0.0.1:${address.port}/`],
      ],
      { stdio: "ignore", timeout: 15_000 },
    );
    const ended = once(browser, "exit");
    try {
      expect(await Promise.race([reported, ended])).toEqual({
        breaches: attempts.map(([, , stoppedBy]) => stoppedBy).toSorted(),
        hasRun: false,
        color: "rgb(1, 2, 3)",
      });
    } finally {
      browser.kill();
      await ended;
    }
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
