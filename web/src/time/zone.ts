import { useMe } from "../api/queries.ts";
import { createPreference, oneOf, usePreference } from "../preference/preference.ts";

/** Whose clock times are shown on: this person's computer, UTC, or the company's. */
export const zonePreference = createPreference("zone", oneOf("mine", "utc", "company"));

export type ZoneChoice = ReturnType<typeof zonePreference.read>;

/** The IANA name of the zone that times are shown in; the header says it. */
export function useZone(): string {
  const choice = usePreference(zonePreference);
  const { data } = useMe();
  return zoneOf(choice, data?.timeZone ?? "UTC");
}

export function zoneOf(choice: ZoneChoice, company: string): string {
  if (choice === "utc") return "UTC";
  return choice === "company" ? company : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
