import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { SecondFactorPage as Page } from "purser/contract";
import { Navigate, useSearchParams } from "react-router";
import { problemOf, send } from "../api/http.ts";
import { fetchSecondFactorPage } from "../api/second-factor.ts";
import { signInAddress, signOut } from "../api/session.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { EnrolForm } from "../passkey/enrol-form.tsx";
import { paths } from "../route/paths.ts";
import { readReturnTo } from "../sign-in/return-to.ts";
import styles from "../sign-in/sign-in.module.css";
import { OwnPasskey } from "./own-passkey.tsx";

/** Between the sign-in and the console, for those whose provider proved one factor only. */
export default function SecondFactorPage() {
  const [params] = useSearchParams();
  const returnTo = readReturnTo(params);
  const page = useQuery({
    queryKey: ["second-factor"],
    queryFn: ({ signal }) => fetchSecondFactorPage(signal),
    staleTime: 0,
  });
  if (page.isPending) return <Loading />;
  if (page.isError) {
    return problemOf(page.error).status === 401 ? (
      <Navigate to={paths.signIn(returnTo)} replace />
    ) : (
      <ProblemPanel error={page.error} onRetry={() => void page.refetch()} />
    );
  }
  return (
    <main className={styles.page}>
      <title>{t("factor.title")}</title>
      <div className={styles.box}>
        <h1>{t("factor.title")}</h1>
        <p className="dim">
          {t("factor.who", { name: page.data.name, application: page.data.application })}
        </p>
        <Ways page={page.data} returnTo={returnTo} />
        <Button type="text" block onClick={() => void signOut()}>
          {t("person.signOut")}
        </Button>
      </div>
    </main>
  );
}

function Ways({ page, returnTo }: { readonly page: Page; readonly returnTo: string }) {
  const { provider, hasPasskey, mayEnrol, ways } = page;
  // What was loaded with one factor must not be taken for what two would show.
  const goOn = () => window.location.replace(returnTo);
  return (
    <>
      {hasPasskey && <OwnPasskey onProven={goOn} />}
      {!hasPasskey && <p>{t("factor.why", { provider })}</p>}
      {!hasPasskey && mayEnrol && <EnrolForm size="large" ask={send} onEnrolled={goOn} />}
      {!hasPasskey && !mayEnrol && ways.includes("passkey") && <p>{t("factor.tooLate")}</p>}
      {!hasPasskey && (
        <Button block href={signInAddress(returnTo)}>
          {t("factor.again", { provider })}
        </Button>
      )}
      <p className={styles.note}>{t(hasPasskey ? "factor.lost" : "factor.note", { provider })}</p>
    </>
  );
}
