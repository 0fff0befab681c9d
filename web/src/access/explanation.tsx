import type { AccessExplanation, FieldAccess, Reach, RecordAccess } from "purser/contract";
import { useEffect, useRef } from "react";
import { t } from "../messages/translate.ts";
import styles from "./access.module.css";
import { Table } from "./table.tsx";

export function Explanation({ explanation }: { readonly explanation: AccessExplanation }) {
  const { roles, label, rows, grants, fields, writes, record } = explanation;
  const heading = useRef<HTMLHeadingElement>(null);
  // It stands below what was clicked, often out of sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is another one
  useEffect(() => heading.current?.focus(), [explanation]);
  return (
    <div className={styles.explanation}>
      <h3 ref={heading} tabIndex={-1}>
        {t("access.explained", { what: label, roles: roles.join(", ") })}
      </h3>
      {record !== null && <RecordStanding record={record} />}
      <Table
        label={t("access.rows")}
        columns={[t("access.grant"), t("access.rows")]}
        rows={[
          { id: "all", cells: [t("access.together"), <Where key="rows" reach={rows} />] },
          ...grants.map((grant) => ({
            id: grant.name,
            cells: [<code key="name">{grant.name}</code>, <Where key="rows" reach={grant.rows} />],
          })),
        ]}
      />
      <Table
        label={t("access.fields")}
        columns={[
          t("access.field"),
          t("access.seen"),
          ...(record === null ? [] : [t("access.seenHere")]),
          t("access.by"),
          t("access.clear"),
          t("access.reveal"),
          t("access.write.create"),
          t("access.write.update"),
        ]}
        rows={fields.map((field) => ({ id: field.name, cells: fieldCells(field, record) }))}
      />
      <ul className={styles.writes}>
        {writes.map(({ write, rows: where, why }) => (
          <li key={write}>
            {t(`access.write.${write}`)}: {why ?? <Where reach={where} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function fieldCells(field: FieldAccess, record: RecordAccess | null): readonly React.ReactNode[] {
  const { label, level, mask, shownBy, clearBy, clear, reveal, create, update } = field;
  const isMasked = mask !== null && (level === "masked" || level === "varies");
  const here = record?.fields.find(({ name }) => name === field.name)?.level;
  return [
    label,
    <span key="level" className={styles.level} data-level={level}>
      {t(`access.level.${level}`)}
      {isMasked && ` (${mask})`}
    </span>,
    ...(record === null ? [] : [here ? t(`access.level.${here}`) : t("access.notTold")]),
    (level === "clear" ? clearBy : shownBy).join(", "),
    <Where key="clear" reach={clear} />,
    <Where key="reveal" reach={reveal} />,
    <Where key="create" reach={create} />,
    <Where key="update" reach={update} />,
  ];
}

function RecordStanding({ record: { key, inReach, grants } }: { readonly record: RecordAccess }) {
  const by = grants.filter((grant) => grant.inReach === true).map(({ name }) => name);
  return (
    <p>
      {inReach === null && t("access.recordNotTold", { key })}
      {inReach === true && t("access.recordInReach", { key, by: by.join(", ") })}
      {inReach === false && t("access.recordOutOfReach", { key })}
    </p>
  );
}

/** Of which records something holds: all, none, or those that meet a condition. */
function Where({ reach }: { readonly reach: Reach }) {
  if (reach === "none") return <span className="dim">—</span>;
  return reach === "all" ? t("access.all") : <code className={styles.where}>{reach.sql}</code>;
}
