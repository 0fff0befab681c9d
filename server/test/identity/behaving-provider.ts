import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import Provider, {
  type ClientMetadata,
  type Configuration,
  type InteractionResults,
} from "oidc-provider";
import { MemoryStore } from "../../src/identity/development-provider/memory-store.ts";
import { nextOf, openCookieFetch } from "./cookie-fetch.ts";

/** A real OpenID provider whose ways a test decides, and where somebody signs in without being asked. */
export interface BehavingProvider {
  readonly issuer: string;
  /** From the provider's address to the one it sends back to, as a browser that keeps its cookies. */
  readonly visit: (authorization: URL) => Promise<URL>;
  readonly stop: () => Promise<void>;
}

export interface Behaviour {
  readonly redirectUri: string;
  /** What the provider makes of a sign-in, given the parameters it was asked with. */
  readonly login: (asked: URLSearchParams) => NonNullable<InteractionResults["login"]>;
  /** What it says of everybody; read at each token. Undefined where the account is gone. */
  readonly claims?: () => { readonly [claim: string]: unknown } | undefined;
  readonly client?: Partial<ClientMetadata>;
  readonly configuration?: Configuration;
}

const { kty = "RSA", ...parameters } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
}).privateKey.export({ format: "jwk" });
const signing = { ...parameters, kty, kid: "own", alg: "RS256", use: "sig" };

export async function startBehavingProvider(behaviour: Behaviour): Promise<BehavingProvider> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = new Provider(issuer, configure(behaviour));
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    const { params } = await provider.interactionDetails(request, response);
    const asked = new URLSearchParams(
      Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]),
    );
    await provider.interactionFinished(request, response, {
      login: behaviour.login(asked),
      consent: {},
    });
  });
  const browse = openCookieFetch();
  return {
    issuer,
    visit: async (authorization) => {
      let url = authorization;
      for (let hop = 0; url.origin === issuer; hop++) {
        if (hop === 10) throw new Error(`${authorization} redirects without end`);
        url = nextOf(await browse(url));
      }
      return url;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function configure({ redirectUri, claims, client, configuration }: Behaviour): Configuration {
  return {
    adapter: MemoryStore,
    cookies: { keys: ["only for this test"] },
    jwks: { keys: [signing] },
    clients: [
      {
        client_id: "purser",
        client_secret: "only for this test",
        grant_types: ["authorization_code", "refresh_token"],
        redirect_uris: [redirectUri],
        ...client,
      },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    findAccount: (_context, subject) => {
      const told = claims === undefined ? {} : claims();
      return told && { accountId: subject, claims: () => ({ ...told, sub: subject }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        ...(oidc.client && { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope(String(oidc.params?.scope ?? "openid"));
      grant.addOIDCClaims([...oidc.requestParamClaims]);
      await grant.save();
      return grant;
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    issueRefreshToken: () => true,
    ttl: {
      AccessToken: 60,
      IdToken: 60,
      Interaction: 60,
      Grant: 600,
      Session: 600,
      RefreshToken: 600,
    },
    ...configuration,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      ...configuration?.features,
    },
  };
}
