import { expect, test } from "../journey.ts";

const sink = "require-trusted-types-for trusted-types-sink";

/** What is tried, how the browser answers it, and which breach it reports. */
const tries = [
  ["innerHTML", "TypeError", sink],
  ["srcdoc", "TypeError", sink],
  ["insertAdjacentHTML", "TypeError", sink],
  ["document.write", "TypeError", sink],
  ["DOMParser", "TypeError", sink],
  ["an event handler", "TypeError", sink],
  ["a script", "TypeError", sink],
  ["a script's address", "TypeError", sink],
  ["a worker", "TypeError", sink],
  ["another policy", "TypeError", "trusted-types trusted-types-policy"],
  ["a timer's text", "TypeError", sink],
  ["Function", "EvalError", sink],
  ["a javascript: address", "no error", "script-src-elem inline"],
  ["a style attribute", "no error", "style-src-attr inline"],
  ["a style without the nonce", "no error", "style-src-elem inline"],
  ["a picture from elsewhere", "no error", "img-src https://example.org/"],
  ["a request elsewhere", "TypeError", "connect-src https://example.org/"],
] as const;

/** What a script that had got into the page would try next (P5), each in a task of the page's own. */
function attempts(): Promise<(readonly [what: string, outcome: string])[]> {
  const run = "window.ran = true";
  const markup = `<img src="" onerror="${run}">`;
  const all: readonly (readonly [what: string, attempt: () => unknown])[] = [
    ["innerHTML", () => Object.assign(document.body, { innerHTML: markup })],
    ["srcdoc", () => Object.assign(document.createElement("iframe"), { srcdoc: markup })],
    ["insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", markup)],
    ["document.write", () => document.write(markup)],
    ["DOMParser", () => new DOMParser().parseFromString(markup, "text/html")],
    ["an event handler", () => document.body.setAttribute("onclick", run)],
    ["a script", () => Object.assign(document.createElement("script"), { text: run })],
    ["a script's address", () => Object.assign(document.createElement("script"), { src: "/x" })],
    ["a worker", () => new Worker("/trusted-types.js")],
    ["another policy", () => Reflect.get(window, "trustedTypes").createPolicy("another", {})],
    ["a timer's text", () => setTimeout(run)],
    ["Function", () => new Function(run)()],
    ["a javascript: address", () => location.assign(`javascript:${run}`)],
    ["a style attribute", () => document.body.setAttribute("style", "color: red")],
    ["a style without the nonce", () => document.head.append(document.createElement("style"))],
    ["a picture from elsewhere", () => Object.assign(new Image(), { src: "https://example.org/" })],
    ["a request elsewhere", () => fetch("https://example.org/")],
  ];
  const taskOf = (attempt: () => unknown) =>
    new Promise<string>((resolve) => {
      setTimeout(async () => {
        try {
          await attempt();
          resolve("no error");
        } catch (error) {
          resolve(error instanceof Error ? error.name : String(error));
        }
      });
    });
  return all.reduce(
    async (before, [what, attempt]) => [...(await before), [what, await taskOf(attempt)] as const],
    Promise.resolve<(readonly [string, string])[]>([]),
  );
}

test.describe("a script that has got into the page", () => {
  test.use({ breaches: tries.map(([, , breach]) => breach) });

  test("finds no way on, and each try is noticed", async ({ openAs }) => {
    const page = await openAs("viewer");
    await expect(page.getByRole("navigation", { name: "Navigation" })).toBeVisible();
    const outcomes = await page.evaluate(attempts);
    expect(outcomes).toEqual(tries.map(([what, outcome]) => [what, outcome]));
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
  });
});
