export type * from "./audit.ts";
export * from "./filter.ts";
export * from "./problem.ts";
export type * from "./record.ts";
export * from "./refusal.ts";
export * from "./resource.ts";
export type * from "./saved-view.ts";
export type * from "./session.ts";
export type * from "./wire.ts";
