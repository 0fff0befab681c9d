import { Checkbox, Input } from "antd";
import type { FieldDescription, WireValue } from "purser/contract";
import { useState } from "react";
import { t } from "../../messages/translate.ts";
import { OptionMark } from "../enum/option-mark.tsx";
import styles from "../field.module.css";

/** More options than this are worth a search box. */
const searchFrom = 8;

interface OptionListProps {
  readonly field: FieldDescription;
  readonly chosen: readonly WireValue[];
  readonly onChange: (chosen: readonly WireValue[]) => void;
}

/** An enum's labels, each with a box. */
export function OptionList({ field, chosen, onChange }: OptionListProps) {
  const [search, setSearch] = useState("");
  const options = field.options ?? [];
  const shown = options.filter((option) => option.toLowerCase().includes(search.toLowerCase()));
  return (
    <div className={styles.stack}>
      {options.length >= searchFrom && (
        <Input
          size="small"
          allowClear
          placeholder={t("operand.searchOptions")}
          aria-label={t("operand.searchOptions")}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <fieldset className={styles.options} aria-label={field.label}>
        {shown.map((option) => (
          <Checkbox
            key={option}
            checked={chosen.includes(option)}
            onChange={({ target }) =>
              onChange(
                // In the enum's own order, so that the same choice has the same address.
                options.filter((one) => (one === option ? target.checked : chosen.includes(one))),
              )
            }
          >
            <OptionMark option={option} />
          </Checkbox>
        ))}
      </fieldset>
    </div>
  );
}
