import { Button, Input } from "antd";
import { t } from "../../messages/translate.ts";
import { controlProps } from "../control-props.ts";
import styles from "../field.module.css";
import type { EditProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { parseJson, printJson } from "./json-tree.ts";
import { readJson } from "./read-json.ts";

/** JSON as text, checked with every key. The word `null` in it is JSON's own, not an empty field. */
export function JsonEdit(props: EditProps) {
  const { field, value, onChange, disabled } = props;
  const text = valueText(value);
  const reading = value === null ? null : readJson(text, field);
  const problem = reading !== null && "problem" in reading ? reading.problem : null;
  return (
    <div className={styles.stack}>
      <Input.TextArea
        {...controlProps(props)}
        className="code"
        value={text}
        onChange={({ target }) => onChange(target.value)}
        placeholder="—"
        autoSize={{ minRows: 4, maxRows: 20 }}
        spellCheck={false}
      />
      <div className={styles.wrapRow}>
        <Button
          size="small"
          disabled={disabled === true || reading === null || problem !== null}
          onClick={() => onChange(printJson(parseJson(text)))}
        >
          {t("json.format")}
        </Button>
        {field.nullable && value !== null && (
          <Button size="small" disabled={disabled ?? false} onClick={() => onChange(null)}>
            {t("field.makeNull")}
          </Button>
        )}
        <span className={problem === null ? styles.note : styles.wrong}>
          {problem ?? (value === null ? t("field.null") : t("json.good"))}
        </span>
      </div>
    </div>
  );
}
