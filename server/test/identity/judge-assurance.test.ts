import { expect, test } from "vitest";
import type { AssuranceRule } from "../../src/config/identity.ts";
import type { Claims } from "../../src/identity/claims.ts";
import { evidenceOf, keepsRule } from "../../src/identity/judge-assurance.ts";

const acr: AssuranceRule = { required: { acr: ["phr", "phrh"] } };
const amr: AssuranceRule = { included: { amr: "mfa" } };
const acrs: AssuranceRule = { included: { acrs: ["c1", "c2"] } };
const both: AssuranceRule = { ...acr, ...amr };
const deep: AssuranceRule = { required: { "session.level": "2" } };

test.each<[AssuranceRule | undefined, Claims, boolean]>([
  [acr, { acr: "phr" }, true],
  [acr, { acr: "phrh" }, true],
  [acr, { acr: "urn:okta:loa:2fa:any" }, false],
  [acr, { acr: "PHR" }, false],
  [acr, { acr: "phr phrh" }, false],
  [acr, { acr: ["phr"] }, false],
  [acr, { acr: "0" }, false],
  [acr, { acr: null }, false],
  [acr, {}, false],
  [amr, { amr: ["pwd", "mfa"] }, true],
  [amr, { amr: ["mfa", "pwd"] }, true],
  [amr, { amr: ["pwd"] }, false],
  [amr, { amr: [] }, false],
  [amr, { amr: "mfa" }, false],
  [amr, { amr: "not mfa" }, false],
  [amr, { amr: ["mfa", 1] }, false],
  [amr, { amr: { 0: "mfa", length: 1 } }, false],
  [amr, {}, false],
  [acrs, { acrs: ["c9", "c2"] }, true],
  [acrs, { acrs: ["c3"] }, false],
  [acrs, { acrs: ["c11"] }, false],
  [acrs, { acr: "c1" }, false],
  [both, { acr: "phr", amr: ["mfa"] }, true],
  [both, { acr: "phr" }, false],
  [both, { amr: ["mfa"] }, false],
  [deep, { session: { level: "2" } }, true],
  [deep, { session: { level: 2 } }, false],
  [{ required: { constructor: "x" } }, {}, false],
  [undefined, { acr: "phr", amr: ["mfa"] }, false],
  [{}, { acr: "phr", amr: ["mfa"] }, false],
  [{ required: {}, included: {} }, { acr: "phr" }, false],
  [{ required: { acr: [] } }, { acr: "phr" }, false],
])("%j on %j: %s", (rule, claims, keeps) => {
  expect(keepsRule(rule, claims)).toBe(keeps);
});

test("the evidence is what was judged by, as it came, and short", () => {
  const claims = {
    acr: ["phr"],
    session: { level: "2" },
    amr: "x".repeat(10_000),
    email: "ada@example.org",
  };
  expect(evidenceOf([deep], claims)).toEqual({
    acr: ["phr"],
    amr: `"${"x".repeat(499)}`,
    "session.level": "2",
  });
});
