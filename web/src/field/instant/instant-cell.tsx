import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { TimeAgo } from "./time-ago.tsx";

export function InstantCell({ value }: ShowProps) {
  return <TimeAgo at={valueText(value)} />;
}
