import type { ResourceDescription } from "purser/contract";

/** `3 order lines`, `1 payment`; a table that is no resource of this person keeps the name it came with. */
export function nameRecords(
  resources: readonly ResourceDescription[],
  table: string,
  count: number,
): string {
  const resource = resources.find(({ name, label }) => name === table || label === table);
  const noun = count === 1 ? resource?.labelOne : resource?.label;
  return `${count} ${(noun ?? table).toLowerCase()}`;
}
