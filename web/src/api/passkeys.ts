import type {
  PasskeyOffer,
  PasskeyPeopleAnswer,
  PasskeyRecoveryAnswer,
  PasskeySummary,
  PasskeysAnswer,
  RevocationBody,
} from "purser/contract";
import { type RequestOptions, request, send } from "./http.ts";

/** How to ask: on a page that nobody is wholly signed in to, there is no dialog to wait for. */
export type Ask = <T>(path: string, options: RequestOptions) => Promise<T>;

/** Asks for proof by one of the person's own passkeys. Waiting in a dialog for it would be waiting for itself. */
export function offerProof(): Promise<PasskeyOffer> {
  return send("/auth/second-factor/options", { method: "POST", body: {} });
}

/** The session is another one afterwards, by the cookie of the answer. */
export function proveByPasskey(token: string, response: unknown): Promise<void> {
  return send("/auth/second-factor", { method: "POST", body: { token, response } });
}

export function offerEnrolment(ask: Ask = request): Promise<PasskeyOffer> {
  return ask("/auth/passkeys/options", { method: "POST", body: {} });
}

export function enrolPasskey(
  token: string,
  response: unknown,
  name: string,
  ask: Ask = request,
): Promise<PasskeySummary> {
  return ask("/auth/passkeys", { method: "POST", body: { token, response, name } });
}

export function listPasskeys(signal?: AbortSignal): Promise<PasskeysAnswer> {
  return request("/api/passkeys", { signal });
}

export function renamePasskey(id: string, name: string): Promise<void> {
  return request(passkeyPath(id), { method: "PATCH", body: { name } });
}

export function removePasskey(id: string, what: string): Promise<void> {
  return request(passkeyPath(id), { method: "DELETE", body: {}, what });
}

/** Who has passkeys, and which recoveries wait; for administrators. */
export function listPasskeyPeople(signal?: AbortSignal): Promise<PasskeyPeopleAnswer> {
  return request("/api/passkeys/people", { signal });
}

/** Ends the time for which somebody else's new passkey must wait. */
export function consentToPasskey(id: string, what: string): Promise<void> {
  return request(`${passkeyPath(id)}/consent`, { method: "POST", body: {}, what });
}

/** Asks another administrator to remove all passkeys of somebody who has lost them. */
export function askForRecovery(body: RevocationBody, what: string): Promise<PasskeyRecoveryAnswer> {
  return request("/api/passkeys/recoveries", { method: "POST", body, what });
}

export function approveRecovery(id: string, what: string): Promise<void> {
  const path = `/api/passkeys/recoveries/${encodeURIComponent(id)}/approve`;
  return request(path, { method: "POST", body: {}, what });
}

function passkeyPath(id: string): string {
  return `/api/passkeys/${encodeURIComponent(id)}`;
}
