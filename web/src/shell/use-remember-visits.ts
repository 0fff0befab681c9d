import { useEffect } from "react";
import { useMatch } from "react-router";
import { rememberRecord, rememberResource } from "../visit/recent.ts";

/** Keeps what home and the palette offer first. */
export function useRememberVisits(): void {
  const { resource = null, "*": rest = "" } = useMatch("/r/:resource/*")?.params ?? {};
  const [key = ""] = rest.split("/");
  useEffect(() => {
    if (resource === null) return;
    rememberResource(resource);
    if (key !== "" && key !== "new") rememberRecord({ resource, key });
  }, [resource, key]);
}
