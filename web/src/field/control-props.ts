import type { EditProps } from "./kind.ts";

/** What every control takes from `EditProps` as it is, a screen reader's words among it. */
export function controlProps({ id, status, disabled, autoFocus, label, describedBy }: EditProps) {
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
