/** A name as a step of a path: `.orders`, or `["odd name"]`. */
export function toPathStep(name: string): string {
  return /^[\p{L}_$][\p{L}\d_$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** `resources.orders.access["second line"]`; the config itself has no path. */
export function printPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : toPathStep(String(step))))
    .join("")
    .replace(/^\./, "");
}
