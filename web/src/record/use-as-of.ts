import { useAddressQuery } from "../route/use-address-query.ts";

/** The moment that the address looks at the record from, as PostgreSQL's text; null for now. */
export function useAsOfAddress(): readonly [string | null, (at: string | null) => void] {
  const [query, setQuery] = useAddressQuery();
  const set = (at: string | null) => {
    const next = new URLSearchParams(query);
    if (at === null) next.delete("as-of");
    else next.set("as-of", at);
    setQuery(next, "replace");
  };
  return [query.get("as-of"), set];
}
