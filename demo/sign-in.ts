import { parseArgs } from "node:util";
import { signInOverHttp } from "./sign-in-over-http.ts";

const usage =
  "npm run -s sign-in -- viewer|support|desk|editor|admin|chief [--origin http://localhost:4000]";

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { origin: { type: "string", default: "http://localhost:4000" } },
  });
  const [person] = positionals;
  if (person === undefined) throw new Error(usage);
  const email = person.includes("@") ? person : `${person}@harbour.example`;
  console.log(`Cookie: ${await signInOverHttp(new URL(values.origin).origin, email)}`);
} catch (error) {
  const unreachable = error instanceof TypeError && error.message === "fetch failed";
  console.error(
    unreachable
      ? "Nobody answers there. Is the demo running? Start it with: npm start"
      : String(error instanceof Error ? error.message : error),
  );
  process.exitCode = 1;
}
