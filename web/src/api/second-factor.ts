import type { SecondFactorPage } from "purser/contract";
import { send } from "./http.ts";

/** Where somebody stands whose session may still lack its second factor; 401 without a session. */
export function fetchSecondFactorPage(signal?: AbortSignal): Promise<SecondFactorPage> {
  return send("/auth/second-factor", { signal });
}
