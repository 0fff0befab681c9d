import { once } from "node:events";
import { createServer } from "node:http";
import type { CryptoKey, JWTHeaderParameters, JWTPayload } from "jose";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";

/** A pair of keys that an access proxy signs with. */
export interface ProxyKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export async function makeKey(kid: string, alg = "ES256"): Promise<ProxyKey> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

/** Where an access proxy publishes its keys, over HTTP: as a set under `/keys`, and each as a file under `/pem/`. */
export interface KeyServer {
  readonly url: string;
  readonly publish: (...keys: readonly ProxyKey[]) => void;
  /** What it answers from now on: keys, an error, or nothing at all. */
  readonly behave: (how: "well" | "down" | "silent" | "badly") => void;
  /** Requests so far. */
  readonly asked: () => number;
  readonly stop: () => Promise<void>;
}

export async function startKeyServer(): Promise<KeyServer> {
  let keys: readonly ProxyKey[] = [];
  let behaviour: Parameters<KeyServer["behave"]>[0] = "well";
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    if (behaviour === "silent") return;
    if (behaviour !== "well")
      return response.writeHead(behaviour === "down" ? 503 : 200).end("<html>");
    if (request.url === "/keys")
      return response.end(
        JSON.stringify({
          keys: await Promise.all(
            keys.map(async ({ kid, alg, publicKey }) => ({
              ...(await exportJWK(publicKey)),
              kid,
              alg,
            })),
          ),
        }),
      );
    const key = keys.find(({ kid }) => request.url === `/pem/${kid}`);
    return key === undefined
      ? response.writeHead(404).end()
      : response.end(await exportSPKI(key.publicKey));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    publish: (...published) => {
      keys = published;
    },
    behave: (how) => {
      behaviour = how;
    },
    asked: () => asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A token as the proxy makes it. */
export function sign(
  { kid, alg, privateKey }: ProxyKey,
  payload: JWTPayload,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  return new SignJWT(payload)
    .setProtectedHeader({ alg, kid, typ: "JWT", ...header })
    .sign(privateKey);
}
