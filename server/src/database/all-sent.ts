/**
 * Waits for all that was sent together, also when a part of it fails, so that nothing is under way any more; then
 * rejects as the first of them that failed, whose failure may be the reason of the others'.
 */
export async function allSent<Sent extends readonly unknown[]>(
  ...sent: Sent
): Promise<{ -readonly [Index in keyof Sent]: Awaited<Sent[Index]> }> {
  await Promise.allSettled(sent);
  return Promise.all(sent);
}
