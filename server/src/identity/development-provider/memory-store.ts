import type { Adapter, AdapterPayload } from "oidc-provider";

/** Keeps what oidc-provider asks to keep until the process ends: a restart signs everybody out here. */
export class MemoryStore implements Adapter {
  readonly #payloads = new Map<string, AdapterPayload>();

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#payloads.set(id, payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const payload = this.#payloads.get(id);
    const expired = (payload?.exp ?? Number.POSITIVE_INFINITY) * 1000 < Date.now();
    return expired ? undefined : payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.#payloads.values()].find((payload) => payload.uid === uid);
  }

  /** Only the device flow asks, which is off. */
  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    const payload = this.#payloads.get(id);
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#payloads.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of this.#payloads)
      if (payload.grantId === grantId) this.#payloads.delete(id);
  }
}
