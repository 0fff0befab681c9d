import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";

/** Why a passkey gave no answer, in words that somebody can do something about. */
export type PasskeyFailure = "unsupported" | "cancelled" | "known" | "unsuitable" | "failed";

export class PasskeyError extends Error {
  override readonly name = "PasskeyError";
  readonly failure: PasskeyFailure;

  constructor(failure: PasskeyFailure, cause?: unknown) {
    super(failure, { cause });
    this.failure = failure;
  }
}

/** Has the person use a passkey. Throws `PasskeyError`. */
export async function tapPasskey(options: unknown): Promise<AuthenticationResponseJSON> {
  // The server is of the same build as this console: its options have the form that its contract names.
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
  return perform(async ({ startAuthentication }) => startAuthentication({ optionsJSON }));
}

/** Has the person make a passkey. Throws `PasskeyError`. */
export async function makePasskey(options: unknown): Promise<RegistrationResponseJSON> {
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
  return perform(async ({ startRegistration }) => startRegistration({ optionsJSON }));
}

async function perform<T>(
  ceremony: (browser: typeof import("@simplewebauthn/browser")) => Promise<T>,
): Promise<T> {
  const browser = await import("@simplewebauthn/browser");
  if (!browser.browserSupportsWebAuthn()) throw new PasskeyError("unsupported");
  try {
    return await ceremony(browser);
  } catch (error) {
    throw new PasskeyError(failureOf(error), error);
  }
}

/** By the names that WebAuthn gives them (Level 3, sections 5.1.3 and 5.1.4). */
function failureOf(error: unknown): PasskeyFailure {
  if (!(error instanceof Error)) return "failed";
  switch (error.name) {
    case "AbortError":
    case "NotAllowedError":
      return "cancelled";
    case "InvalidStateError":
      return "known";
    case "ConstraintError":
    case "NotSupportedError":
      return "unsuitable";
    default:
      return "failed";
  }
}
