/** Every address of the console. Resource names and record keys are safe in a path as they are. */
export const paths = {
  home: () => "/",
  signIn: (returnTo?: string) =>
    returnTo === undefined || returnTo === "/"
      ? "/sign-in"
      : `/sign-in?returnTo=${encodeURIComponent(returnTo)}`,
  /** Where a session with one factor gets its second, and then goes on. */
  secondFactor: (returnTo: string) => `/second-factor?${new URLSearchParams({ returnTo })}`,
  /** Where the tab that renews a session ends. */
  signedIn: () => "/signed-in",
  grid: (resource: string, search = "") =>
    `/r/${resource}${search === "" || search.startsWith("?") ? search : `?${search}`}`,
  create: (resource: string) => `/r/${resource}/new`,
  record: (resource: string, key: string) => `/r/${resource}/${addressKey(key)}`,
  /** The record as it was; `at` is PostgreSQL's text of an instant. */
  recordAsOf: (resource: string, key: string, at: string) =>
    `/r/${resource}/${addressKey(key)}?as-of=${encodeURIComponent(at)}`,
  edit: (resource: string, key: string) => `/r/${resource}/${addressKey(key)}/edit`,
  audit: (search = "") => `/audit${search === "" ? "" : `?${search}`}`,
  reviews: () => "/reviews",
  access: () => "/access",
  accessExplained: (role: string, resource: string) =>
    `/access?${new URLSearchParams({ roles: role, resource })}`,
  security: () => "/security",
  sessions: () => "/sessions",
  auditHealth: () => "/audit/health",
  auditEntry: (id: string) => `/audit/${encodeURIComponent(id)}`,
};

/** A record may be called `new`, which is also the address of the form: its escaped form is the same key. */
function addressKey(key: string): string {
  return key === "new" ? "~6eew" : key;
}
