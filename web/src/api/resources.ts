import type { ResourcesAnswer } from "purser/contract";
import { request } from "./http.ts";

export function fetchResources(signal?: AbortSignal): Promise<ResourcesAnswer> {
  return request("/api/resources", { signal });
}
