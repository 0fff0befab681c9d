import { Alert } from "antd";
import { t } from "../messages/translate.ts";
import { ProblemAlert } from "../page/problem-alert.tsx";
import { PasskeyError } from "./ceremony.ts";

/** Why nothing came of it, and the way on: the browser's reason, or the server's. */
export function PasskeyProblem({ error }: { readonly error: unknown }) {
  if (!(error instanceof PasskeyError)) return <ProblemAlert error={error} />;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t(`passkey.${error.failure}`)}
      description={t(`passkey.${error.failure}Next`)}
    />
  );
}
