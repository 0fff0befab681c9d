import type { PurserConfig } from "../../src/config/config.ts";
import { type OfficeOptions, openOffice, type TestOffice } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** Kept apart in the log, and shown: masks are no matter here. */
export const personal = { personal: true, mask: false } as const;

/** The shop, with what is about people marked as personal, and where to look for a customer's rows. */
export const personalShop: PurserConfig["resources"] = {
  ...shopResources,
  customers: {
    access: {},
    ...shopResources.customers,
    fields: { ...shopResources.customers?.fields, name: personal, email: personal, note: personal },
  },
  order_lines: {
    access: {},
    ...shopResources.order_lines,
    fields: { sku: personal },
  },
};

export const subjects: NonNullable<PurserConfig["subjects"]> = {
  customer: {
    resource: "customers",
    paths: [
      ["orders", "customer_id"],
      ["order_lines", "order_id", "orders", "customer_id"],
    ],
  },
};

export function openPersonalShop(options: Pick<OfficeOptions, "server"> = {}): Promise<TestOffice> {
  return openOffice({
    ...options,
    schema: shopSchema,
    resources: personalShop,
    config: { subjects },
  });
}
