import { useCallback, useEffect, useRef } from "react";
import { type Blocker, useBlocker } from "react-router";

/** Holds somebody back who would leave unsaved changes behind; `letGo` is called once they are saved. */
export function useLeaveGuard(isDirty: boolean): {
  readonly blocker: Blocker;
  readonly letGo: () => void;
} {
  const isFree = useRef(false);
  const blocker = useBlocker(useCallback(() => isDirty && !isFree.current, [isDirty]));
  useEffect(() => {
    if (!isDirty) return;
    const hold = (event: BeforeUnloadEvent) => {
      if (!isFree.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [isDirty]);
  const letGo = useCallback(() => {
    isFree.current = true;
  }, []);
  return { blocker, letGo };
}
