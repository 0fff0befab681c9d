import type { AuditHealthAnswer } from "purser/contract";
import { printSize } from "../field/binary/bytes.ts";
import { groupDigits } from "../field/number/group-digits.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";

type Growth = AuditHealthAnswer["growth"];

/** Months as rows; what the log holds most of as columns. */
const columns = [
  { name: "changes", tables: ["change", "operation", "outcome", "intent"] },
  { name: "reads", tables: ["event_read"] },
  { name: "acts", tables: ["event_act"] },
] as const;

export function GrowthTable({ growth }: { readonly growth: Growth }) {
  const months = [...Map.groupBy(growth, ({ month }) => month)];
  if (months.length === 0) return <p className="dim">{t("health.noGrowth")}</p>;
  return (
    // What scrolls sideways on a narrow screen must be reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} aria-label={t("health.growth")} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("health.month")}</th>
            {columns.map(({ name }) => (
              <th key={name} data-align="end">
                {t(`health.growth.${name}`)}
              </th>
            ))}
            <th data-align="end">{t("health.total")}</th>
          </tr>
        </thead>
        <tbody>
          {months.map(([month, members]) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              {columns.map(({ name, tables }) => (
                <Amount
                  key={name}
                  members={members.filter(({ table }) => tables.some((one) => one === table))}
                />
              ))}
              <Amount members={members} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Amount({ members }: { readonly members: Growth }) {
  const rows = members.reduce((sum, member) => sum + member.rows, 0);
  const bytes = members.reduce((sum, member) => sum + member.bytes, 0);
  return (
    <td data-align="end" className="tabular">
      {t("health.rows", { rows: groupDigits(String(rows)), count: rows })}{" "}
      <span className="dim">{printSize(bytes)}</span>
    </td>
  );
}
