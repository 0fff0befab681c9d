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
  };
  /** What the whole deployment is called. */
  readonly application: string;
  /** The company's time zone (IANA), which the console offers beside UTC and the person's own. */
  readonly timeZone: string;
  /** Pages beside the resources that this principal may open. */
  readonly pages: { readonly audit: boolean; readonly reviews: boolean; readonly access: boolean };
  /** How masked values are revealed: kinds of reason to choose from, and for how many seconds. */
  readonly reveal: { readonly reasons: readonly string[]; readonly seconds: number };
  /** Things that everybody must be told: preview mode, unsafe opt-outs. */
  readonly banners: readonly { readonly level: "info" | "warning"; readonly text: string }[];
}

/** `GET /auth/provider`, without a session: what the sign-in page may say. */
export interface SignInPage {
  readonly application: string;
  readonly provider: string;
}
