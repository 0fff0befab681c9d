/** Tells the bench that this process listens, and ends it with the bench. */
export function reportReady(): void {
  process.once("disconnect", () => process.exit());
  process.send?.("ready");
}

/** Where this process is to listen. */
export function portToServe(): number {
  return Number(process.env.PORT);
}
