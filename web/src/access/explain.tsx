import type { AccessReport } from "purser/contract";
import type { ExplainQuery } from "../api/access.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { useAddressQuery } from "../route/use-address-query.ts";
import { ExplainForm } from "./explain-form.tsx";
import { Explanation } from "./explanation.tsx";
import { useExplanation } from "./use-access.ts";

/** What people with some roles see of a resource, or of one record, and why; the question is in the address. */
export function Explain({ report }: { readonly report: AccessReport }) {
  const [params, setParams] = useAddressQuery();
  const asked = readQuestion(params);
  const { data, error, refetch } = useExplanation(asked);
  return (
    <>
      <p className="dim">{t("access.explainWhat")}</p>
      <ExplainForm
        key={params.toString()}
        report={report}
        asked={asked}
        onAsk={(question) => setParams(printQuestion(question))}
      />
      {error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {asked !== null && error === null && !data && <Loading />}
      {data && <Explanation explanation={data} />}
    </>
  );
}

function readQuestion(params: URLSearchParams): ExplainQuery | null {
  const [roles, resource, key] = ["roles", "resource", "key"].map((name) => params.get(name) ?? "");
  if (!roles || !resource) return null;
  return { roles, resource, key: key || undefined, claim: params.getAll("claim") };
}

function printQuestion({ roles, resource, key, claim = [] }: ExplainQuery): URLSearchParams {
  return new URLSearchParams([
    ["roles", roles],
    ["resource", resource],
    ...(key === undefined ? [] : [["key", key]]),
    ...claim.map((each) => ["claim", each]),
  ]);
}
