/** What a check of evidence in this browser comes to. */
export type Checked =
  | { readonly ok: true; readonly records: number; readonly checkpoint: number }
  | { readonly ok: false };

interface Evidence {
  readonly checkpoint: string;
  readonly records: readonly {
    readonly position: number;
    readonly proof: readonly string[];
    readonly record: readonly (string | null)[];
  }[];
}

type Hash = Uint8Array<ArrayBuffer>;

/**
 * Computes anew, from each record's text, the root of the tree that the checkpoint names (RFC 6962, 2.1.1). Whether
 * the checkpoint's signature is good is another question: it needs a key that did not come from this server.
 */
export async function checkEvidence(text: string): Promise<Checked> {
  // The file's form is the server's, which is of the same build; whatever does not fit leads to no root.
  const { checkpoint, records } = JSON.parse(text) as Evidence;
  const [, size = "", root = "", number = ""] = checkpoint.split("\n");
  const roots = await Promise.all(
    records.map(async ({ position, proof, record }) => {
      const leaf = await hashOf(0, new TextEncoder().encode(JSON.stringify(record)));
      return rootOf(leaf, position, Number(size), proof.map(decode));
    }),
  );
  const isProven =
    records.length > 0 && roots.every((found) => found !== null && encode(found) === root);
  return isProven
    ? { ok: true, records: records.length, checkpoint: Number(number.replace("number ", "")) }
    : { ok: false };
}

/** The root that a leaf at its place and its proof, from the leaf upwards, make up; null where they do not fit. */
async function rootOf(
  leaf: Hash,
  position: number,
  size: number,
  proof: readonly Hash[],
): Promise<Hash | null> {
  if (position >= size) return null;
  const turns = turnsTo(position, size);
  if (turns.length !== proof.length) return null;
  let root = leaf;
  for (const [index, beside] of proof.entries()) {
    root = turns[index] === "left" ? await hashOf(1, root, beside) : await hashOf(1, beside, root);
  }
  return root;
}

/** On which side of each node the leaf lies, from the leaf upwards: the left half of a tree is the larger power of two. */
function turnsTo(position: number, size: number): readonly ("left" | "right")[] {
  if (size === 1) return [];
  const middle = 2 ** Math.ceil(Math.log2(size) - 1);
  return position < middle
    ? [...turnsTo(position, middle), "left"]
    : [...turnsTo(position - middle, size - middle), "right"];
}

async function hashOf(prefix: 0 | 1, ...parts: readonly Hash[]): Promise<Hash> {
  const bytes = await new Blob([new Uint8Array([prefix]), ...parts]).arrayBuffer();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function decode(base64: string): Hash {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function encode(hash: Hash): string {
  return btoa(String.fromCharCode(...hash));
}
