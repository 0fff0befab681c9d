import { readHash } from "../../config/base64.ts";

/** What a checkpoint says: the text of a signed note (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Which tree: `purser/` and the tree's id. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** Counts the tree's checkpoints from 1. */
  readonly number: number;
  /** By the database's clock: PostgreSQL's text in UTC. Never decides an order. */
  readonly time: string;
  /** System identifier of the cluster and oid of the database. */
  readonly cluster: string;
  /** What had been committed (PostgreSQL manual, 9.27.12). */
  readonly snapshot: string;
}

/** The text to be signed, newline at the end. */
export function printCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, number, time, cluster, snapshot } = checkpoint;
  return [
    origin,
    size,
    root.toString("base64"),
    `number ${number}`,
    `time ${time}`,
    `cluster ${cluster}`,
    `snapshot ${snapshot}`,
    "",
  ].join("\n");
}

const form =
  /^(purser\/[0-9a-f-]{36})\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/=]{44})\nnumber ([1-9]\d{0,14})\ntime (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00)\ncluster (\d+\/\d+)\nsnapshot (\d+:\d+:[\d,]*)\n$/;

/** Reads the text of a checkpoint; null where it is none. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [, origin, size, root, number, time, cluster, snapshot] = form.exec(text) ?? [];
  const hash = readHash(root);
  if (!hash || !origin || !time || !cluster || !snapshot) return null;
  return {
    origin,
    size: Number(size),
    root: hash,
    number: Number(number),
    time,
    cluster,
    snapshot,
  };
}

/** The origin of a tree's checkpoints. */
export function originOf(treeId: string): string {
  return `purser/${treeId}`;
}
