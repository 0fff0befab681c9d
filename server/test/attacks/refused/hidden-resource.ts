import { type Refused, tellApart } from "../attack.ts";

const version = { "if-match": '"abc"' };

/** Support may not read `open_orders`: for them it does not exist, whatever they try with it. */
export default {
  threat: "O1",
  name: "a resource that may not be read",
  run: async ({ support }) => {
    const gets = [
      "records",
      "records/1",
      "records/1/related/customer",
      "records/1/history",
      "lookup",
      "views",
    ];
    const refused = (what: string, ask: Parameters<typeof tellApart>[3]) =>
      tellApart("open_orders", what, "not_found", ask);
    return [
      ...(await Promise.all(
        gets.map((path) => refused(path, (name) => support.get(`/api/resources/${name}/${path}`))),
      )),
      await refused("search", (name) =>
        support.send("POST", `/api/resources/${name}/records/search`, {}),
      ),
      await refused("create", (name) =>
        support.send("POST", `/api/resources/${name}/records`, { values: { id: "1" } }),
      ),
      await refused("update", (name) =>
        support.send("PATCH", `/api/resources/${name}/records/1`, { values: { id: "1" } }, version),
      ),
      await refused("delete", (name) =>
        support.send("DELETE", `/api/resources/${name}/records/1`, undefined, version),
      ),
    ];
  },
} satisfies Refused;
