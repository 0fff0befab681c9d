/** Seconds that the provider's clock and ours may differ by. */
export const skewSeconds = 60;
