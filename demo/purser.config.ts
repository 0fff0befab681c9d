import {
  defineConfig,
  type FieldSet,
  folderAnchor,
  type GrantConfig,
  oidc,
  type RowRule,
  type SignOff,
} from "purser";

/** All of it, but for what the database keeps by itself. */
function everythingBut(...kept: readonly string[]): GrantConfig {
  const fields: FieldSet = kept.length === 0 ? true : { except: kept };
  return { read: true, create: fields, update: fields };
}

const readOnly: GrantConfig = { read: true };

/** Of the countries that the identity provider names; where it names none, of nobody. */
const ofTheirCountries: RowRule = ({ eb, principal }) =>
  eb("country", "in", principal.claims.countries);

/** Who agreed that people may change these rows by hand. */
const agreed: SignOff = {
  by: "Ada Quiroga, operations",
  on: "2026-10-05",
  reference: "Risk committee, 2026-10",
};

/** Whoever keeps customers in order sees who they are; how to reach them, and how old they are, takes a reason. */
const contactRevealed: GrantConfig = {
  clear: { except: ["phone", "birth_date"] },
  reveal: ["phone", "birth_date"],
};

export default defineConfig({
  name: "Harbour",
  origin: process.env.HARBOUR_ORIGIN ?? "http://localhost:4000",
  timeZone: "Europe/Berlin",
  database: { url: process.env.HARBOUR_DATABASE_URL ?? "" },
  secret: process.env.HARBOUR_SECRET ?? "",
  identity: oidc({
    issuer: process.env.HARBOUR_ISSUER ?? "http://localhost:4001",
    clientId: "purser",
    clientSecret: process.env.HARBOUR_CLIENT_SECRET ?? "",
    label: "Harbour's demo accounts",
    allowInsecureIssuer: true,
    claims: ["countries"],
    secondFactor: { included: { amr: "mfa" } },
  }),
  roles: {
    viewer: { groups: ["harbour-viewers"], description: "Looks, and changes nothing" },
    support: { groups: ["harbour-support"], description: "Answers customers" },
    desk: { groups: ["harbour-desks"], description: "Looks after the customers of some countries" },
    editor: {
      groups: ["harbour-editors"],
      description: "Keeps orders, products and customers in order",
    },
    admin: {
      groups: ["harbour-admins"],
      description: "May do everything, and reads the audit log",
      audit: true,
      review: true,
      administer: true,
    },
  },
  // Whoever tries it out is several people in several browsers, and stays for a while.
  limits: { sessionIdleMinutes: 60, sessionsPerPerson: 20, concurrencyPerPerson: 16 },
  // What a passkey has to confirm, by name: `record.delete,record.undo`. Whoever looks around need not have one.
  assurance: { confirmed: process.env.HARBOUR_CONFIRMED?.split(",") ?? [] },
  audit: {
    ...(process.env.HARBOUR_AUDIT_KEY && { signingKey: process.env.HARBOUR_AUDIT_KEY }),
    anchors: [folderAnchor({ path: process.env.HARBOUR_ANCHORS ?? ".purser/anchors" })],
  },
  subjects: { customer: { resource: "customers", paths: [["addresses", "customer_id"]] } },
  resources: {
    orders: {
      group: "Sales",
      signOff: { create: agreed, update: agreed, delete: agreed },
      defaultSort: ["-placed_at", "-id"],
      fields: {
        address_number: { inList: false },
        currency: { inList: false },
        ip_address: { label: "IP address", inList: false, mask: "pseudonym" },
        updated_at: { group: "Record" },
      },
      access: {
        viewer: { read: { except: ["ip_address", "note"] } },
        support: {
          read: true,
          reveal: true,
          update: ["address_number", "delivery_window", "gift", "note"],
        },
        editor: { ...everythingBut("total", "updated_at"), reveal: true },
        admin: { ...everythingBut("total", "updated_at"), reveal: true, delete: true },
      },
    },
    order_lines: {
      group: "Sales",
      fields: {
        sku: { label: "Product" },
        discount_percent: { label: "Discount, %" },
      },
      access: {
        viewer: readOnly,
        support: readOnly,
        editor: everythingBut(),
        admin: { ...everythingBut(), delete: true },
      },
    },
    products: {
      group: "Sales",
      recordLabel: "name",
      fields: {
        sku: { label: "SKU" },
        weight_kg: { label: "Weight, kg" },
        image_url: { label: "Picture" },
        updated_at: { group: "Record" },
      },
      access: {
        viewer: readOnly,
        support: readOnly,
        editor: everythingBut("updated_at"),
        admin: { ...everythingBut("updated_at"), delete: true },
      },
    },
    categories: {
      group: "Sales",
      access: {
        viewer: readOnly,
        support: readOnly,
        editor: everythingBut(),
        admin: { ...everythingBut(), delete: true },
      },
    },
    product_categories: {
      group: "Sales",
      access: {
        viewer: readOnly,
        support: readOnly,
        editor: { ...everythingBut(), delete: true },
        admin: { ...everythingBut(), delete: true },
      },
    },
    payments: {
      group: "Sales",
      defaultSort: ["-created_at", "-id"],
      fields: { card_last_four: { label: "Card ends in" } },
      access: {
        viewer: { read: { except: ["provider_reference", "card_last_four"] } },
        support: readOnly,
        editor: { read: true, update: ["status", "captured_at"] },
        admin: { ...everythingBut(), delete: true },
      },
    },
    refunds: {
      group: "Sales",
      defaultSort: ["-created_at", "-id"],
      access: {
        viewer: readOnly,
        support: {
          read: true,
          create: ["payment_id", "amount", "currency", "reason", "requested_by", "note"],
        },
        editor: { read: true, update: ["status", "approved_by", "note"] },
        admin: { ...everythingBut(), delete: true },
      },
    },
    monthly_sales: {
      group: "Sales",
      key: ["month", "currency"],
      defaultSort: ["-month", "currency"],
      fields: {
        total: { format: "money", currency: { field: "currency" } },
        average: { format: "money", currency: { field: "currency" } },
      },
      access: { viewer: readOnly, support: readOnly, editor: readOnly, admin: readOnly },
    },
    customers: {
      group: "People",
      signOff: { create: agreed, update: agreed, delete: agreed },
      search: ["name", "email", "phone"],
      fields: {
        name: { personal: true },
        email: { label: "E-mail", group: "Contact", personal: true, exactLookup: true },
        phone: { group: "Contact", personal: true },
        country: { group: "Contact" },
        marketing_consent: { group: "Contact", inList: false },
        birth_date: { inList: false, personal: true, mask: "year" },
        credit_limit: { format: "money", currency: { code: "EUR" } },
        notes: { longText: true, personal: true },
        last_seen_at: { group: "Record", inList: true },
        created_at: { group: "Record", inList: true },
        updated_at: { group: "Record" },
        password_hash: { hidden: true },
      },
      access: {
        viewer: {
          read: { except: ["birth_date", "phone", "credit_limit", "preferences", "notes"] },
        },
        support: {
          read: { except: ["birth_date", "credit_limit"] },
          clear: ["name", "notes"],
          reveal: ["email", "phone"],
          update: ["status", "tags", "notes"],
        },
        desk: {
          rows: ofTheirCountries,
          read: { except: ["birth_date", "credit_limit"] },
          clear: ["name", "notes"],
          reveal: ["email", "phone"],
          update: ["status", "notes"],
        },
        editor: {
          ...everythingBut("created_at", "updated_at", "last_seen_at"),
          ...contactRevealed,
        },
        admin: {
          ...everythingBut("created_at", "updated_at"),
          ...contactRevealed,
          delete: true,
        },
      },
    },
    addresses: {
      group: "People",
      fields: {
        recipient: { personal: true },
        street: { personal: true },
        postcode: { personal: true, mask: "firstTwo" },
        city: { personal: true, mask: false },
      },
      access: {
        viewer: { read: ["customer_id", "number", "city", "country"] },
        support: { read: true, reveal: true },
        desk: { rows: ofTheirCountries, read: true, reveal: true },
        editor: { ...everythingBut(), clear: true },
        admin: { ...everythingBut(), clear: true, delete: true },
      },
    },
    staff: {
      group: "People",
      labelOne: "Colleague",
      // Colleagues know one another.
      fields: { name: { mask: false }, email: { mask: false } },
      access: {
        viewer: { read: ["id", "name", "team"] },
        support: readOnly,
        editor: readOnly,
        admin: { ...everythingBut(), delete: true },
      },
    },
    open_tickets: {
      group: "Support",
      key: ["id"],
      defaultSort: ["-priority", "opened_at"],
      access: { viewer: readOnly, support: readOnly, editor: readOnly, admin: readOnly },
    },
    tickets: {
      group: "Support",
      defaultSort: ["-opened_at", "-id"],
      fields: { updated_at: { group: "Record" } },
      access: {
        viewer: readOnly,
        support: everythingBut("time_to_first_reply", "satisfaction", "updated_at"),
        editor: everythingBut("updated_at"),
        admin: { ...everythingBut("updated_at"), delete: true },
      },
    },
    ticket_messages: {
      group: "Support",
      defaultSort: ["-id"],
      access: {
        viewer: { read: { except: ["body"] } },
        support: { read: true, create: true, update: ["body", "internal"] },
        editor: { read: true, create: true, update: ["body", "internal"] },
        admin: { ...everythingBut(), delete: true },
      },
    },
    fraud_reviews: {
      group: "Risk",
      defaultSort: ["-created_at", "-id"],
      fields: { notes: { longText: true } },
      access: {
        support: { read: { except: ["score", "signals"] } },
        editor: { read: true, update: ["decision", "reviewer_id", "notes", "decided_at"] },
        admin: { ...everythingBut(), delete: true },
      },
    },
    events: {
      group: "Risk",
      defaultSort: ["-occurred_at", "-id"],
      fields: { ip_address: { label: "IP address", mask: "pseudonym" } },
      access: {
        support: { read: { except: ["ip_address"] } },
        editor: { read: true, reveal: true },
        // Deleting a customer empties it, and undoing that fills it again.
        admin: { read: true, update: ["customer_id"] },
      },
    },
    feature_flags: {
      group: "Configuration",
      defaultSort: ["key"],
      fields: {
        rollout_percent: { label: "Rollout, %" },
        description: { longText: true, inList: true },
      },
      access: {
        support: readOnly,
        editor: { read: true, update: ["enabled", "rollout_percent", "rules"] },
        admin: { ...everythingBut("updated_at"), delete: true },
      },
    },
  },
});
