import { origin } from "../../support/purser.ts";
import type { Refused } from "../attack.ts";

const path = "/api/resources/customers/records";
const body = JSON.stringify({ values: { id: "77", name: "x" } });

/** With a session's cookie, which the browser adds by itself. */
export default {
  threat: "P3",
  name: "a request that another site made the browser send",
  run: async ({ office, admin }) => {
    const send = async (
      what: string,
      method: string,
      headers: Record<string, string>,
      address = path,
    ) => {
      const init = {
        method,
        headers: { cookie: admin.cookie, "content-type": "application/json", ...headers },
      };
      const response = await office.purser.fetch(
        new Request(origin + address, method === "POST" ? { ...init, body } : init),
      );
      const text = await response.text();
      return {
        what,
        reply: {
          status: response.status,
          headers: response.headers,
          text,
          json: null,
          problem: JSON.parse(text),
        },
        code: "cross_site_request" as const,
        recorded: "count" as const,
      };
    };
    return Promise.all([
      send("of another origin", "POST", { origin: "https://evil.example" }),
      send("of another port", "POST", { origin: "http://localhost:4001" }),
      send("of an origin that only begins like ours", "POST", { origin: `${origin}.evil.example` }),
      send("of no origin", "POST", { origin: "null" }),
      send("that does not say from where", "POST", {}),
      send("of a subdomain", "POST", { origin, "sec-fetch-site": "same-site" }),
      send("of another site, whatever its origin says", "POST", {
        origin,
        "sec-fetch-site": "cross-site",
      }),
      send("that a person is said to have typed", "POST", { "sec-fetch-site": "none" }),
      send("for data", "GET", { "sec-fetch-site": "cross-site" }),
      send("for data, of a subdomain", "GET", { "sec-fetch-site": "same-site" }),
      send(
        "for data, at its address in other letters",
        "GET",
        { "sec-fetch-site": "cross-site" },
        path.replace("api", "%61pi"),
      ),
    ]);
  },
} satisfies Refused;
