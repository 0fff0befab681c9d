import { useSearchParams } from "react-router";

/** The moment that the address looks at the record from, as PostgreSQL's text; null for now. */
export function useAsOfAddress(): readonly [string | null, (at: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const set = (at: string | null) =>
    setParams(
      (now) => {
        if (at === null) now.delete("as-of");
        else now.set("as-of", at);
        return now;
      },
      { replace: true },
    );
  return [params.get("as-of"), set];
}
