import { expect, test } from "vitest";
import { findSigners, readNote, signNote } from "../../src/audit/note/note.ts";
import { newKey } from "./office.ts";

test("W10: a signature that a trusted key is said to have made, and did not, is not trusted", () => {
  const trusted = newKey("harbour.example/audit");
  const { name, id } = trusted;
  const thief = { ...newKey("harbour.example/thief"), name, id };
  const text = "a checkpoint\n";
  const signersOf = (note: string) =>
    findSigners(text, readNote(note)?.signatures ?? [], [trusted.verifier]);
  expect(signersOf(signNote(text, [trusted]))).toEqual([trusted.verifier]);
  expect(signersOf(signNote(text, [thief]))).toBeNull();
  expect(signersOf(signNote(text, [trusted, thief]))).toBeNull();
  expect(signersOf(signNote("another checkpoint\n", [trusted]))).toBeNull();
});
