import { createPreference } from "../preference/preference.ts";

export interface RecentRecord {
  readonly resource: string;
  readonly key: string;
}

const most = 12;

/**
 * Records opened in this tab, newest first. Keys only, gone with the tab: their labels are asked
 * for when shown, under whoever's rights then.
 */
export const recentRecords = createPreference("recent", parseRecent, sessionStorage);

export function rememberRecord(record: RecentRecord): void {
  const others = recentRecords.read().filter((one) => !isSame(one, record));
  recentRecords.write([record, ...others].slice(0, most));
}

/** Names of the resources opened in this browser, newest first. */
export const recentResources = createPreference("resources", parseNames);

export function rememberResource(name: string): void {
  const others = recentResources.read().filter((one) => one !== name);
  recentResources.write([name, ...others].slice(0, most));
}

function isSame(one: RecentRecord, other: RecentRecord): boolean {
  return one.resource === other.resource && one.key === other.key;
}

function parseRecent(stored: unknown): readonly RecentRecord[] {
  return Array.isArray(stored) ? stored.filter(isRecent) : [];
}

function isRecent(value: unknown): value is RecentRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    "resource" in value &&
    "key" in value &&
    typeof value.resource === "string" &&
    typeof value.key === "string"
  );
}

function parseNames(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((name) => typeof name === "string") : [];
}
