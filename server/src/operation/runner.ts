import type * as z from "zod";
import type { FieldError, Refusal } from "../contract/index.ts";
import { isRefusal, problems, refuse } from "../contract/index.ts";
import { confirmRequest } from "../execute/confirm.ts";
import type { Run } from "../execute/context.ts";
import { refusalOf } from "../execute/database-refusal.ts";
import { recordRefusal, type Tried } from "../execute/refusal-event.ts";
import { decodeKey } from "../resource/key.ts";
import { demandedAssurance, refuseUnlessFresh } from "./assurance.ts";
import type { RawInput, RegisteredOperation, Scene } from "./operation.ts";
import { digestRequest } from "./request-digest.ts";
import { runTask } from "./run-task.ts";
import type { Answer } from "./task.ts";

/**
 * Takes one request through input, access, plan, guard and execution. Whatever is refused on the way is recorded
 * before it is answered; what cannot be recorded is not answered with its reason, but with `audit_unavailable`.
 * Input that could not even be read comes as the refusal that it met.
 */
export async function runOperation(
  operation: RegisteredOperation,
  path: RawInput["path"],
  raw: RawInput | Refusal,
  run: Run,
  scene: Scene,
): Promise<Answer | Refusal> {
  const outcome = isRefusal(raw) ? raw : await attempt(operation, raw, run, scene);
  if (!isRefusal(outcome) || isUnrecorded(outcome)) return outcome;
  try {
    await recordRefusal(run, triedBy(operation, path, scene), outcome);
    return outcome;
  } catch (error) {
    const unavailable = refusalOf(error, null);
    if (unavailable) return refuse("audit_unavailable");
    throw error;
  }
}

async function attempt(
  operation: RegisteredOperation,
  raw: RawInput,
  run: Run,
  scene: Scene,
): Promise<Answer | Refusal> {
  const parsed = operation.parse(raw);
  if (!("plan" in parsed)) return inputRefusal(parsed);
  const demanded = demandedAssurance(operation, scene.settings.assurance);
  const lack = demanded === "fresh" ? refuseUnlessFresh(scene, run.deployment.now()) : null;
  if (lack !== null) return lack;
  const task = parsed.plan(scene);
  if (isRefusal(task)) return task;
  try {
    // After the plan, so that nobody is asked to confirm what would be refused; before anything is done.
    const unconfirmed = demanded === "confirmed" ? await confirm(operation, raw, run) : null;
    if (unconfirmed !== null) return unconfirmed;
    return await runTask(run, scene.grants, task);
  } catch (error) {
    if (run.signal.aborted) return refuse("client_closed");
    const refusal = refusalOf(error, null);
    if (refusal) return refusal;
    throw error;
  }
}

function confirm({ name }: RegisteredOperation, raw: RawInput, run: Run): Promise<Refusal | null> {
  const digest = digestRequest(name, raw, run.viewAs);
  return confirmRequest(run, digest, raw.headers["purser-confirmation"]);
}

function triedBy(operation: RegisteredOperation, path: RawInput["path"], scene: Scene): Tried {
  const resource =
    path.resource !== undefined && scene.resources.has(path.resource) ? path.resource : null;
  const key =
    path.key === undefined || resource === null
      ? null
      : decodeKey(path.key, path.key.split(",").length);
  return { kind: operation.name, resource, key };
}

/** Faults of ours, and clients that left, are no refusals; without a database there is nowhere to record them. */
function isUnrecorded({ refused }: Refusal): boolean {
  return problems[refused][0] >= 500 || refused === "client_closed";
}

/** Where in the input it is wrong, as pointers into the body or the query. */
function inputRefusal(error: z.ZodError): Refusal {
  const [first] = error.issues;
  const code = codeOf(String(first?.path[0]), String(first?.path[1]));
  const errors = error.issues.map(
    (issue): FieldError => ({
      pointer: pointerOf(issue.path),
      message: issue.message.toLowerCase(),
    }),
  );
  return refuse(code, { errors });
}

function codeOf(part: string, name: string): Refusal["refused"] {
  if (part === "headers") return "invalid_header";
  if (name === "filter") return "invalid_filter";
  if (name === "sort") return "invalid_sort";
  if (name === "limit") return "invalid_limit";
  if (name === "after" || name === "before") return "invalid_cursor";
  return "malformed_request";
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .slice(1)
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
