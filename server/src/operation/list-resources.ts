import * as z from "zod";
import { describeResources } from "../access/describe.ts";
import type { ResourcesAnswer } from "../contract/index.ts";
import { defineOperation } from "./operation.ts";

export const listResources = defineOperation({
  name: "resource.list",
  summary: "The resources that the caller may see, with their fields, relations and permissions.",
  method: "GET",
  path: "/api/resources",
  effect: "none",
  assurance: "signedIn",
  status: 200,
  input: z.object({}),
  plan: (_, { grants, settings }) => ({
    kind: "answer",
    plan: null,
    answer: () => {
      const resources = describeResources(grants, settings.requireReason);
      return { body: { resources } satisfies ResourcesAnswer };
    },
  }),
});
