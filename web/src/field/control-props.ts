import type { ControlProps } from "./field-props.ts";

/** `ControlProps` in the words of Ant Design's inputs. */
export function controlProps({
  id,
  status,
  disabled,
  autoFocus,
  label,
  describedBy,
}: ControlProps) {
  return {
    ...(id === undefined ? {} : { id }),
    status: status ?? ("" as const),
    disabled: disabled ?? false,
    autoFocus: autoFocus ?? false,
    "aria-label": label,
    "aria-describedby": describedBy,
    "aria-invalid": status === "error",
  };
}
