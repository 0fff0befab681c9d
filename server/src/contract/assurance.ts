/**
 * How well it is known who asks. `signedIn`: with two factors. `fresh`: proven again within the last minutes.
 * `confirmed`: by a passkey, for one request and no other.
 */
export type Assurance = "signedIn" | "fresh" | "confirmed";

/** What a request lacked, in the sense of RFC 9470; `WWW-Authenticate` says the same. */
export type AssuranceChallenge =
  | {
      readonly level: "fresh";
      /** Seconds since the last proof, at most. */
      readonly maxAge: number;
      readonly ways: readonly AssuranceWay[];
    }
  | {
      readonly level: "confirmed";
      /** To be sent back with the passkey's answer, in `Purser-Confirmation`. */
      readonly confirmation: ConfirmationRequest;
    };

/** `provider`: by `GET /auth/login?fresh=true`. `passkey`: by `POST /auth/second-factor`. */
export type AssuranceWay = "provider" | "passkey";

export interface ConfirmationRequest {
  /** Sealed: the request that it is for, by its digest, and until when. */
  readonly token: string;
  /** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3, section 5.1.10). */
  readonly options: unknown;
}
