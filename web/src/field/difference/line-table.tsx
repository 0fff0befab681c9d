import { t } from "../../messages/translate.ts";
import styles from "./difference.module.css";
import { diffLines, type LinePair } from "./line-difference.ts";

/** Unchanged lines kept around each change. */
const context = 2;

interface LineTableProps {
  readonly before: string;
  readonly after: string;
}

/** Two texts side by side, line by line; far-away lines that did not change are left out. */
export function LineTable({ before, after }: LineTableProps) {
  const pairs = diffLines(before, after);
  const shown = pairs.map((_, at) => isNear(pairs, at));
  return (
    <div className={styles.sides}>
      <table className={styles.lines}>
        <thead className="unseen">
          <tr>
            <th scope="col">{t("difference.before")}</th>
            <th scope="col">{t("difference.after")}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair, at) =>
            shown[at] ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat; their place is their identity
              <tr key={at} data-same={pair.same}>
                <td data-side={pair.same ? "same" : pair.before === null ? "none" : "before"}>
                  {pair.before}
                </td>
                <td data-side={pair.same ? "same" : pair.after === null ? "none" : "after"}>
                  {pair.after}
                </td>
              </tr>
            ) : (
              shown[at - 1] !== false && (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <tr key={at}>
                  <td colSpan={2} className={styles.gap}>
                    ⋯
                  </td>
                </tr>
              )
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function isNear(pairs: readonly LinePair[], at: number): boolean {
  return pairs.slice(Math.max(0, at - context), at + context + 1).some(({ same }) => !same);
}
