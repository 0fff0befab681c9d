import { Button } from "antd";
import { useState } from "react";
import styles from "../access/access.module.css";
import { Section } from "../access/section.tsx";
import { revokeEverybody } from "../api/sessions.ts";
import { t } from "../messages/translate.ts";
import { PeoplesPasskeys } from "./peoples-passkeys.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { SessionReview } from "./session-review.tsx";
import { SessionTable } from "./session-table.tsx";
import own from "./sessions.module.css";

/** Who is signed in, from where and how well proven, for those who administer it. */
export default function SessionsPage() {
  const [isEndingAll, setIsEndingAll] = useState(false);
  const close = () => setIsEndingAll(false);
  return (
    <article className={styles.page}>
      <title>{t("sessions.title")}</title>
      <header className={own.head}>
        <h1>{t("sessions.title")}</h1>
        <Button danger onClick={() => setIsEndingAll(true)}>
          {t("sessions.endEverybody")}
        </Button>
      </header>
      <Section title={t("sessions.live")}>
        <SessionTable />
      </Section>
      <Section title={t("sessions.passkeys")}>
        <PeoplesPasskeys />
      </Section>
      <Section title={t("sessions.review")}>
        <SessionReview />
      </Section>
      {isEndingAll && (
        <ReasonDialog
          title={t("sessions.endEverybodyTitle")}
          text={t("sessions.endEverybodyWhat")}
          okText={t("sessions.endEverybodyOk")}
          isDangerous
          run={(reason) => revokeEverybody(reason, t("sessions.endEverybodyTitle"))}
          onClose={close}
        />
      )}
    </article>
  );
}
