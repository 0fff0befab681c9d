/** `4:07` until `at`, never less than nothing; both in milliseconds since 1970. */
export function printCountdown(at: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
