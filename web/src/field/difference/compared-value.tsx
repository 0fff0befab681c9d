import { FieldCell } from "../cell.tsx";
import type { ShowProps } from "../field-props.ts";
import { ExactTime } from "../instant/exact-time.tsx";

/** A value beside another one: instants exactly, since "3 weeks ago" beside "3 weeks ago" says nothing. */
export function ComparedValue(props: ShowProps) {
  const { field, value } = props;
  if (field.kind === "timestamptz" && typeof value === "string") return <ExactTime at={value} />;
  return <FieldCell {...props} />;
}
