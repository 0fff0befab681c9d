import { errors } from "jose";
import * as client from "openid-client";
import { ProviderNotFound } from "./find-provider.ts";

/** The protocol's own words for "not now" (RFC 6749, section 4.1.2.1). */
const notNow = ["server_error", "temporarily_unavailable"];
/** What openid-client and jose say where an answer is not one of the protocol, or does not come. */
const noAnswer = [
  "OAUTH_TIMEOUT",
  "OAUTH_ABORT",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_PARSE_ERROR",
  "ERR_JWKS_TIMEOUT",
  "ERR_JWKS_INVALID",
  // Its keys came with another status than 200, or not as JSON.
  "ERR_JOSE_GENERIC",
];

/** Whether the provider could not be asked, so that nothing is known; otherwise it has said something, for good. */
export function isOutage(cause: unknown): boolean {
  if (cause instanceof client.ResponseBodyError)
    return cause.status >= 500 || cause.status === 429 || notNow.includes(cause.error);
  if (cause instanceof client.AuthorizationResponseError) return notNow.includes(cause.error);
  if (cause instanceof client.ClientError || cause instanceof errors.JOSEError)
    return noAnswer.includes(cause.code ?? "");
  return cause instanceof TypeError || cause instanceof ProviderNotFound;
}
