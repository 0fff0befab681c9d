import type { FieldDescription, WireValue, WireValues } from "purser/contract";
import { useCallback, useState } from "react";
import { readValue } from "../field/read-value.ts";
import { type Draft, draftValue, type FieldProblems, isChanged, readDraft } from "./draft.ts";

/**
 * The state of a form. It lives in memory only: what somebody types may be personal data, which must
 * not outlive the page in any storage of the browser.
 */
export interface DraftState {
  readonly draft: Draft;
  readonly problems: FieldProblems;
  /** How often the whole was found wanting, here or by the server: each time the summary comes up. */
  readonly refusals: number;
  readonly changed: readonly FieldDescription[];
  readonly set: (name: string, value: WireValue) => void;
  readonly undo: (name: string) => void;
  /** Judges one field, when somebody leaves it. */
  readonly check: (name: string) => void;
  /** The values to send, or null after marking what is wrong. */
  readonly read: () => WireValues | null;
  readonly showProblems: (problems: FieldProblems) => void;
  /** Starts from other values: after a conflict, those that somebody else saved. */
  readonly rebase: (draft: Draft) => void;
}

export function useDraft(
  fields: readonly FieldDescription[],
  base: WireValues,
  isNew: boolean,
): DraftState {
  const [draft, setDraft] = useState<Draft>({ base, edits: {} });
  const [problems, setProblems] = useState<FieldProblems>({});
  const [refusals, setRefusals] = useState(0);
  const refuse = (all: FieldProblems) => {
    setProblems(all);
    setRefusals((count) => count + 1);
  };
  const setProblem = useCallback((name: string, problem: string | null) => {
    setProblems(({ [name]: _, ...others }) =>
      problem === null ? others : { ...others, [name]: problem },
    );
  }, []);
  return {
    draft,
    problems,
    refusals,
    changed: fields.filter(({ name }) => isChanged(draft, name)),
    set: (name, value) => {
      setDraft((now) => ({ ...now, edits: { ...now.edits, [name]: value } }));
      setProblem(name, null);
    },
    undo: (name) => {
      setDraft(({ base: values, edits: { [name]: _, ...others } }) => ({
        base: values,
        edits: others,
      }));
      setProblem(name, null);
    },
    check: (name) => {
      const field = fields.find((one) => one.name === name);
      if (field === undefined || !isChanged(draft, name)) return;
      const reading = readValue(field, draftValue(draft, name));
      if ("problem" in reading) setProblem(name, reading.problem);
    },
    read: () => {
      const reading = readDraft(fields, draft, isNew);
      if ("values" in reading) return reading.values;
      refuse(reading.problems);
      return null;
    },
    showProblems: refuse,
    rebase: (next) => {
      setDraft(next);
      setProblems({});
      setRefusals(0);
    },
  };
}
