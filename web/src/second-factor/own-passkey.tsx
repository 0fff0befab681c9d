import { Button } from "antd";
import { t } from "../messages/translate.ts";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import { useProof } from "../passkey/use-passkey.ts";

export function OwnPasskey({ onProven }: { readonly onProven: () => void }) {
  const proof = useProof(onProven);
  return (
    <>
      <p>{t("factor.tap")}</p>
      {proof.error !== null && <PasskeyProblem error={proof.error} />}
      <Button
        type="primary"
        size="large"
        block
        autoFocus
        loading={proof.isPending || proof.isSuccess}
        onClick={() => proof.mutate()}
      >
        {t("passkey.use")}
      </Button>
    </>
  );
}
