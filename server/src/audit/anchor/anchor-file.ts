import type { AnchoredCheckpoint } from "../../config/config.ts";

/** What a checkpoint is called outside: in the order of its tree. */
export function anchorFile({ tree, number }: AnchoredCheckpoint): string {
  return `${tree}-${String(number).padStart(12, "0")}.checkpoint`;
}
