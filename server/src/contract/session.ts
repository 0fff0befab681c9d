import type { AssuranceWay } from "./assurance.ts";

/** `GET /api/me` */
export interface MeAnswer {
  readonly name: string;
  readonly email: string | null;
  readonly subject: string;
  readonly roles: readonly string[];
  /** Roles through whose eyes this administrator looks (`Purser-View-As`); null for their own. */
  readonly viewAs: readonly string[] | null;
  readonly session: {
    readonly id: string;
    readonly idleSeconds: number;
    readonly expiresAt: string;
    readonly secondFactor: SecondFactor;
  };
  /** What the whole deployment is called. */
  readonly application: string;
  /** The company's time zone (IANA), which the console offers beside UTC and the person's own. */
  readonly timeZone: string;
  /** Pages beside the resources that this principal may open. */
  readonly pages: {
    readonly audit: boolean;
    readonly reviews: boolean;
    readonly access: boolean;
    readonly sessions: boolean;
  };
  /** How masked values are revealed: kinds of reason to choose from, and for how many seconds. */
  readonly reveal: { readonly reasons: readonly string[]; readonly seconds: number };
  /** Things that everybody must be told: preview mode, unsafe opt-outs. */
  readonly banners: readonly { readonly level: "info" | "warning"; readonly text: string }[];
}

/** Who proved the second factor: the identity provider, or a passkey here. */
export type SecondFactor = "provider" | "passkey";

/** `GET /auth/provider`, without a session: what the sign-in page may say. */
export interface SignInPage {
  readonly application: string;
  readonly provider: string;
}

/** `POST /auth/logout` */
export interface SignOutAnswer {
  /** Where somebody ends their session at the identity provider, which goes on; null where that is not known. */
  readonly providerLogout: string | null;
}

/** `GET /auth/second-factor`: where somebody stands whose session has but one factor. */
export interface SecondFactorPage {
  readonly application: string;
  readonly provider: string;
  readonly name: string;
  /** By a passkey, or where there is none yet by enrolling one; `provider` where it could prove a second factor. */
  readonly ways: readonly AssuranceWay[];
  readonly hasPasskey: boolean;
  /** Whether a first passkey may be enrolled now, which takes a sign-in of the last minutes. */
  readonly mayEnrol: boolean;
}

/** One sign-in and what became of it. */
export interface SessionSummary {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly address: string | null;
  readonly userAgent: string | null;
  /** PostgreSQL's text, UTC, as all times here. */
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  /** Null while the second factor is still missing. */
  readonly secondFactor: SecondFactor | null;
  readonly authenticatedAt: string | null;
  /** Whether it is the one that asks. */
  readonly isOwn: boolean;
}

/**
 * `GET /api/sessions?scope=own|all&issuer=&subject=&search=`: the sessions that live, the last used first; one's own, or
 * for an administrator all, or one person's; of these the ones in which every word of the search occurs.
 * `DELETE /api/sessions/{id}` ends one, with a `reason` where it is somebody else's.
 */
export interface SessionsAnswer {
  readonly sessions: readonly SessionSummary[];
  /** Whether there are more than the answer holds. */
  readonly isMore: boolean;
}

/** `GET /api/passkeys` */
export interface PasskeySummary {
  readonly id: string;
  readonly name: string;
  readonly enrolledAt: string;
  readonly lastUsedAt: string | null;
  /** From when on it may confirm destructive work. */
  readonly trustedFrom: string;
  /** Kept by a password manager and synchronised to other devices. */
  readonly isSynced: boolean;
}

export interface PasskeysAnswer {
  readonly passkeys: readonly PasskeySummary[];
}

/** `POST /auth/second-factor/options`, `POST /auth/passkeys/options`: what a passkey is asked for, good for two minutes. */
export interface PasskeyOffer {
  /** Sealed; goes back with the passkey's answer. */
  readonly token: string;
  /** `PublicKeyCredentialRequestOptionsJSON` or `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3, section 5.1). */
  readonly options: unknown;
}

/** `GET /api/passkeys/people`, for administrators: who has passkeys, and which recoveries wait for a second of them. */
export interface PasskeyPeopleAnswer {
  readonly people: readonly PasskeyPerson[];
  readonly recoveries: readonly PasskeyRecovery[];
  /** Whether there are more people than the answer holds. */
  readonly isMore: boolean;
}

export interface PasskeyPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  /** Whether it is the one that asks, who can consent to none of these. */
  readonly isOwn: boolean;
  readonly passkeys: readonly PasskeySummary[];
}

/** A request to remove somebody's passkeys; lapses after a day. */
export interface PasskeyRecovery {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  /** Neither who asked nor whom it is about approves it. */
  readonly mayApprove: boolean;
}

/** `POST /api/passkeys/recoveries` */
export interface PasskeyRecoveryAnswer {
  readonly id: string;
}
