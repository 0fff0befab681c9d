import { Alert, Button } from "antd";
import type { FieldDescription } from "purser/contract";
import { useEffect, useRef } from "react";
import { t } from "../messages/translate.ts";
import type { FieldProblems } from "./draft.ts";

interface ProblemSummaryProps {
  readonly fields: readonly FieldDescription[];
  readonly problems: FieldProblems;
  /** The summary shows from the first refusal on, and comes into view with each. */
  readonly refusals: number;
  readonly idOf: (field: FieldDescription) => string;
}

/** Everything that is wrong, each line leading to its field. */
export function ProblemSummary({ fields, problems, refusals, idOf }: ProblemSummaryProps) {
  const wrong = fields.filter(({ name }) => Object.hasOwn(problems, name));
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusals > 0) place.current?.scrollIntoView({ block: "nearest" });
  }, [refusals]);
  if (wrong.length === 0 || refusals === 0) return null;
  return (
    <div ref={place}>
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
    </div>
  );
}
