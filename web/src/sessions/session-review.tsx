import type { SessionReport } from "purser/contract";
import { ReviewPanel } from "../access/review-panel.tsx";
import { Table } from "../access/table.tsx";
import { MinuteTime } from "../field/instant/minute-time.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { PersonCell } from "./person-cell.tsx";
import styles from "./sessions.module.css";
import { useSessionReport, useSessionReportDownload, useSessionReview } from "./use-sessions.ts";

/** The quarterly look through who was signed in: when it is due, what there is to see, and the sign-off. */
export function SessionReview() {
  const { data, error, refetch } = useSessionReport();
  const sign = useSessionReview();
  const download = useSessionReportDownload();
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <>
      <ReviewPanel lastReview={data.lastReview} sign={sign} download={download}>
        <p>
          <span className={data.isOverdue ? styles.waits : undefined}>
            {t(data.isOverdue ? "sessions.overdue" : "sessions.due")}{" "}
            <MinuteTime at={data.reviewDue} />
          </span>
        </p>
      </ReviewPanel>
      <People report={data} />
      <Noteworthy report={data} />
    </>
  );
}

function People({ report }: { readonly report: SessionReport }) {
  if (report.people.length === 0) return null;
  return (
    <>
      <Table
        label={t("sessions.reviewed", { days: report.days })}
        columns={[
          t("sessions.person"),
          t("sessions.roles"),
          t("sessions.signIns"),
          t("sessions.factors"),
          t("sessions.networks"),
          t("sessions.lastUse"),
          t("sessions.endings"),
        ]}
        rows={report.people.map((person) => ({
          id: JSON.stringify([person.issuer, person.subject]),
          cells: [
            <PersonCell key="person" name={person.name} email={person.email} />,
            person.roles.join(", "),
            <span key="count" className="tabular">
              {person.signIns}
            </span>,
            person.secondFactors
              .map(({ of, count }) => `${t(`sessions.factor.${of}`)} ${count}`)
              .join(", "),
            person.networks.join(", "),
            <TimeAgo key="use" at={person.lastUse} />,
            person.endings.map(({ of, count }) => `${of} ${count}`).join(", "),
          ],
        }))}
      />
      {report.isMore && <p className="dim">{t("access.morePeople")}</p>}
    </>
  );
}

/** Who was refused, and whose access nobody uses. */
function Noteworthy({ report: { refused, dormant, days } }: { readonly report: SessionReport }) {
  return (
    <>
      {refused.length > 0 && (
        <p>
          {t("sessions.refused", {
            people: refused
              .map(({ name, code, count }) => `${name} (${code}, ${count})`)
              .join("; "),
          })}
        </p>
      )}
      {dormant.length > 0 && (
        <p>
          {t("sessions.dormant", {
            days,
            people: dormant.map(({ name, roles }) => `${name} (${roles.join(", ")})`).join("; "),
          })}
        </p>
      )}
    </>
  );
}
