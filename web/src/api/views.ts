import type { GridState, SavedView, SavedViewsAnswer } from "purser/contract";
import { request } from "./http.ts";
import { resourcePath } from "./records.ts";

export interface SavedViewBody {
  readonly name: string;
  readonly shared: boolean;
  readonly state: GridState;
}

export function listViews(resource: string, signal?: AbortSignal): Promise<SavedViewsAnswer> {
  return request(viewsPath(resource), { signal });
}

export function createView(resource: string, body: SavedViewBody): Promise<SavedView> {
  return request(viewsPath(resource), { method: "POST", body });
}

export function updateView(resource: string, id: string, body: SavedViewBody): Promise<SavedView> {
  return request(`${viewsPath(resource)}/${id}`, { method: "PATCH", body });
}

export function deleteView(resource: string, id: string): Promise<void> {
  return request(`${viewsPath(resource)}/${id}`, { method: "DELETE" });
}

function viewsPath(resource: string): string {
  return `${resourcePath(resource)}/views`;
}
