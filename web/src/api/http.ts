import type { Problem } from "purser/contract";
import { t } from "../messages/translate.ts";
import { noteUse } from "./last-use.ts";
import { type ConsoleProblem, ProblemError } from "./problem-error.ts";
import { waitThrough } from "./standstill.ts";
import { viewAsHeader } from "./view-as.ts";

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly query?: Query;
  /** Nobody at the screen asked for it: it leaves the session as unused as it was. */
  readonly isBackground?: boolean;
  /** What it does, in words for whoever has to confirm it. */
  readonly what?: string;
}

export type Query = {
  readonly [name: string]: string | number | readonly string[] | null | undefined;
};

/**
 * Asks the server and waits where it wants somebody to do something first: whoever is at the screen signs in again,
 * proves who they are or confirms in a dialog, and the request is sent once more.
 */
export function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return carryOn((again) => send<T>(path, again), options);
}

/** The same of an answer that is kept as a file. */
export function requestFile(path: string, options: RequestOptions = {}): Promise<Blob> {
  return carryOn(async (again) => (await respond(path, again)).blob(), options);
}

/** The same of an answer that is read as it comes. */
export function requestStream(path: string, options: RequestOptions = {}): Promise<Response> {
  return carryOn((again) => respond(path, again), options);
}

async function carryOn<T>(
  attempt: (options: RequestOptions) => Promise<T>,
  options: RequestOptions,
): Promise<T> {
  let again = options;
  for (;;) {
    try {
      return await attempt(again);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.statusCode !== 401) throw error;
      // A proof is good for one request: what an earlier one was sent with does not go along.
      again = {
        ...options,
        headers: { ...options.headers, ...(await waitThrough(error, options)) },
      };
    }
  }
}

/** Asks the server once. Throws `ProblemError`, or the signal's reason when aborted. */
export async function send<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const answer = await readAnswer(await respond(path, options), options.signal);
  // The server is of the same build as this console: its answers have the contract's types.
  return answer as T;
}

/** A success; everything else is thrown. */
async function respond(path: string, options: RequestOptions): Promise<Response> {
  const { method = "GET", body, headers, signal, query, isBackground = false } = options;
  let response: Response;
  try {
    response = await fetch(path + printQuery(query), {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json, application/problem+json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...viewAsHeader(),
        ...(isBackground && { "purser-background": "true" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(offline, error);
  }
  if (response.ok) {
    if (!isBackground) noteUse();
    return response;
  }
  const answer = await readAnswer(response, signal);
  throw new ProblemError(isProblem(answer) ? answer : unreadable(response.status));
}

/** `?a=1&b=2&b=3`, or nothing; null and undefined are left out. */
export function printQuery(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The problem that an error stands for; a fault of the console itself becomes `internal`. */
export function problemOf(error: unknown): ConsoleProblem {
  if (error instanceof ProblemError) return inWordsForPeople(error.problem);
  return {
    type: "about:blank",
    title: "Something went wrong in the console",
    status: 0,
    code: "internal",
    next: "Reload the page; tell an administrator if it stays.",
    requestId: "",
    ...(error instanceof Error ? { detail: error.message } : {}),
  };
}

/** What to do next about a missing proof is said to programs; of people, whoever sees it has declined the dialog. */
function inWordsForPeople(problem: ConsoleProblem): ConsoleProblem {
  return problem.code === "insufficient_user_authentication"
    ? { ...problem, next: t("assurance.declined") }
    : problem;
}

async function readAnswer(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    // A body that breaks off is a lost connection; one that is no JSON comes from something in between.
    throw new ProblemError(
      error instanceof SyntaxError ? unreadable(response.status) : offline,
      error,
    );
  }
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === "object" && answer !== null && "code" in answer && "status" in answer;
}

const offline: ConsoleProblem = {
  type: "about:blank",
  title: "The server cannot be reached",
  status: 0,
  code: "offline",
  next: "Check the connection and try again; nothing you typed is lost.",
  requestId: "",
};

function unreadable(status: number): ConsoleProblem {
  return {
    type: "about:blank",
    title: "Something between this page and the server answered instead of it",
    status,
    code: "unreadable_answer",
    detail: `HTTP status ${status}, and not in the form that Purser answers in.`,
    next: "Try again; if it stays, a proxy or VPN may want you to sign in.",
    requestId: "",
  };
}

/** Trying again may well help, and cannot have done anything twice. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const { code } = error.problem;
  return ["offline", "database_unavailable", "too_many_requests"].includes(code);
}
