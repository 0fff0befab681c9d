import type { ComponentType } from "react";
import type { RouteObject } from "react-router";
import { Loading } from "../page/loading.tsx";
import { NotFound } from "../page/not-found.tsx";
import { BrokenPage } from "./broken-page.tsx";

/** Each page is a chunk of its own, loaded when it is first opened. */
export const routes: readonly RouteObject[] = [
  {
    path: "/",
    lazy: page(() => import("../shell/signed-in.tsx")),
    ErrorBoundary: BrokenPage,
    HydrateFallback: Loading,
    children: [
      {
        ErrorBoundary: BrokenPage,
        children: [
          { index: true, lazy: page(() => import("../home/home-page.tsx")) },
          { path: "r/:resource", lazy: page(() => import("../grid/grid-page.tsx")) },
          { path: "r/:resource/new", lazy: page(() => import("../form/create-page.tsx")) },
          { path: "r/:resource/:key", lazy: page(() => import("../record/record-page.tsx")) },
          { path: "r/:resource/:key/edit", lazy: page(() => import("../form/edit-page.tsx")) },
          { path: "access", lazy: page(() => import("../access/access-page.tsx")) },
          { path: "security", lazy: page(() => import("../security/security-page.tsx")) },
          { path: "sessions", lazy: page(() => import("../sessions/sessions-page.tsx")) },
          { path: "reviews", lazy: page(() => import("../review/reviews-page.tsx")) },
          { path: "audit", lazy: page(() => import("../audit/audit-page.tsx")) },
          { path: "audit/health", lazy: page(() => import("../audit/health-page.tsx")) },
          { path: "audit/:id", lazy: page(() => import("../audit/entry-page.tsx")) },
          { path: "*", Component: NotFound },
        ],
      },
    ],
  },
  {
    ErrorBoundary: BrokenPage,
    HydrateFallback: Loading,
    children: [
      { path: "/sign-in", lazy: page(() => import("../sign-in/sign-in-page.tsx")) },
      {
        path: "/second-factor",
        lazy: page(() => import("../second-factor/second-factor-page.tsx")),
      },
      { path: "/signed-in", lazy: page(() => import("../sign-in/signed-in-page.tsx")) },
    ],
  },
];

function page(load: () => Promise<{ readonly default: ComponentType }>) {
  return async () => ({ Component: (await load()).default });
}
