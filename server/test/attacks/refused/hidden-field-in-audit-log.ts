import type { Refused } from "../attack.ts";
import { changeSecret } from "../change-secret.ts";

/** Whoever reads the log reads it under the rights that they have in the data. */
export default {
  threat: "O1",
  name: "the audit log of a hidden field",
  run: async (stage) => {
    const { auditor, admin } = stage;
    const { rows } = await stage.office.admin.query(
      "select operation_id as id from purser.change where key = '[\"42\"]' and verb = 'update'",
    );
    const paths = ["/api/audit?resource=customers&limit=200", `/api/audit/${rows[0].id}`];
    return Promise.all(
      paths.map(async (path) => ({
        what: path,
        reply: await auditor.get(path),
        unseen: "secret",
        control: await admin.get(path),
      })),
    );
  },
  prepare: (stage) => changeSecret(stage, "42", "told in the log"),
} satisfies Refused;
