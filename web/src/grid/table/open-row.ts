import type { MouseEvent } from "react";
import type { NavigateFunction } from "react-router";

/** Opens a record by a click anywhere on its row, unless the click meant something else. */
export function openRow(navigate: NavigateFunction, path: string) {
  return (event: MouseEvent) => {
    const onControl =
      event.target instanceof Element && event.target.closest("a, button, input, label") !== null;
    const selectsText = window.getSelection()?.isCollapsed === false;
    if (onControl || selectsText) return;
    if (event.metaKey || event.ctrlKey) window.open(path, "_blank", "noopener");
    else navigate(path);
  };
}
