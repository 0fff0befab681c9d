import { tagColor } from "../../theme/tag-color.ts";
import styles from "../field.module.css";

/** An enum's label with its colour as a dot: the text keeps the contrast of text. */
export function OptionMark({ option }: { readonly option: string }) {
  return (
    <span className={styles.option}>
      <span
        className={styles.dot}
        style={{ background: `var(--ant-${tagColor(option)}-6)` }}
        aria-hidden
      />
      {option}
    </span>
  );
}
