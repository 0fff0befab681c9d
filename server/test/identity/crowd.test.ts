import { afterAll, beforeAll, expect, test } from "vitest";
import type { Purser } from "../../src/purser.ts";
import { origin, type TestOffice } from "../support/purser.ts";
import { type Arrival, approach, depart, enter } from "./arrive.ts";
import { type BehavingProvider, startBehavingProvider } from "./behaving-provider.ts";
import { findFreePort } from "./free-port.ts";
import { openProvidedOffice } from "./provided-office.ts";

/** Who signs in next, by their subject at the provider. */
let subject: string;
let provider: BehavingProvider;
let office: TestOffice;
let url: string;

beforeAll(async () => {
  provider = await startBehavingProvider({
    redirectUri: `${origin}/auth/callback`,
    login: () => ({ accountId: subject, amr: ["mfa"] }),
    claims: () => ({ groups: ["viewers"] }),
    configuration: { claims: { openid: ["sub", "amr", "groups"] } },
  });
  office = await openProvidedOffice(provider.issuer, {
    perimeter: { trustedProxies: ["127.0.0.1"], networks: ["192.0.2.0/24"] },
  });
  ({ url } = await office.purser.start({ port: await findFreePort(), host: "127.0.0.1" }));
});
afterAll(async () => {
  await office?.close();
  await provider?.stop();
});

/** The server behind its proxy, which says where somebody comes from. */
function from(address: string): Purser {
  const fetchFrom = (request: Request) => {
    const headers = new Headers(request.headers);
    headers.set("x-forwarded-for", address);
    return fetch(request.url.replace(origin, new URL(url).origin), { headers, redirect: "manual" });
  };
  return { ...office.purser, fetch: fetchFrom };
}

test("two hundred people from as many addresses sign in at once, and all get in", async () => {
  const people = Array.from({ length: 200 }, (_, place) => ({
    person: `person-${place}`,
    address: `192.0.2.${place + 1}`,
  }));
  const departures = await Promise.all(people.map(({ address }) => depart(from(address))));
  const arrivals: Arrival[] = [];
  for (const [place, departure] of departures.entries()) {
    subject = people[place]?.person ?? "";
    arrivals.push(await approach(departure));
  }
  const arrived = await Promise.all(
    arrivals.map((arrival, place) => enter(from(people[place]?.address ?? ""), arrival)),
  );
  expect(arrived.filter(({ next }) => next !== "/")).toEqual([]);
  const { rows } = await office.admin.query(
    "select subject as person, host(address) as address from purser.session s where purser.is_live(s) order by s.address",
  );
  expect(rows).toEqual(people);
}, 60_000);
