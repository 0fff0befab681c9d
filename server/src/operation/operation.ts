import type { KeyObject } from "node:crypto";
import type * as z from "zod";
import type { Grant, Grants } from "../access/grant.ts";
import type { InForce } from "../access/in-force.ts";
import type { Sealing } from "../audit/health.ts";
import type { AssuranceTerms } from "../config/assurance-terms.ts";
import type { PurserConfig } from "../config/config.ts";
import type { RevealTerms } from "../config/reveal-terms.ts";
import { type Assurance, type Refusal, refuse } from "../contract/index.ts";
import type { Principal } from "../identity/principal.ts";
import type { CoverageFinding } from "../resource/coverage.ts";
import type { Resource } from "../resource/resource.ts";
import type { Task } from "./task.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What reached the server, before anything is believed of it. */
export interface RawInput {
  readonly path: { readonly [name: string]: string };
  /** Parameters as given; one that is given several times is a list. */
  readonly query: { readonly [name: string]: string | readonly string[] };
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

/** What planning may know: who asks, what they hold, and what the config says. No way to any data. */
export interface Scene {
  readonly principal: Principal;
  /** Roles through whose eyes an administrator looks; null for one's own. */
  readonly viewAs: readonly string[] | null;
  /** What they may do, or where they look as others do, what both may see. */
  readonly grants: Grants;
  /** For explaining what others may do. */
  readonly inForce: InForce;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly coverage: readonly CoverageFinding[];
  readonly settings: Settings;
  readonly cursorKey: KeyObject;
}

/** What the config says that operations answer with or judge by. */
export interface Settings {
  readonly application: string;
  readonly timeZone: string;
  readonly requireReason: boolean;
  /** Roles that may read the audit log. */
  readonly auditRoles: ReadonlySet<string>;
  /** Roles that review what others revealed. */
  readonly reviewRoles: ReadonlySet<string>;
  /** Roles that see who may do what, and look as others do. */
  readonly administerRoles: ReadonlySet<string>;
  readonly roles: PurserConfig["roles"];
  readonly resources: PurserConfig["resources"];
  /** Digest of the policy in force. */
  readonly policy: string;
  readonly reveal: RevealTerms;
  readonly assurance: AssuranceTerms;
  /** What `audit.health` judges by. */
  readonly sealing: Sealing;
  readonly banners: readonly { readonly level: "info" | "warning"; readonly text: string }[];
  /** The OpenAPI document for what a principal may do; injected, because it is made from the registry. */
  readonly describeApi: (scene: Scene) => unknown;
}

/** One kind of thing one can do. Routes, the OpenAPI document and the exhaustive tests are made from this. */
export interface Operation<Input = unknown> {
  /** As the log calls it: `record.update`. */
  readonly name: string;
  /** One sentence, for the OpenAPI document. */
  readonly summary: string;
  readonly method: Method;
  /** With `{parameters}`, which are in `path` of the input. */
  readonly path: string;
  /** `write` changes rows and leaves an operation in the log; `read` leaves an event; `none` shows no rows. */
  readonly effect: "none" | "read" | "write";
  /** How well it must be known who asks; the config can raise it. */
  readonly assurance: Assurance;
  /** Operations whose work it can do as well: what the config demands of them, it demands of this one. */
  readonly alsoDoes?: readonly string[];
  /** Parses `RawInput`. */
  readonly input: z.ZodType<Input>;
  /** Decides what is to be done, or refuses; it cannot run anything. */
  readonly plan: (input: Input, scene: Scene) => Task | Refusal;
  /** What a success looks like. */
  readonly status: 200 | 201 | 204;
}

/** Forgets the input's type once `plan` can only be reached through `input`. */
export interface RegisteredOperation extends Omit<Operation, "plan"> {
  readonly parse: (
    raw: RawInput,
  ) => { readonly plan: (scene: Scene) => Task | Refusal } | z.ZodError;
}

export function defineOperation<Input>(operation: Operation<Input>): RegisteredOperation {
  const { plan, ...rest } = operation;
  return {
    ...rest,
    parse: (raw) => {
      const parsed = operation.input.safeParse(raw);
      return parsed.success ? { plan: (scene) => plan(parsed.data, scene) } : parsed.error;
    },
  };
}

/** Whether the caller has one of these roles; where they look as others do, those have to have one as well. */
export function holdsRole({ principal, viewAs }: Scene, roles: ReadonlySet<string>): boolean {
  return [principal.roles, ...(viewAs === null ? [] : [viewAs])].every((held) =>
    held.some((role) => roles.has(role)),
  );
}

/** The grant on a resource; one that may not be read is refused in the same words as one that does not exist. */
export function grantOf(scene: Scene, resource: string): Grant | Refusal {
  return (
    scene.grants.get(resource) ?? refuse("not_found", { detail: "There is no such resource." })
  );
}
