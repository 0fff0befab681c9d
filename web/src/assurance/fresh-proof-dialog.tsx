import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { MeAnswer } from "purser/contract";
import { useCallback, useEffect, useState } from "react";
import { problemOf } from "../api/http.ts";
import { fetchSecondFactorPage } from "../api/second-factor.ts";
import { fetchMe, freshSignInAddress } from "../api/session.ts";
import { freshProof, type ProofWanted } from "../api/standstill.ts";
import { t } from "../messages/translate.ts";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import { useProof } from "../passkey/use-passkey.ts";
import { paths } from "../route/paths.ts";
import { useSamePerson } from "../session/use-same-person.ts";
import { subscribeSignedIn } from "../sign-in/signed-in-signal.ts";
import { QuestionDialog } from "./question-dialog.tsx";

interface FreshProofDialogProps {
  readonly me: MeAnswer;
  readonly wanted: ProofWanted;
}

/** Asks for a fresh proof over whatever is open, and sends what waits for it by itself afterwards. */
export function FreshProofDialog({ me, wanted }: FreshProofDialogProps) {
  const proof = useProof(freshProof.resume);
  const note = useProofElsewhere(me);
  const page = useQuery({
    queryKey: ["second-factor"],
    queryFn: ({ signal }) => fetchSecondFactorPage(signal),
    staleTime: 0,
  });
  const canTap = wanted.ways.includes("passkey") && page.data?.hasPasskey === true;
  const canSignIn = wanted.ways.includes("provider");
  const provider = page.data?.provider ?? t("assurance.provider");
  return (
    <QuestionDialog
      title={t("assurance.fresh")}
      onCancel={freshProof.giveUp}
      answers={
        <>
          {canSignIn && (
            <Button
              type={canTap || page.isPending ? "default" : "primary"}
              href={freshSignInAddress(paths.signedIn())}
              target="_blank"
            >
              {t("assurance.signIn", { provider })}
            </Button>
          )}
          {canTap && (
            <Button
              type="primary"
              autoFocus
              loading={proof.isPending}
              onClick={() => proof.mutate()}
            >
              {t("passkey.use")}
            </Button>
          )}
        </>
      }
    >
      <p>{t("assurance.freshWhy", { minutes: Math.round(wanted.maxAge / 60) })}</p>
      {!canSignIn && !canTap && !page.isPending && (
        <p>
          {t(wanted.ways.includes("passkey") ? "assurance.enrolFirst" : "assurance.noWay", {
            provider,
          })}
        </p>
      )}
      {proof.error !== null && <PasskeyProblem error={proof.error} />}
      <p className="dim" aria-live="polite">
        {note}
      </p>
    </QuestionDialog>
  );
}

/** Goes on when the same person has signed in in another tab; what stands against it otherwise. */
function useProofElsewhere(me: MeAnswer): string | null {
  const [note, setNote] = useState<string | null>(null);
  const isSamePerson = useSamePerson(me);
  const check = useCallback(async () => {
    try {
      if (isSamePerson(await fetchMe())) freshProof.resume();
    } catch (error) {
      setNote(problemOf(error).title);
    }
  }, [isSamePerson]);
  useEffect(() => subscribeSignedIn(() => void check()), [check]);
  return note;
}
