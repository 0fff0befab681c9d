import { createSecureContext } from "node:tls";
import * as z from "zod";
import { tokenAlgorithms } from "./access-proxy.ts";
import { isLoopback } from "./loopback.ts";
import { isEverywhere, readNetwork } from "./network.ts";
import type { PerimeterConfig } from "./perimeter.ts";

const filled = z.string().min(1);

const network = z
  .string()
  .refine((value) => readNetwork(value) !== null, {
    error: "is no network",
    params: {
      id: "bad_network",
      hint: "Write `203.0.113.0/24`, `2001:db8::/32` or a single address, with no bit set beyond the mask.",
    },
    abort: true,
  })
  .refine(
    (value) => {
      const read = readNetwork(value);
      return read !== null && !isEverywhere(read);
    },
    {
      error: "is no network of somebody's own",
      params: {
        id: "network_too_wide",
        hint: "Name the networks that people really come from, /8 or smaller, /16 in IPv6. If everybody is meant: `dangerouslyAllowEveryNetwork: true`.",
      },
    },
  );

const networks = z.array(network).refine((list) => list.length > 0, {
  error: "names nothing, so nobody could get in",
  params: { id: "no_networks", hint: "Name a network, or leave the setting out." },
});

const keysUrl = z.string().refine(
  (value) => {
    const url = URL.parse(value);
    if (url === null || url.username !== "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  },
  {
    error: "is not an address to fetch keys from",
    params: { id: "bad_keys_url", hint: "Use https. Plain http is only for localhost." },
  },
);

const header = z.string().refine((value) => /^[a-z0-9-]+$/.test(value) && value !== "cookie", {
  error: "is no header that a proxy could put a token in",
  params: {
    id: "bad_token_header",
    hint: "Write its name in lower case: `x-proxy-token`. A cookie does not do, since browsers send it along whoever asks.",
  },
});

const access = z
  .strictObject({
    label: filled,
    header,
    issuer: filled.exactOptional(),
    audience: filled.exactOptional(),
    algorithms: z.array(z.enum(tokenAlgorithms)).min(1),
    keysUrl,
    signedBy: z.record(filled, filled).exactOptional(),
    identity: z.enum(["email", "subject"]).exactOptional(),
  })
  .refine(({ issuer, audience, signedBy }) => (issuer && audience) || signedBy, {
    error: "would take a token that was made for something else",
    params: { id: "token_for_anybody", hint: "Give issuer and audience." },
  });

const tls = z
  .strictObject({ certificate: filled, key: filled })
  .refine(({ certificate, key }) => canServe(certificate, key), {
    error: "is not a certificate with its key",
    params: { id: "bad_tls", hint: "Give the text of both PEM files, not their names." },
  });

function canServe(cert: string, key: string): boolean {
  try {
    createSecureContext({ cert, key });
    return true;
  } catch {
    return false;
  }
}

/** The form of `PerimeterConfig`, as far as one setting can be judged alone. */
export const perimeterSchema: z.ZodType<PerimeterConfig> = z.strictObject({
  networks: networks.exactOptional(),
  trustedProxies: networks.exactOptional(),
  access: access.exactOptional(),
  help: filled.exactOptional(),
  tls: tls.exactOptional(),
  dangerouslyAllowEveryNetwork: z.boolean().exactOptional(),
  dangerouslyServeWithoutTls: z.boolean().exactOptional(),
});
