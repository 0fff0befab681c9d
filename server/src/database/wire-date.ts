import type { FieldShape } from "../contract/index.ts";
import { accept, type Parsed, reject } from "./wire-parsed.ts";

const date = String.raw`(?<year>\d{4,7})-(?<month>\d\d)-(?<day>\d\d)`;
const time = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?`;
const offset = String.raw`(?:Z|[+-](?<offsetHour>\d\d)(?::?(?<offsetMinute>\d\d)(?::(?<offsetSecond>\d\d))?)?)`;
const era = "(?<era> BC)?";

const datePattern = new RegExp(`^${date}${era}$`);
const timePattern = new RegExp(`^${time}$`);
const timeOffsetPattern = new RegExp(`^${time}${offset}$`);
const timestampPattern = new RegExp(`^${date}[ T]${time}${era}$`);
const timestampOffsetPattern = new RegExp(`^${date}[ T]${time}${offset}${era}$`);

type Groups = { readonly [name: string]: string | undefined };

/** ISO 8601 with PostgreSQL's ` BC` behind it, and its `infinity`; the year 0 does not exist. */
export function parseDate(_: FieldShape, text: string): Parsed {
  if (isInfinity(text)) return accept(text);
  const groups = datePattern.exec(text)?.groups;
  if (groups === undefined) return reject("must be a date, such as 2026-11-30");
  return toParsed(text, findDateFault(groups, { firstDay: 24, lastYear: 5_874_897 }));
}

export function parseTime(shape: FieldShape, text: string): Parsed {
  const zoned = shape.type.endsWith("with time zone");
  const groups = (zoned ? timeOffsetPattern : timePattern).exec(text)?.groups;
  if (groups === undefined) {
    return reject(`must be a time, such as ${zoned ? "14:30:00+02:00" : "14:30:00"}`);
  }
  return toParsed(text, findTimeFault(groups, shape.type));
}

/** With an offset exactly where the type has one: without it, an instant would depend on a setting. */
export function parseTimestamp(shape: FieldShape, text: string): Parsed {
  if (isInfinity(text)) return accept(text);
  const zoned = shape.kind === "timestamptz";
  const groups = (zoned ? timestampOffsetPattern : timestampPattern).exec(text)?.groups;
  if (groups === undefined) {
    return zoned
      ? reject("must be a date and time with an offset, such as 2026-11-30 14:30:00+00")
      : reject("must be a date and time without an offset, such as 2026-11-30 14:30:00");
  }
  return toParsed(
    text,
    findDateFault(groups, zoned ? instants : { firstDay: 24, lastYear: 294_276 }) ??
      findTimeFault(groups, shape.type),
  );
}

function isInfinity(text: string): boolean {
  return text === "infinity" || text === "-infinity";
}

function toParsed(text: string, fault: string | null): Parsed {
  return fault === null ? accept(text) : reject(fault);
}

/**
 * PostgreSQL's first day is the first of the Julian day count, 24 November 4714 BC (PostgreSQL manual, 8.5). An offset
 * can lead out of the range on its first and last day, so instants end a day later and a year earlier.
 */
interface DateRange {
  /** Of November 4714 BC. */
  readonly firstDay: number;
  readonly lastYear: number;
}

const instants: DateRange = { firstDay: 25, lastYear: 294_275 };

function findDateFault(groups: Groups, { firstDay, lastYear }: DateRange): string | null {
  const [year, month, day] = [Number(groups.year), Number(groups.month), Number(groups.day)];
  const beforeChrist = groups.era !== undefined;
  // The year 1 BC is the year 0 of the calendar's arithmetic.
  if (year === 0 || day === 0 || day > countDays(beforeChrist ? 1 - year : year, month)) {
    return "must be a day that exists";
  }
  const tooEarly =
    beforeChrist &&
    (year > 4714 || (year === 4714 && (month < 11 || (month === 11 && day < firstDay))));
  return tooEarly || (!beforeChrist && year > lastYear) ? "is out of PostgreSQL's range" : null;
}

/** Days of a month of the Gregorian calendar, extended backwards; 0 of one that does not exist. */
function countDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function findTimeFault(groups: Groups, type: string): string | null {
  const { fraction = "" } = groups;
  const [hour, minute, second] = [groups.hour, groups.minute, groups.second ?? "0"].map(Number);
  if (hour === undefined || minute === undefined || second === undefined)
    return "must be a time that exists";
  const midnightAfter = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(fraction);
  if ((hour > 23 && !midnightAfter) || minute > 59 || second > 59)
    return "must be a time that exists";
  const digits = Number(/\((\d)\)/.exec(type)?.[1] ?? 6);
  if (fraction.replace(/0+$/, "").length > digits) {
    return digits === 0
      ? "must have whole seconds"
      : `must have at most ${digits} digits after the second's point`;
  }
  const farOffset =
    Number(groups.offsetHour ?? 0) > 15 ||
    Number(groups.offsetMinute ?? 0) > 59 ||
    Number(groups.offsetSecond ?? 0) > 59;
  return farOffset ? "must have an offset below 16 hours" : null;
}
