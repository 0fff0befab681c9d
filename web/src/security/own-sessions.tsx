import { Button } from "antd";
import type { SessionSummary } from "purser/contract";
import { Table } from "../access/table.tsx";
import { revokeSession } from "../api/sessions.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import { nameDevice } from "../sessions/name-device.ts";
import { sessionCells, sessionColumns } from "../sessions/session-cells.tsx";
import { useEnding } from "../sessions/use-ending.ts";
import { useSessions } from "../sessions/use-sessions.ts";

/** Where somebody is signed in, and the way to end what they do not know. */
export function OwnSessions() {
  const { data, error, refetch } = useSessions({ scope: "own" });
  const ending = useEnding(endAll);
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const others = data.sessions.filter(({ isOwn }) => !isOwn);
  const rows = data.sessions.map((session) => ({
    id: session.id,
    cells: [
      ...sessionCells(session),
      session.isOwn ? null : (
        <Button
          key="end"
          size="small"
          disabled={ending.isPending}
          aria-label={t("sessions.endOn", { device: nameDevice(session) })}
          onClick={() => ending.mutate([session])}
        >
          {t("sessions.end")}
        </Button>
      ),
    ],
  }));
  return (
    <>
      <Table
        label={t("security.sessions")}
        columns={[...sessionColumns(), t("sessions.actions")]}
        rows={rows}
      />
      {others.length === 0 && <p className="dim">{t("sessions.noOthers")}</p>}
      {others.length > 1 && (
        <div>
          <Button loading={ending.isPending} onClick={() => ending.mutate(others)}>
            {t("sessions.endOthers")}
          </Button>
        </div>
      )}
      {ending.error !== null && <PasskeyProblem error={ending.error} />}
    </>
  );
}

async function endAll(sessions: readonly SessionSummary[]): Promise<void> {
  for (const session of sessions) {
    const what = t("sessions.endOn", { device: nameDevice(session) });
    await revokeSession(session.id, null, what);
  }
}
