import * as z from "zod";
import { defineOperation } from "./operation.ts";

export const readApiDescription = defineOperation({
  name: "openapi",
  summary: "This API as an OpenAPI 3.1 document, for what the caller may do.",
  method: "GET",
  path: "/api/openapi.json",
  effect: "none",
  assurance: "signedIn",
  status: 200,
  input: z.object({}),
  plan: (_, scene) => ({
    kind: "answer",
    plan: null,
    answer: () => ({ body: scene.settings.describeApi(scene) }),
  }),
});
