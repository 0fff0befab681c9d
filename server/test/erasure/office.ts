import type { PurserConfig } from "../../src/config/config.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** The shop, with what is about people marked as personal, and where to look for a customer's rows. */
export const personalShop: PurserConfig["resources"] = {
  ...shopResources,
  customers: {
    access: {},
    ...shopResources.customers,
    fields: { name: { personal: true }, email: { personal: true }, note: { personal: true } },
  },
  order_lines: {
    access: {},
    ...shopResources.order_lines,
    fields: { sku: { personal: true } },
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

export function openPersonalShop(config: Partial<PurserConfig> = {}): Promise<TestOffice> {
  return openOffice({
    schema: shopSchema,
    resources: personalShop,
    config: { subjects, ...config },
  });
}
