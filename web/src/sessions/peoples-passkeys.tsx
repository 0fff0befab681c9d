import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { PasskeyPerson } from "purser/contract";
import { useState } from "react";
import { Table } from "../access/table.tsx";
import { problemOf } from "../api/http.ts";
import { askForRecovery, consentToPasskey, listPasskeyPeople } from "../api/passkeys.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import { isWaiting, TrustCell } from "../security/trust-cell.tsx";
import { useNow } from "../time/use-now.ts";
import { PersonCell } from "./person-cell.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { RecoveryList } from "./recovery-list.tsx";
import styles from "./sessions.module.css";
import { useEnding } from "./use-ending.ts";

/** Whose new passkeys wait for a consent, and who has lost theirs. */
export function PeoplesPasskeys() {
  const [lost, setLost] = useState<PasskeyPerson | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["passkeys", "people"],
    queryFn: ({ signal }) => listPasskeyPeople(signal),
    staleTime: 0,
  });
  if (error !== null && problemOf(error).status === 404)
    return <p className="dim">{t("passkey.off")}</p>;
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <>
      <RecoveryList recoveries={data.recoveries} />
      {data.people.length === 0 ? (
        <p className="dim">{t("sessions.noPasskeys")}</p>
      ) : (
        <Table
          label={t("sessions.passkeys")}
          columns={[t("sessions.person"), t("sessions.passkeys"), t("sessions.actions")]}
          rows={data.people.map((person) => ({
            id: JSON.stringify([person.issuer, person.subject]),
            cells: [
              <PersonCell key="person" name={person.name} email={person.email} />,
              <Passkeys key="passkeys" person={person} />,
              person.isOwn ? null : (
                <Button
                  key="lost"
                  size="small"
                  aria-label={t("recovery.askFor", { name: person.name })}
                  onClick={() => setLost(person)}
                >
                  {t("recovery.ask")}
                </Button>
              ),
            ],
          }))}
        />
      )}
      {data.isMore && <p className="dim">{t("sessions.morePasskeys")}</p>}
      {lost !== null && <AskDialog person={lost} onClose={() => setLost(null)} />}
    </>
  );
}

function Passkeys({ person }: { readonly person: PasskeyPerson }) {
  const now = useNow();
  const consent = useEnding((passkey: { readonly id: string; readonly name: string }) =>
    consentToPasskey(
      passkey.id,
      t("passkey.consentWhat", { name: passkey.name, person: person.name }),
    ),
  );
  return (
    <>
      {person.passkeys.map(({ id, name, trustedFrom }) => (
        <div key={id} className={styles.actions}>
          {name}
          {isWaiting(trustedFrom, now) && <TrustCell from={trustedFrom} />}
          {isWaiting(trustedFrom, now) && !person.isOwn && (
            <Button
              size="small"
              loading={consent.isPending}
              aria-label={t("passkey.consentWhat", { name, person: person.name })}
              onClick={() => consent.mutate({ id, name })}
            >
              {t("passkey.consent")}
            </Button>
          )}
        </div>
      ))}
      {consent.error !== null && <PasskeyProblem error={consent.error} />}
    </>
  );
}

interface AskDialogProps {
  readonly person: PasskeyPerson;
  readonly onClose: () => void;
}

function AskDialog({ person: { issuer, subject, name }, onClose }: AskDialogProps) {
  const title = t("recovery.askFor", { name });
  return (
    <ReasonDialog
      title={title}
      text={t("recovery.askWhat", { name })}
      okText={t("recovery.askOk")}
      isDangerous={false}
      run={(reason) => askForRecovery({ issuer, subject, reason }, title)}
      onClose={onClose}
    />
  );
}
