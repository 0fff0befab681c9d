import type { MeAnswer } from "purser/contract";
import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import { confirmation, freshProof } from "../api/standstill.ts";
import type { Waiting, WaitingRoom } from "../api/waiting-room.ts";

/** Whatever requests wait for that have to be better vouched for; each question is a dialog of its own. */
export function AssuranceDialogs({ me }: { readonly me: MeAnswer }) {
  const proof = useWaiting(freshProof);
  const confirm = useWaiting(confirmation);
  const FreshProofDialog = useOnDemand(proof !== null, freshProof.giveUp, loadFreshProof);
  const ConfirmationDialog = useOnDemand(confirm !== null, confirmation.giveUp, loadConfirmation);
  return (
    <>
      {FreshProofDialog !== null && proof !== null && <FreshProofDialog me={me} wanted={proof} />}
      {ConfirmationDialog !== null && confirm !== null && (
        <ConfirmationDialog key={confirm.request.token} wanted={confirm} />
      )}
    </>
  );
}

const loadFreshProof = async () => (await import("./fresh-proof-dialog.tsx")).FreshProofDialog;
const loadConfirmation = async () => (await import("./confirmation-dialog.tsx")).ConfirmationDialog;

function useWaiting<Matter extends Waiting, Answer>(room: WaitingRoom<Matter, Answer>) {
  return useSyncExternalStore(room.subscribe, room.first);
}

/** A dialog, loaded when it is first wanted. One that cannot be loaded must not take the page with it, as `lazy` would. */
function useOnDemand<Props>(
  isWanted: boolean,
  giveUp: () => void,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> | null {
  const [dialog, setDialog] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    if (isWanted && dialog === null) load().then((loaded) => setDialog(() => loaded), giveUp);
  }, [isWanted, dialog, giveUp, load]);
  return dialog;
}
