/** JSON with every digit and key as written: `JSON.parse` would round numbers and drop repeated keys. */
export type JsonNode =
  | { readonly type: "scalar"; readonly text: string }
  | { readonly type: "list"; readonly items: readonly JsonNode[] }
  | {
      readonly type: "object";
      readonly entries: readonly (readonly [key: string, node: JsonNode])[];
    };

const tokenPattern = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/** Reads JSON text (RFC 8259). Throws `SyntaxError`, with the browser's account of what is wrong. */
export function parseJson(text: string): JsonNode {
  JSON.parse(text);
  const tokens = text.match(tokenPattern) ?? [];
  let at = 0;
  const next = () => tokens[at++] ?? "";
  const skip = (token: string) => {
    const found = tokens[at] === token;
    if (found) at += 1;
    return found;
  };
  const readNode = (): JsonNode => {
    const token = next();
    if (token === "[") {
      const items: JsonNode[] = [];
      while (!skip("]")) {
        items.push(readNode());
        skip(",");
      }
      return { type: "list", items };
    }
    if (token === "{") {
      const entries: [string, JsonNode][] = [];
      while (!skip("}")) {
        const key = String(JSON.parse(next()));
        skip(":");
        entries.push([key, readNode()]);
        skip(",");
      }
      return { type: "object", entries };
    }
    return { type: "scalar", text: token };
  };
  return readNode();
}

/** The same JSON, one entry a line, indented by two spaces. */
export function printJson(node: JsonNode, indent = ""): string {
  const inner = `${indent}  `;
  if (node.type === "list") {
    if (node.items.length === 0) return "[]";
    const items = node.items.map((item) => inner + printJson(item, inner));
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  if (node.type === "object") {
    if (node.entries.length === 0) return "{}";
    const entries = node.entries.map(
      ([key, item]) => `${inner}${JSON.stringify(key)}: ${printJson(item, inner)}`,
    );
    return `{\n${entries.join(",\n")}\n${indent}}`;
  }
  return node.text;
}

/** Whether a key or a scalar in the node contains the text, whatever the case. */
export function containsText(node: JsonNode, text: string): boolean {
  const wanted = text.toLowerCase();
  if (node.type === "scalar") return node.text.toLowerCase().includes(wanted);
  if (node.type === "list") return node.items.some((item) => containsText(item, text));
  return node.entries.some(
    ([key, item]) => key.toLowerCase().includes(wanted) || containsText(item, text),
  );
}
