import type { Assurance } from "../contract/index.ts";
import { problems } from "../contract/index.ts";

type Json = { readonly [name: string]: unknown };

/** RFC 9457 with our own members. */
export const problemSchema: Json = {
  type: "object",
  required: ["type", "title", "status", "code", "next", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(problems) },
    detail: { type: "string" },
    next: { type: "string" },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "message"],
        properties: { pointer: { type: "string" }, message: { type: "string" } },
      },
    },
    record: { type: "object" },
    assurance: {
      type: "object",
      required: ["level"],
      properties: {
        level: { enum: ["fresh", "confirmed"] },
        maxAge: { type: "integer" },
        ways: { type: "array", items: { enum: ["provider", "passkey"] } },
        confirmation: {
          type: "object",
          required: ["token", "options"],
          properties: { token: { type: "string" }, options: { type: "object" } },
        },
      },
    },
    trustedFrom: { type: "string" },
  },
};

/** The answer to what a session is too weak for (RFC 9470, section 3), by what an operation demands. */
const challenges: { readonly [demanded in Assurance]: string | null } = {
  signedIn: null,
  fresh: "NotFresh",
  confirmed: "NotConfirmed",
};

/** Every way in which an operation ends other than well. */
export function problemResponses(demanded: Assurance): Json {
  const challenge = challenges[demanded];
  return {
    ...(challenge !== null && { 401: { $ref: `#/components/responses/${challenge}` } }),
    429: { $ref: "#/components/responses/TooManyRequests" },
    default: { $ref: "#/components/responses/Problem" },
  };
}

/** What these refer to; `freshSeconds` is how old the last proof of who asks may be. */
export function responseComponents(freshSeconds: number): Json {
  return {
    Problem: problemResponse(
      `A problem (RFC 9457), whose code is one of: ${Object.keys(problems).join(", ")}.`,
    ),
    TooManyRequests: problemResponse("More than one may ask for at once, or within a while.", {
      "Retry-After": { description: "Seconds.", schema: { type: "integer" } },
    }),
    NotFresh: problemResponse(
      `Nobody is signed in, or they last proved who they are more than ${freshSeconds} seconds ago. Then prove it as \`assurance.ways\` says, and send the request again (RFC 9470).`,
      challengeHeader,
    ),
    NotConfirmed: problemResponse(
      "Nobody is signed in, or the request is not confirmed. Then have a passkey answer `assurance.confirmation.options`, and send the request again with `Purser-Confirmation` (RFC 9470).",
      challengeHeader,
    ),
  };
}

/** Of an operation that demands one: the confirmation of the request at hand. */
export const confirmationParameter: Json = {
  name: "Purser-Confirmation",
  in: "header",
  required: false,
  description:
    'base64url of `{"token": …, "response": …}`: the token of the answer 401, and the passkey\'s response to its options as `AuthenticationResponseJSON` (WebAuthn Level 3, section 5.1). Good for this request, once, within two minutes.',
  schema: { type: "string" },
};

const challengeHeader: Json = {
  "WWW-Authenticate": {
    description:
      'What is wanted: `error="insufficient_user_authentication"`, with `max_age` in seconds where a fresh proof is.',
    schema: { type: "string" },
  },
};

function problemResponse(description: string, headers?: Json): Json {
  return {
    description,
    ...(headers && { headers }),
    content: {
      "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
    },
  };
}
