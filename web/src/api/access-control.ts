import type { AccessControlProvider } from "@refinedev/core";
import type { ResourceAction, ResourceDescription } from "purser/contract";

/** Refine's names of what can be done, in the contract's words. */
const actions: Readonly<Record<string, ResourceAction>> = {
  list: "list",
  show: "read",
  create: "create",
  clone: "create",
  edit: "update",
  delete: "delete",
};

/** Repeats what the server said that this person may do; what it did not speak of is denied. */
export function createAccessControl(
  resources: readonly ResourceDescription[],
): AccessControlProvider {
  return {
    can: async ({ resource, action }) => {
      const description = resources.find((one) => one.name === resource);
      const known = actions[action];
      const permission = known === undefined ? undefined : description?.permissions[known];
      if (permission === undefined) return { can: false };
      return permission.allowed ? { can: true } : { can: false, reason: permission.why };
    },
  };
}
