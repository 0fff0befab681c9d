import { importJWK, type JWK } from "jose";
import * as z from "zod";
import { tokenAlgorithms } from "../../config/access-proxy.ts";
import { isObject } from "../claims.ts";
import { ask } from "./ask.ts";
import { type Finding, failed, fine } from "./finding.ts";
import type { OidcMetadata } from "./oidc-metadata.ts";

const keySet = z.object({ keys: z.array(z.custom<JWK>(isObject)) });

/** Whether there is a key that an id token can be verified with, of a kind that who can verify cannot sign with. */
export async function judgeKeys(metadata: OidcMetadata, now: () => number): Promise<Finding> {
  const { jwks_uri, id_token_signing_alg_values_supported: listed = ["RS256"] } = metadata;
  const algorithms = tokenAlgorithms.filter((algorithm) => listed.includes(algorithm));
  if (algorithms.length === 0)
    return failed(
      "keys",
      `It signs id tokens with ${listed.join(", ")} only, and none of these is verified.`,
      `Have it sign with one of ${tokenAlgorithms.join(", ")}.`,
    );
  const answer = await ask(jwks_uri, now);
  const keys = "unreachable" in answer || answer.status !== 200 ? null : parse(answer.text);
  if (keys === null) {
    const why =
      "unreachable" in answer ? answer.unreachable : "what is there is no set of keys (RFC 7517)";
    return failed("keys", `Its keys at ${jwks_uri} cannot be read: ${why}.`, "See what is there.");
  }
  if (keys.some(({ d }) => d !== undefined))
    return failed(
      "keys",
      "It publishes a private key, so anybody can sign in as anybody.",
      "Have it make new keys, and publish their public halves alone.",
    );
  const usable = await Promise.all(keys.map((key) => fits(key, algorithms)));
  const count = usable.filter(Boolean).length;
  return count === 0
    ? failed(
        "keys",
        `None of its ${keys.length} keys is for ${algorithms.join(", ")}, with which it says that it signs.`,
        "Give it a key of such a kind, RSA of 2048 bits or more.",
      )
    : fine(
        "keys",
        `${count} of its ${keys.length} keys can verify id tokens (${algorithms.join(", ")}).`,
      );
}

function parse(text: string): readonly JWK[] | null {
  try {
    return keySet.parse(JSON.parse(text)).keys;
  } catch {
    return null;
  }
}

async function fits(key: JWK, algorithms: readonly string[]): Promise<boolean> {
  if (key.kty === "oct" || (key.use !== undefined && key.use !== "sig")) return false;
  const own = key.alg === undefined ? algorithms : algorithms.filter((name) => name === key.alg);
  const imports = await Promise.allSettled(own.map((algorithm) => importJWK(key, algorithm)));
  return imports.some(({ status }) => status === "fulfilled");
}
