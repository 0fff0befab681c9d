import { Alert } from "antd";
import { problemOf } from "../api/http.ts";
import { t } from "../messages/translate.ts";
import { PasskeyError } from "./ceremony.ts";

/** Why nothing came of it, and the way on: the browser's reason, or the server's. */
export function PasskeyProblem({ error }: { readonly error: unknown }) {
  const { title, text } = describe(error);
  return <Alert type="warning" showIcon role="alert" title={title} description={text} />;
}

function describe(error: unknown): { readonly title: string; readonly text: string | null } {
  if (error instanceof PasskeyError)
    return {
      title: t(`passkey.${error.failure}`),
      text: t(`passkey.${error.failure}Next`),
    };
  const { code, title, detail, next } = problemOf(error);
  if (code === "passkey_on_hold") return { title: detail ?? title, text: t("passkey.onHoldNext") };
  // What the server says of this very case names the way on as well.
  return detail === undefined ? { title, text: next } : { title: detail, text: null };
}
