/** A name as a step of a path: `.orders`, or `["odd name"]`. */
export function toPathStep(name: string): string {
  return /^[\p{L}_$][\p{L}\d_$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
