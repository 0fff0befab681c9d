import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../api/queries.ts";
import { RecordFields } from "../record/record-fields.tsx";
import { RevealedBar } from "./revealed-bar.tsx";
import { useRevealed } from "./use-revealed.ts";
import { withRevealed } from "./with-revealed.ts";

const RevealDialog = lazy(() => import("./reveal-dialog.tsx"));

interface RevealableRecordProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
}

/** A record's fields; masked ones can be shown in clear for a while, with a reason. */
export function RevealableRecord({ resource, record }: RevealableRecordProps) {
  const { data: me } = useMe();
  const { revealed, show, hide } = useRevealed();
  const [asked, setAsked] = useState<string | null>(null);
  const shown = revealed === null ? record : withRevealed(record, resource, revealed.values);
  return (
    <>
      {revealed !== null && <RevealedBar resource={resource} revealed={revealed} onHide={hide} />}
      <RecordFields resource={resource} record={shown} onReveal={setAsked} />
      {asked !== null && me !== undefined && (
        <Suspense fallback={null}>
          <RevealDialog
            resource={resource}
            record={shown}
            terms={me.reveal}
            field={asked}
            onRevealed={(values) => show(values, me.reveal.seconds)}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}
