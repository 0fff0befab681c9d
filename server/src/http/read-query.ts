import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { RawInput } from "../operation/operation.ts";

/** The parameters of a query string; one that is given several times is a list. Refuses what decodes to no UTF-8. */
export function readQuery(search: string): Pick<RawInput, "query"> | Refusal {
  try {
    // URLSearchParams would put U+FFFD for what is none, and a filter by that means something else.
    decodeURIComponent(search);
  } catch {
    return refuse("malformed_request", { detail: "The query is not UTF-8, percent-encoded." });
  }
  const parameters = Map.groupBy(new URLSearchParams(search), ([name]) => name);
  const query = [...parameters].map(([name, pairs]): [string, string | readonly string[]] => {
    const [value = "", ...others] = pairs.map(([, each]) => each);
    return [name, others.length === 0 ? value : [value, ...others]];
  });
  return { query: Object.fromEntries(query) };
}
