import { parseInstant, printExact } from "../../time/instant.ts";
import { printRelative } from "../../time/relative.ts";
import { useNow } from "../../time/use-now.ts";
import { useZone } from "../../time/zone.ts";

/** How long ago, with the exact instant on hover; what is no instant (`infinity`) as it is. */
export function TimeAgo({ at }: { readonly at: string }) {
  const zone = useZone();
  const now = useNow();
  const instant = parseInstant(at);
  if (instant === null) return <span>{at}</span>;
  return (
    <time dateTime={at.replace(" ", "T")} title={printExact(instant, zone)}>
      {printRelative(instant, now)}
    </time>
  );
}
