import * as z from "zod";
import type { PasskeyRecoveryAnswer } from "../contract/index.ts";
import { type Refusal, refuse } from "../contract/index.ts";
import type { PasskeyChange } from "../execute/change-passkey.ts";
import { refuseUnlessAdministrator } from "./explain-access.ts";
import { identifierText, nameText, noQuery, reasonText } from "./input.ts";
import { defineOperation, type Scene } from "./operation.ts";
import type { Task } from "./task.ts";

/** What names one passkey, or one recovery; with no body, or an empty one. */
const idInput = z.object({
  path: z.object({ id: z.guid() }),
  query: noQuery,
  body: z.strictObject({}).optional(),
});

export const listPasskeys = defineOperation({
  name: "passkey.list",
  summary: "The caller's own passkeys.",
  method: "GET",
  path: "/api/passkeys",
  effect: "none",
  assurance: "signedIn",
  status: 200,
  input: z.object({ query: noQuery }),
  plan: (_, scene) =>
    refuseWithoutPasskeys(scene) ?? {
      kind: "passkeys",
      plan: null,
      answer: (body) => ({ body }),
    },
});

export const renamePasskey = defineOperation({
  name: "passkey.rename",
  summary: "Gives one of the caller's own passkeys another name.",
  method: "PATCH",
  path: "/api/passkeys/{id}",
  effect: "read",
  assurance: "signedIn",
  status: 204,
  input: idInput.extend({ body: z.strictObject({ name: nameText }) }),
  plan: ({ path, body }, scene) =>
    refuseWithoutPasskeys(scene) ?? change({ verb: "rename", id: path.id, name: body.name }),
});

export const removePasskey = defineOperation({
  name: "passkey.remove",
  summary: "Removes one of the caller's own passkeys; the last one only two administrators can.",
  method: "DELETE",
  path: "/api/passkeys/{id}",
  effect: "read",
  assurance: "fresh",
  status: 204,
  input: idInput,
  plan: ({ path }, scene) =>
    refuseWithoutPasskeys(scene) ?? change({ verb: "remove", id: path.id }),
});

export const listPasskeyPeople = defineOperation({
  name: "passkey.people",
  summary: "Who has which passkeys, and which recoveries wait for a second administrator.",
  method: "GET",
  path: "/api/passkeys/people",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ query: noQuery }),
  plan: (_, scene) =>
    refuseUnlessCaring(scene) ?? {
      kind: "passkeyPeople",
      plan: null,
      answer: (body) => ({ body }),
    },
});

export const consentToPasskey = defineOperation({
  name: "passkey.consent",
  summary: "Ends the waiting time of somebody else's new passkey, so that it may confirm.",
  method: "POST",
  path: "/api/passkeys/{id}/consent",
  effect: "read",
  assurance: "fresh",
  status: 204,
  input: idInput,
  plan: ({ path }, scene) => refuseUnlessCaring(scene) ?? change({ verb: "consent", id: path.id }),
});

export const recoverPasskeys = defineOperation({
  name: "passkey.recover",
  summary: "Asks that the passkeys of somebody who lost them be removed; lapses after a day.",
  method: "POST",
  path: "/api/passkeys/recoveries",
  effect: "read",
  assurance: "fresh",
  status: 201,
  input: z.object({
    query: noQuery,
    body: z.strictObject({
      issuer: identifierText,
      subject: identifierText,
      reason: reasonText,
    }),
  }),
  plan: ({ body: { issuer, subject, reason } }, scene) =>
    refuseUnlessCaring(scene) ?? {
      kind: "passkeyChange",
      plan: { verb: "recover", person: { issuer, subject }, reason },
      answer: (id) => ({ body: { id } satisfies PasskeyRecoveryAnswer }),
    },
});

export const approvePasskeyRecovery = defineOperation({
  name: "passkey.approveRecovery",
  summary:
    "Removes the passkeys of whom another administrator asked it for, and ends their sessions.",
  method: "POST",
  path: "/api/passkeys/recoveries/{id}/approve",
  effect: "read",
  assurance: "fresh",
  status: 204,
  input: idInput,
  plan: ({ path }, scene) =>
    refuseUnlessCaring(scene) ?? change({ verb: "approveRecovery", id: path.id }),
});

function change(plan: PasskeyChange): Task {
  return { kind: "passkeyChange", plan, answer: () => ({ body: null }) };
}

function refuseWithoutPasskeys({ settings }: Scene): Refusal | null {
  return settings.assurance.holdHours === null ? refuse("not_found") : null;
}

function refuseUnlessCaring(scene: Scene): Refusal | null {
  return refuseWithoutPasskeys(scene) ?? refuseUnlessAdministrator(scene);
}
