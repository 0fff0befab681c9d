import type { WireValue } from "purser/contract";
import { parseClock, parseInstant, printExact } from "../../time/instant.ts";
import { useZone } from "../../time/zone.ts";
import { DayAndTime } from "../date/day-and-time.tsx";
import type { ControlProps, EditProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";

export function InstantEdit(props: EditProps) {
  return <InstantInput {...props} label={props.label ?? props.field.label} />;
}

interface InstantInputProps extends ControlProps {
  readonly label: string;
  readonly value: WireValue;
  readonly onChange: (value: WireValue) => void;
}

/** An instant on the clock of the zone that the header names; on the wire it stays in UTC. */
export function InstantInput(props: InstantInputProps) {
  const zone = useZone();
  const { value, onChange } = props;
  return (
    <DayAndTime
      {...props}
      clock={printClock(value, zone)}
      onClock={(clock) => onChange(readClock(clock, zone))}
      zone={zone}
    />
  );
}

/** What is no instant yet stays as typed. */
function printClock(value: WireValue, zone: string): string {
  const text = valueText(value);
  const instant = parseInstant(text);
  return instant === null ? text : printExact(instant, zone).replace(/ [^ ]*$/, "");
}

function readClock(clock: string, zone: string): WireValue {
  if (clock === "") return null;
  const parts = /^(\S+) (\d\d:\d\d)(?::(\d\d))?(?:\.(\d{1,6}))?$/.exec(clock);
  if (parts === null) return clock;
  const [, day = "", minute = "", second = "00", fraction = ""] = parts;
  return parseClock(day, `${minute}:${second}`, fraction, zone) ?? clock;
}
