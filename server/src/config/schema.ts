import * as z from "zod";
import type { Anchor, PurserConfig } from "./config.ts";
import { identitySchema } from "./identity-schema.ts";
import { isLoopback } from "./loopback.ts";
import { masks } from "./mask.ts";
import { perimeterSchema } from "./perimeter-schema.ts";
import type { RowRule } from "./row-rule.ts";
import { names, setting, text, whole } from "./setting.ts";
import { readSigningKey } from "./signing-key.ts";

const fieldSet = z.union([z.literal(true), names, setting({ except: names })], {
  error: "is not a set of fields",
});

const origin = text([
  (value) => {
    const url = URL.parse(value);
    if (url === null || url.origin !== value) return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  },
  "is not the origin of a console",
  {
    id: "bad_origin",
    hint: "Write scheme, host and port as the browser shows them, without a path or a slash at the end: `https://admin.example.com`. Plain http is only for localhost.",
  },
]);

const databaseUrl = text([
  (value) => /^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? ""),
  "is not the URL of a PostgreSQL database",
  { id: "bad_database_url", hint: "Write `postgres://login:password@host:5432/database`." },
]);

const secret = text([
  (value) => /^[A-Za-z0-9+/_-]+=*$/.test(value) && Buffer.from(value, "base64").length >= 32,
  "is too short, or not base64",
  {
    id: "weak_secret",
    hint: "Make one with `openssl rand -base64 32`, keep it outside the repository, and use the same in every process.",
  },
]);

const deliveryUrl = text([
  (value) => {
    const url = URL.parse(value);
    if (url === null || url.username !== "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  },
  "is not an address to deliver to",
  {
    id: "bad_delivery_url",
    hint: "Use https, and `headers` for what proves who you are. Plain http is only for localhost.",
  },
]);

const timeZone = text([
  (value) => {
    try {
      // An offset such as `+01:00` is accepted there, but knows no summer.
      return /^[A-Z]/i.test(value) && new Intl.DateTimeFormat("en", { timeZone: value }) !== null;
    } catch {
      return false;
    }
  },
  "is not a time zone",
  { id: "bad_time_zone", hint: "Use a name of the IANA database: `Europe/Berlin`, `UTC`." },
]);

const currencyCode = text([
  (value) => /^[A-Z]{3}$/.test(value),
  "is not the code of a currency",
  { id: "bad_currency", hint: "Use the three letters of ISO 4217: `EUR`." },
]);

const field = setting({
  label: text().exactOptional(),
  help: z.string().exactOptional(),
  group: text().exactOptional(),
  hidden: z.boolean().exactOptional(),
  format: z.enum(["email", "phone", "url", "money"]).exactOptional(),
  currency: z
    .union([setting({ field: text() }), setting({ code: currencyCode })], {
      error: "is not a currency",
    })
    .exactOptional(),
  personal: z.boolean().exactOptional(),
  mask: z
    .union([z.literal(false), z.enum(masks), setting({ fixed: z.string() })], {
      error: "is not a mask",
    })
    .exactOptional(),
  exactLookup: z.boolean().exactOptional(),
  longText: z.boolean().exactOptional(),
  inList: z.boolean().exactOptional(),
});

/** One grant or a list of them: which of the two was meant is told by the value. */
export const noGrant = "is no grant";

const rowRule = z.custom<RowRule>((value) => typeof value === "function", {
  error: "is not a rule",
  params: {
    id: "bad_row_rule",
    hint: 'Write a function: `({ eb, principal }) => eb("region", "in", principal.claims.regions)`.',
  },
});

const grant = setting({
  rows: rowRule.exactOptional(),
  read: fieldSet.exactOptional(),
  clear: fieldSet.exactOptional(),
  reveal: fieldSet.exactOptional(),
  filter: fieldSet.exactOptional(),
  sort: fieldSet.exactOptional(),
  create: fieldSet.exactOptional(),
  update: fieldSet.exactOptional(),
  delete: z.boolean().exactOptional(),
});

const day = text([
  (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  "is not a day",
  { id: "bad_day", hint: "Write `YYYY-MM-DD`." },
]);

const signOff = setting({ by: text(), on: day, reference: text() });

const resource = setting({
  label: text().exactOptional(),
  labelOne: text().exactOptional(),
  group: text().exactOptional(),
  help: z.string().exactOptional(),
  recordLabel: text().exactOptional(),
  key: names.exactOptional(),
  defaultSort: names.exactOptional(),
  search: names.exactOptional(),
  fields: z.record(z.string(), field).exactOptional(),
  relations: z
    .record(
      z.string(),
      setting({ label: text().exactOptional(), hidden: z.boolean().exactOptional() }),
    )
    .exactOptional(),
  recordOthers: z.boolean().exactOptional(),
  access: z.record(z.string(), z.union([grant, z.array(grant)], { error: noGrant })),
  signOff: setting({
    create: signOff.exactOptional(),
    update: signOff.exactOptional(),
    delete: signOff.exactOptional(),
  }).exactOptional(),
});

const signingKey = text([
  (value) => readSigningKey(value.trim()) !== null,
  "is not a key that checkpoints can be signed with",
  {
    id: "bad_signing_key",
    hint: "Make one with `purser audit keygen`, keep it outside the repository, and give the text of its file.",
  },
]);

const anchor = z.custom<Anchor>(
  (value) =>
    z
      .object({
        name: z.string(),
        everySeconds: z.number().positive(),
        keep: z.instanceof(Function),
      })
      .safeParse(value).success,
  {
    error: "is no anchor",
    params: {
      id: "bad_anchor",
      hint: "Make one with `folderAnchor({ path })` or `httpAnchor({ url })`.",
    },
  },
);

const subject = setting({
  resource: text(),
  paths: z
    .array(
      names.refine((steps) => steps.length >= 2 && steps.length % 2 === 0, {
        error: "is not a path of tables and columns",
        params: {
          id: "bad_path",
          hint: 'Write a table and its column in turn: `["orders", "customer_id"]`.',
        },
      }),
    )
    .exactOptional(),
});

const role = setting({
  groups: names.refine((groups) => groups.length > 0, {
    error: "is empty, so nobody can have this role",
    params: { id: "role_without_groups", hint: "Name a group of the identity provider." },
  }),
  description: z.string().exactOptional(),
  audit: z.boolean().exactOptional(),
  review: z.boolean().exactOptional(),
  administer: z.boolean().exactOptional(),
});

/** The form of `PurserConfig`, as far as one setting can be judged alone. */
export const configSchema: z.ZodType<PurserConfig> = setting({
  name: text(),
  origin,
  database: setting({
    url: databaseUrl,
    ledgerUrl: databaseUrl.exactOptional(),
    connections: whole(1, 1000),
  }),
  identity: identitySchema,
  passkeys: z
    .union([z.literal(false), setting({ holdHours: whole(0, 24 * 30) })], {
      error: "is neither `false` nor settings",
    })
    .exactOptional(),
  assurance: setting({
    freshMinutes: whole(1, 10),
    fresh: names.exactOptional(),
    confirmed: names.exactOptional(),
  }).exactOptional(),
  secret,
  roles: z.record(text(), role).refine((roles) => Object.keys(roles).length > 0, {
    error: "names no role, so nobody could do anything",
    params: { id: "no_roles", hint: 'Add one: `viewer: { groups: ["staff"] }`.' },
  }),
  resources: z.record(z.string(), resource),
  subjects: z.record(text(), subject).exactOptional(),
  timeZone: timeZone.exactOptional(),
  requireReason: z.boolean().exactOptional(),
  requireSignOff: z.boolean().exactOptional(),
  reveal: setting({
    reasons: names.min(1).exactOptional(),
    seconds: whole(10, 3600),
    perHour: whole(1, 100_000),
    lookupsPerHour: whole(1, 100_000),
    reviewDays: whole(1, 365),
  }).exactOptional(),
  perimeter: perimeterSchema.exactOptional(),
  limits: setting({
    statementTimeout: whole(1, 600_000),
    lockTimeout: whole(1, 600_000),
    exportRows: whole(1, 10_000_000),
    concurrencyPerPerson: whole(1, 1000),
    sessionIdleMinutes: whole(1, 24 * 60),
    sessionHours: whole(1, 24 * 7),
    sessionsPerPerson: whole(1, 100),
    recheckMinutes: whole(1, 60),
    uncheckedMinutes: whole(1, 24 * 60),
    signInsPerMinute: whole(1, 100_000),
    requestsPerMinute: whole(1, 10_000_000),
  }).exactOptional(),
  audit: setting({
    signingKey: signingKey.exactOptional(),
    previousKeys: z.array(signingKey).exactOptional(),
    anchors: z.array(anchor).exactOptional(),
    heartbeatSeconds: whole(1, 24 * 60 * 60),
    retention: setting({ reads: whole(1, 1200), changes: whole(1, 1200) }).exactOptional(),
    delivery: setting({
      url: deliveryUrl,
      headers: z.record(text(), z.string()).exactOptional(),
      batch: whole(1, 100_000),
    }).exactOptional(),
  }).exactOptional(),
});
