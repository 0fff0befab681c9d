import { useQueryClient } from "@tanstack/react-query";
import type { MeAnswer } from "purser/contract";
import { useCallback } from "react";
import { paths } from "../route/paths.ts";

/**
 * Takes in who is signed in by now, and says whether it is still the same person. Another one starts afresh, so that
 * nobody sees or sends what was the first one's.
 */
export function useSamePerson({ subject }: MeAnswer): (now: MeAnswer) => boolean {
  const client = useQueryClient();
  return useCallback(
    (now) => {
      if (now.subject !== subject) {
        window.location.assign(paths.home());
        return false;
      }
      client.setQueryData(["me"], now);
      return true;
    },
    [client, subject],
  );
}
