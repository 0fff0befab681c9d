import type { Count } from "purser/contract";
import { groupDigits } from "../field/number/group-digits.ts";
import { t } from "../messages/translate.ts";

/** A number of records, never looking more certain than it is. */
export function CountText({ count }: { readonly count: Count | null }) {
  if (count === null) return null;
  return <>{t(`count.${count.kind}`, { number: groupDigits(String(count.value)) })}</>;
}
