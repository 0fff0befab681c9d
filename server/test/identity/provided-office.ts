import type { OidcConfig } from "../../src/config/identity.ts";
import { type OfficeOptions, openOffice, type TestOffice } from "../support/purser.ts";

/** A back office of one table, where people sign in at the provider with this issuer, and are believed its `amr`. */
export function openProvidedOffice(
  issuer: string,
  config: OfficeOptions["config"] = {},
): Promise<TestOffice> {
  return openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true } } } },
    config: { identity: clientOf(issuer), ...config },
  });
}

/** What the tests' own providers know this client by. */
export function clientOf(issuer: string): OidcConfig {
  return {
    kind: "oidc",
    issuer,
    clientId: "purser",
    clientSecret: "only for this test",
    secondFactor: { included: { amr: "mfa" } },
    allowInsecureIssuer: true,
  };
}
