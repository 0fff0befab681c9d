import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useSearchParams } from "react-router";
import { fetchSignInPage, signInAddress, takeProviderLogout } from "../api/session.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { refusalText } from "./refusal.ts";
import { readReturnTo } from "./return-to.ts";
import styles from "./sign-in.module.css";

/** Of the sign-out that loaded this page, if one did. */
const providerLogout = takeProviderLogout();

/** Names the company's identity provider, where the sign-in happens; there is no password here. */
export default function SignInPage() {
  const [params] = useSearchParams();
  const page = useQuery({
    queryKey: ["sign-in"],
    queryFn: ({ signal }) => fetchSignInPage(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (page.isPending) return <Loading />;
  if (page.isError) {
    return <ProblemPanel error={page.error} onRetry={() => void page.refetch()} />;
  }
  const { application, provider } = page.data;
  const refusal = refusalText(params, provider);
  return (
    <main className={styles.page}>
      <title>{t("signIn.title", { application })}</title>
      <div className={styles.box}>
        <h1>{application}</h1>
        <p className="dim">{t("signIn.what")}</p>
        {refusal !== null && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={refusal.title}
            description={refusal.text}
          />
        )}
        {providerLogout !== null && <SignedOut provider={provider} address={providerLogout} />}
        <Button
          type="primary"
          size="large"
          block
          href={signInAddress(readReturnTo(params))}
          autoFocus
        >
          {t("signIn.with", { provider })}
        </Button>
        <p className={styles.note}>{t("signIn.recorded")}</p>
      </div>
    </main>
  );
}

interface SignedOutProps {
  readonly provider: string;
  /** Where the provider's own session is ended; empty where that is not known. */
  readonly address: string;
}

/** At a shared desk, whoever signs in next would otherwise be taken for whoever was here before. */
function SignedOut({ provider, address }: SignedOutProps) {
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      title={t("signIn.signedOut")}
      description={
        <>
          {t("signIn.signedOutWhat", { provider })}{" "}
          {address !== "" && <a href={address}>{t("signIn.signOutThere")}</a>}
        </>
      }
    />
  );
}
