import { Alert, Button } from "antd";
import type { FieldDescription } from "purser/contract";
import { t } from "../messages/translate.ts";
import type { FieldProblems } from "./draft.ts";

interface ProblemSummaryProps {
  readonly fields: readonly FieldDescription[];
  readonly problems: FieldProblems;
  readonly idOf: (field: FieldDescription) => string;
}

/** Everything that is wrong, each line leading to its field. */
export function ProblemSummary({ fields, problems, idOf }: ProblemSummaryProps) {
  const wrong = fields.filter(({ name }) => Object.hasOwn(problems, name));
  if (wrong.length === 0) return null;
  return (
    <Alert
      type="error"
      role="alert"
      title={t("form.problems", { count: wrong.length })}
      description={wrong.map((field) => (
        <div key={field.name}>
          <Button
            type="link"
            size="small"
            onClick={() => document.getElementById(idOf(field))?.focus()}
          >
            {field.label}
          </Button>{" "}
          {problems[field.name]}
        </div>
      ))}
    />
  );
}
