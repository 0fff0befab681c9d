import { parseInstant, printExact } from "../../time/instant.ts";
import { useZone } from "../../time/zone.ts";

/** An instant to its last digit, on the clock of the zone that the header names. */
export function ExactTime({ at }: { readonly at: string }) {
  const zone = useZone();
  const instant = parseInstant(at);
  return (
    <time dateTime={at.replace(" ", "T")}>{instant === null ? at : printExact(instant, zone)}</time>
  );
}
