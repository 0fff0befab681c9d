import type { ResourceDescription } from "purser/contract";

export interface ResourceGroup {
  /** Empty for resources without a group, which come last. */
  readonly title: string;
  readonly resources: readonly ResourceDescription[];
}

/** Resources whose label or name has `search` in it, by group, in the order that the server gave. */
export function groupResources(
  resources: readonly ResourceDescription[],
  search = "",
): readonly ResourceGroup[] {
  const wanted = search.trim().toLowerCase();
  const found = resources.filter(({ label, name }) =>
    [label, name].some((text) => text.toLowerCase().includes(wanted)),
  );
  const groups = Map.groupBy(found, ({ group }) => group ?? "");
  return [...groups]
    .map(([title, members]) => ({ title, resources: members }))
    .sort((a, b) => Number(a.title === "") - Number(b.title === ""));
}
