import { useEffect, useState } from "react";

/** Milliseconds since 1970, looked at anew every second: for what counts down before somebody's eyes. */
export function useEverySecond(clock: () => number = Date.now): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    setNow(clock());
    const timer = setInterval(() => setNow(clock()), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
