import { parseInstant, printExact } from "../../time/instant.ts";
import { printRelative } from "../../time/relative.ts";
import { useNow } from "../../time/use-now.ts";
import { useZone } from "../../time/zone.ts";

/** The page's clock goes by half minutes: what happened since its last tick is now, and not to come. */
const tick = 30_000;

/** How long ago, with the exact instant on hover; what is no instant (`infinity`) as it is. */
export function TimeAgo({ at }: { readonly at: string }) {
  const zone = useZone();
  const now = useNow();
  const instant = parseInstant(at);
  if (instant === null) return <span>{at}</span>;
  const isYoung = instant.second > now && instant.second - now < tick;
  return (
    <time dateTime={at.replace(" ", "T")} title={printExact(instant, zone)}>
      {printRelative(instant, isYoung ? instant.second : now)}
    </time>
  );
}
