import * as z from "zod";

/** What asking again takes: the refresh token, and whose it is, so that an answer about somebody else is noticed. */
interface Renewal {
  readonly subject: string;
  readonly token: string;
}

const renewal = z.tuple([z.string(), z.string()]);

export function packRenewal(subject: string, token: string): string {
  return JSON.stringify([subject, token]);
}

export function unpackRenewal(packed: string): Renewal {
  const [subject, token] = renewal.parse(JSON.parse(packed));
  return { subject, token };
}
