import type { MeAnswer } from "purser/contract";
import { useCallback, useEffect, useRef } from "react";
import { lastUse } from "../api/last-use.ts";
import { fetchMeAgain } from "../api/session.ts";
import { subscribeSignedIn } from "../sign-in/signed-in-signal.ts";
import { isUseDue } from "./session-clock.ts";
import { useSamePerson } from "./use-same-person.ts";

/** How often it is looked whether the session still lives, in milliseconds, and how long after one try the next may be. */
const lookEvery = 30_000;
const pause = 10_000;

/** What shows that somebody is there. */
const touches = ["keydown", "pointerdown", "input"] as const;

/**
 * Keeps the session of somebody who is there and types, and notices by itself where it has ended, which brings up the
 * dialog. Looking leaves the session as unused as it was, and nobody looks at a page that lies behind others.
 */
export function useSessionWatch(me: MeAnswer, isOver: boolean, now: () => number): () => void {
  const isSamePerson = useSamePerson(me);
  const lastTry = useRef({ look: Number.NEGATIVE_INFINITY, use: Number.NEGATIVE_INFINITY });
  const { idleSeconds } = me.session;

  const ask = useCallback(
    async (how: "look" | "use") => {
      if (now() - lastTry.current[how] < pause) return;
      lastTry.current[how] = now();
      try {
        isSamePerson(await fetchMeAgain({ isBackground: how === "look" }));
      } catch {
        // Whatever is wrong shows where somebody asks for something; here it is only looked.
      }
    },
    [isSamePerson, now],
  );

  useEffect(() => {
    const note = () => {
      if (isUseDue(lastUse(), idleSeconds, now())) void ask("use");
    };
    // On their way down, since a control may keep them to itself.
    for (const touch of touches) document.addEventListener(touch, note, true);
    return () => {
      for (const touch of touches) document.removeEventListener(touch, note, true);
    };
  }, [ask, idleSeconds, now]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void ask("look");
    };
    if (isOver) look();
    const timer = setInterval(look, isOver ? pause : lookEvery);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [ask, isOver]);

  // Signed in again beside it, the session has another end.
  useEffect(() => subscribeSignedIn(() => void ask("look")), [ask]);

  return useCallback(() => void ask("use"), [ask]);
}
