import type { FieldDescription, RecordAnswer, ResourceDescription } from "purser/contract";
import { Link } from "react-router";
import { FieldCell } from "../field/cell.tsx";
import { fieldAlign } from "../field/field-align.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import styles from "./record.module.css";

interface RelatedRowsProps {
  readonly target: ResourceDescription;
  readonly fields: readonly FieldDescription[];
  readonly records: readonly RecordAnswer[];
}

export function RelatedRows({ target, fields, records }: RelatedRowsProps) {
  return (
    // Focusable, so that the keyboard can scroll a table wider than the page.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable (WCAG 2.1.1)
    <section className={styles.scroll} tabIndex={0} aria-label={target.label}>
      <table className={styles.rows}>
        <thead>
          <tr>
            <th scope="col">{target.labelOne}</th>
            {fields.map((field) => (
              <th key={field.name} scope="col" data-align={fieldAlign(field)}>
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record, at) => (
            <tr key={record.key ?? at}>
              <td>
                {record.key === null ? (
                  record.label
                ) : (
                  <Link to={paths.record(target.name, record.key)} title={t("related.open")}>
                    {record.label}
                  </Link>
                )}
              </td>
              {fields.map((field) => (
                <td key={field.name} data-align={fieldAlign(field)}>
                  <FieldCell
                    field={field}
                    value={record.values[field.name] ?? null}
                    values={record.values}
                    record={record}
                    resource={target}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
