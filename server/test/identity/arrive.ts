import { hash } from "node:crypto";
import type { Purser } from "../../src/purser.ts";
import { at, origin, type Visitor } from "../support/purser.ts";
import { nextOf, openCookieFetch } from "./cookie-fetch.ts";

/** Somebody whom the provider has sent back, with what their browser brings. */
export interface Arrival {
  readonly callback: URL;
  readonly cookie: string;
}

export interface Arrived {
  readonly visitor: Visitor;
  /** Where the console leads them. */
  readonly next: string | null;
}

/** Somebody on the way to the provider. */
export interface Departure {
  readonly authorization: URL;
  readonly cookie: string;
}

/** With the session's cookie where there is one. */
export async function depart(
  purser: Purser,
  { path = "/auth/login", cookie = "" } = {},
): Promise<Departure> {
  const login = await purser.fetch(new Request(origin + path, { headers: { origin, cookie } }));
  const authorization = login.headers.get("location");
  if (authorization === null) throw new Error(`no way to the provider: ${login.status}`);
  return {
    authorization: new URL(authorization),
    cookie: cookieOf(login, "purser-4000-sign-in"),
  };
}

/** In a browser of their own to a provider that asks nothing, and up to the console's door. */
export async function approach({ authorization, cookie }: Departure): Promise<Arrival> {
  const browse = openCookieFetch();
  let url = authorization;
  while (url.origin === authorization.origin) url = nextOf(await browse(url));
  return { callback: url, cookie };
}

/** Through the door; `cookie` is what the browser has beside. */
export async function enter(
  purser: Purser,
  { callback, cookie: attempt }: Arrival,
  cookie = "",
): Promise<Arrived> {
  const page = await purser.fetch(
    new Request(callback, { headers: { origin, cookie: `${attempt}; ${cookie}` } }),
  );
  const session = cookieOf(page, "purser-4000");
  const proof = hash("sha256", session.replace("purser-4000=", ""), "buffer");
  const visitor = at(purser, { ...nobody, cookie: session, proof });
  return { visitor, next: page.headers.get("location") };
}

/** Signs in. */
export async function arrive(purser: Purser): Promise<Visitor> {
  const { visitor, next } = await enter(purser, await approach(await depart(purser)));
  if (visitor.cookie === "") throw new Error(`nobody was let in: ${next}`);
  return visitor;
}

const nobody = {
  subject: "",
  get: () => Promise.reject(new Error("at no server")),
  send: () => Promise.reject(new Error("at no server")),
};

/** `name=value` as a browser sends it back; empty where the answer sets no such cookie. */
function cookieOf(answer: Response, name: string): string {
  const line = answer.headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
  return line?.split(";")[0] ?? "";
}
