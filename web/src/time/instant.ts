/**
 * An instant as PostgreSQL writes a `timestamptz` in UTC. The fraction, up to six digits, stays
 * text beside the whole seconds, because a `Date` has no microseconds.
 */
export interface Instant {
  /** Milliseconds since 1970 of the whole second. */
  readonly second: number;
  /** Digits behind the seconds' point, without trailing zeros; may be empty. */
  readonly fraction: string;
}

const pattern =
  /^(\d{4,6})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)$/;

/** Null for what has no place on a calendar here: `infinity`, years BC, anything malformed. */
export function parseInstant(text: string): Instant | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "", offset = "Z"] = match;
  const local = new Date(0);
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  local.setUTCHours(Number(hour), Number(minute), Number(second));
  const at = local.getTime() - offsetMilliseconds(offset);
  return Number.isNaN(at) ? null : { second: at, fraction: fraction.replace(/0+$/, "") };
}

/** `2026-11-01 10:20:30.123456` on the zone's clock, every digit kept, with the zone's offset. */
export function printExact(instant: Instant, zone: string): string {
  const fraction = instant.fraction === "" ? "" : `.${instant.fraction}`;
  return `${printClock(instant, zone, true)}${fraction} ${printOffset(instant, zone)}`;
}

/** `2026-11-01 10:20` on the zone's clock. */
export function printMinute(instant: Instant, zone: string): string {
  return printClock(instant, zone, false);
}

/** The zone's distance from UTC at that instant: `+01:00`, or `UTC`. */
function printOffset(instant: Instant, zone: string): string {
  const { timeZoneName = "" } = partsOf(instant, zone);
  const offset = timeZoneName.replace("GMT", "");
  return offset === "" || offset === "+00:00" ? "UTC" : offset;
}

/**
 * PostgreSQL's text in UTC for what a clock in the zone shows (`2026-11-01`, `10:20:30`), the
 * fraction appended as it is; null when malformed. Of an hour that happens twice, the first is taken.
 */
export function parseClock(
  date: string,
  time: string,
  fraction: string,
  zone: string,
): string | null {
  const wall = parseInstant(`${date} ${time}Z`);
  if (wall === null) return null;
  // The offset depends on the instant that is sought: from both sides of a change, the earlier that fits.
  const day = 86_400_000;
  const candidates = [-day, day].map((shift) => {
    const near = { second: wall.second + shift, fraction: "" };
    return wall.second - offsetMilliseconds(printOffset(near, zone).replace("UTC", "Z"));
  });
  const fits = candidates
    .toSorted((a, b) => a - b)
    .find((second) => printClock({ second, fraction: "" }, zone, true) === `${date} ${time}`);
  // A clock time that a change skipped is moved on by the gap, as PostgreSQL does.
  const second = fits ?? Math.max(...candidates);
  const digits = fraction.replace(/0+$/, "");
  return `${printClock({ second, fraction: "" }, "UTC", true)}${digits === "" ? "" : `.${digits}`}+00`;
}

function printClock(instant: Instant, zone: string, seconds: boolean): string {
  const { year = "", month, day, hour, minute, second } = partsOf(instant, zone);
  const clock = `${year.padStart(4, "0")}-${month}-${day} ${hour}:${minute}`;
  return seconds ? `${clock}:${second}` : clock;
}

function partsOf(instant: Instant, zone: string): { readonly [part: string]: string } {
  const parts = formatOf(zone).formatToParts(instant.second);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** Making a format costs a thousand times more than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  formats.set(zone, format);
  return format;
}

function offsetMilliseconds(offset: string): number {
  if (offset === "Z") return 0;
  const [hours = 0, minutes = 0, seconds = 0] = (offset.slice(1).match(/\d\d/g) ?? []).map(Number);
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return offset.startsWith("-") ? -size : size;
}
