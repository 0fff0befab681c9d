import { t } from "../messages/translate.ts";

/** Why the last sign-in was refused, from the `problem` code that the server sends the browser back with. */
export function refusalText(
  params: URLSearchParams,
): { readonly title: string; readonly text: string } | null {
  const code = params.get("problem");
  switch (code) {
    case null:
      return null;
    case "no_role":
      return { title: t("signIn.noRole"), text: t("signIn.noRoleWhy") };
    case "proxy_identity_differs":
      return { title: t("signIn.otherPerson"), text: t("signIn.otherPersonWhy") };
    case "identity_unavailable":
      return { title: t("signIn.unavailable"), text: t("signIn.unavailableWhy") };
    case "session_ended":
    case "not_signed_in":
      return { title: t("signIn.ended"), text: t("signIn.endedWhy") };
    default:
      return { title: t("signIn.failed"), text: t("signIn.failedWhy") };
  }
}
