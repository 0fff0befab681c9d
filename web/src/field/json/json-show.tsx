import { Input } from "antd";
import { useMemo, useState } from "react";
import { t } from "../../messages/translate.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import tree from "./json.module.css";
import { containsText, type JsonNode, parseJson } from "./json-tree.ts";

/** From this many characters on a search box helps more than it takes room. */
const searchFrom = 400;

export function JsonShow({ value }: ShowProps) {
  const text = valueText(value);
  const root = useMemo(() => readTree(text), [text]);
  const [search, setSearch] = useState("");
  if (root === null || isBare(root)) return <code className={styles.exact}>{text}</code>;
  return (
    <div className={styles.stack}>
      {text.length > searchFrom && (
        <Input.Search
          size="small"
          allowClear
          placeholder={t("json.search")}
          aria-label={t("json.search")}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {search !== "" && !containsText(root, search) ? (
        <span className={styles.note}>{t("json.nothingFound")}</span>
      ) : (
        <div className={tree.tree}>
          <Children node={root} search={search} depth={0} />
        </div>
      )}
    </div>
  );
}

interface NodeProps {
  readonly node: JsonNode;
  readonly search: string;
  readonly depth: number;
}

function Children({ node, search, depth }: NodeProps) {
  const entries: readonly (readonly [string, JsonNode])[] =
    node.type === "object"
      ? node.entries
      : node.type === "list"
        ? node.items.map((item, at) => [String(at), item])
        : [];
  return (
    <ul>
      {entries
        .filter(([key, item]) => search === "" || isHit(key, search) || containsText(item, search))
        .map(([key, item], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: JSON keys may repeat; the place is the identity
          <li key={`${at} ${key}`}>
            <Entry name={key} node={item} search={isHit(key, search) ? "" : search} depth={depth} />
          </li>
        ))}
    </ul>
  );
}

function Entry({ name, node, search, depth }: NodeProps & { readonly name: string }) {
  const label = <span className={tree.key}>{name}</span>;
  if (node.type === "scalar") {
    return (
      <>
        {label} <span className={tree.scalar}>{node.text}</span>
      </>
    );
  }
  const count = node.type === "list" ? node.items.length : node.entries.length;
  if (count === 0) {
    return (
      <>
        {label} <span className={styles.absent}>{node.type === "list" ? "[]" : "{}"}</span>
      </>
    );
  }
  return (
    <details open={search !== "" || (depth < 2 && count <= 20)}>
      <summary>
        {label}{" "}
        <span className={styles.note}>
          {t(node.type === "list" ? "json.items" : "json.keys", { count })}
        </span>
      </summary>
      <Children node={node} search={search} depth={depth + 1} />
    </details>
  );
}

/** Nothing in it to unfold. */
function isBare(node: JsonNode): boolean {
  if (node.type === "scalar") return true;
  return node.type === "list" ? node.items.length === 0 : node.entries.length === 0;
}

function isHit(key: string, search: string): boolean {
  return search !== "" && key.toLowerCase().includes(search.toLowerCase());
}

function readTree(text: string): JsonNode | null {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
