import type { AccessReport } from "purser/contract";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import styles from "./access.module.css";
import { AccessReview } from "./access-review.tsx";
import { Explain } from "./explain.tsx";
import { PeopleTable } from "./people-table.tsx";
import { RightsTable } from "./rights-table.tsx";
import { RoleList } from "./role-list.tsx";
import { Section } from "./section.tsx";
import { SignOffTable } from "./sign-off-table.tsx";
import { useAccessReport } from "./use-access.ts";

/** Who may do what and why, for those who administer it. */
export default function AccessPage() {
  const { data, error, refetch } = useAccessReport();
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <article className={styles.page}>
      <title>{t("access.title")}</title>
      <h1>{t("access.title")}</h1>
      <Section title={t("access.review")}>
        <AccessReview report={data} />
      </Section>
      <Section title={t("access.roles")}>
        <RoleList roles={data.roles} />
      </Section>
      <Section title={t("access.rights")}>
        <RightsTable report={data} />
      </Section>
      <Section title={t("access.explain")}>
        <Explain report={data} />
      </Section>
      <Section title={t("access.people")}>
        <PeopleTable report={data} />
      </Section>
      <SignOffs report={data} />
    </article>
  );
}

function SignOffs({ report }: { readonly report: AccessReport }) {
  if (report.signOffs.length === 0) return null;
  return (
    <Section title={t("access.signOffs")}>
      <SignOffTable report={report} />
    </Section>
  );
}
