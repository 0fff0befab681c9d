import { parseInstant, printExact, printMinute } from "../../time/instant.ts";
import { useZone } from "../../time/zone.ts";

/** An instant to the minute, for what is not measured more finely, with all its digits on hover. */
export function MinuteTime({ at }: { readonly at: string }) {
  const zone = useZone();
  const instant = parseInstant(at);
  if (instant === null) return <span>{at}</span>;
  return (
    <time dateTime={at.replace(" ", "T")} title={printExact(instant, zone)}>
      {printMinute(instant, zone)}
    </time>
  );
}
