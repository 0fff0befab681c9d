import type { RouterProvider } from "@refinedev/core";
import { useCallback } from "react";
import { Link, matchPath, useLocation, useNavigate } from "react-router";

/** Which of Refine's actions an address stands for; the first pattern that fits. */
const patterns = [
  { pattern: "/r/:resource/new", action: "create" },
  { pattern: "/r/:resource/:key/edit", action: "edit" },
  { pattern: "/r/:resource/:key", action: "show" },
  { pattern: "/r/:resource", action: "list" },
] as const;

/** Refine's way to the router; the state of a grid is in the address in our own form, so no params. */
export const routerProvider: RouterProvider = {
  go: () => {
    const navigate = useNavigate();
    return useCallback(
      ({ to, type }) => {
        if (to === undefined || type === "path") return to;
        navigate(to, { replace: type === "replace" });
        return undefined;
      },
      [navigate],
    );
  },
  back: () => {
    const navigate = useNavigate();
    return useCallback(() => navigate(-1), [navigate]);
  },
  parse: () => {
    const { pathname } = useLocation();
    return useCallback(() => {
      for (const { pattern, action } of patterns) {
        const match = matchPath(pattern, pathname);
        if (match === null) continue;
        const { resource: name = "", key } = { key: undefined, ...match.params };
        return { pathname, action, resource: { name }, ...(key === undefined ? {} : { id: key }) };
      }
      return { pathname };
    }, [pathname]);
  },
  Link: ({ to, ...rest }) => Link({ to, ...rest }),
};
