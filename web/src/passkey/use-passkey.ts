import { useMutation } from "@tanstack/react-query";
import {
  type Ask,
  enrolPasskey,
  offerEnrolment,
  offerProof,
  proveByPasskey,
} from "../api/passkeys.ts";
import { makePasskey, tapPasskey } from "./ceremony.ts";

/** Proves with a passkey who is at the screen: the second factor, or a fresh proof. */
export function useProof(onProven: () => void) {
  return useMutation({
    mutationFn: async () => {
      const { token, options } = await offerProof();
      await proveByPasskey(token, await tapPasskey(options));
    },
    onSuccess: onProven,
  });
}

/** Makes a passkey and has it known here under a name. */
export function useEnrolment(onEnrolled: () => void, ask?: Ask) {
  return useMutation({
    mutationFn: async (name: string) => {
      const { token, options } = await offerEnrolment(ask);
      return enrolPasskey(token, await makePasskey(options), name, ask);
    },
    onSuccess: onEnrolled,
  });
}
