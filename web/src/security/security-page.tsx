import styles from "../access/access.module.css";
import { Section } from "../access/section.tsx";
import { useMe } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { OwnPasskeys } from "./own-passkeys.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { ThisSession } from "./this-session.tsx";

/** How well somebody is known here, with what they prove it, and where else they are signed in. */
export default function SecurityPage() {
  const { data: me } = useMe();
  if (me === undefined) return <Loading />;
  return (
    <article className={styles.page}>
      <title>{t("security.title")}</title>
      <h1>{t("security.title")}</h1>
      <Section title={t("security.now")}>
        <ThisSession me={me} />
      </Section>
      <Section title={t("security.passkeys")}>
        <OwnPasskeys />
      </Section>
      <Section title={t("security.sessions")}>
        <OwnSessions />
      </Section>
    </article>
  );
}
