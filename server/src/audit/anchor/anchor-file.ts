import type { AnchoredCheckpoint } from "../../config/config.ts";

/** What a checkpoint is called outside: by its place. */
export function anchorFile({ tree, place }: AnchoredCheckpoint): string {
  return `${tree}-${String(place).padStart(12, "0")}.checkpoint`;
}
