import { useCallback } from "react";
import { type URLSearchParamsInit, useSearchParams } from "react-router";

/** A new query is a step to go back from, or stands in place of the last. */
type SetQuery = (query: URLSearchParamsInit, how?: "replace") => void;

/**
 * The address's query. A change of it is drawn before anything else happens: by itself the router draws when there is
 * time, and what somebody does until then would begin from the query before.
 */
export function useAddressQuery(): readonly [URLSearchParams, SetQuery] {
  const [query, setQuery] = useSearchParams();
  const set = useCallback<SetQuery>(
    (next, how) => setQuery(next, { replace: how === "replace", flushSync: true }),
    [setQuery],
  );
  return [query, set];
}
