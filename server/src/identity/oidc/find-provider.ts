import { createRemoteJWKSet, type RemoteJWKSet } from "jose";
import * as client from "openid-client";
import { type TokenAlgorithm, tokenAlgorithms } from "../../config/access-proxy.ts";
import type { OidcConfig } from "../../config/identity.ts";
import { isLoopback } from "../../config/loopback.ts";
import { authenticateClient } from "./authenticate-client.ts";

/** An OpenID provider as its metadata describe it (OpenID Connect Discovery 1.0). */
export interface FoundProvider {
  readonly configuration: client.Configuration;
  readonly keys: RemoteJWKSet;
  /** How it signs, of what is signed with a key pair: whoever can verify cannot sign. */
  readonly algorithms: readonly TokenAlgorithm[];
}

/** Nothing can be told of anybody until somebody mends it, here or there. */
export class ProviderNotFound extends Error {
  override readonly name = "ProviderNotFound";
}

const timeoutSeconds = 5;
/** Milliseconds between two fetches of its keys that somebody else's token can bring about. */
const cooldown = 30_000;

/** Finds the provider on first use, so that Purser starts while it is down, and looks again after each failure. */
export function findProvider(config: OidcConfig): () => Promise<FoundProvider> {
  let found: Promise<FoundProvider> | null = null;
  return () => {
    found ??= discover(config).catch((cause: unknown) => {
      found = null;
      throw new ProviderNotFound("the provider's metadata cannot be had", { cause });
    });
    return found;
  };
}

async function discover(config: OidcConfig): Promise<FoundProvider> {
  const issuer = new URL(config.issuer);
  const insecure = config.allowInsecureIssuer === true && isLoopback(issuer.hostname);
  const configuration = await client.discovery(
    issuer,
    config.clientId,
    {},
    authenticateClient(config),
    { timeout: timeoutSeconds, execute: insecure ? [client.allowInsecureRequests] : [] },
  );
  const metadata = configuration.serverMetadata();
  // Threat: for Microsoft's hosts the library lets any tenant's issuer pass.
  if (URL.parse(metadata.issuer)?.href !== issuer.href)
    throw new Error(`the provider calls itself ${metadata.issuer}`);
  return {
    configuration,
    keys: createRemoteJWKSet(keysUrl(metadata.jwks_uri, insecure), {
      timeoutDuration: timeoutSeconds * 1000,
      cooldownDuration: cooldown,
    }),
    algorithms: pairedAlgorithms(metadata.id_token_signing_alg_values_supported),
  };
}

function keysUrl(address: string | undefined, insecure: boolean): URL {
  const url = URL.parse(address ?? "");
  if (url?.protocol === "https:" || (insecure && url?.protocol === "http:")) return url;
  throw new Error("the provider's metadata name no https address of its keys");
}

function pairedAlgorithms(listed: readonly string[] = ["RS256"]): readonly TokenAlgorithm[] {
  const algorithms = tokenAlgorithms.filter((each) => listed.includes(each));
  if (algorithms.length > 0) return algorithms;
  throw new Error("the provider's metadata list no signature that is made with a key pair");
}
