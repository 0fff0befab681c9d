import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";
import { createConfiguration } from "./development-provider/configuration.ts";
import { readFactors } from "./development-provider/factors.ts";
import { readKeys } from "./development-provider/keys.ts";
import type { Account, DevelopmentProviderOptions } from "./development-provider/options.ts";
import { drawMessage, drawSignIn, sendPage } from "./development-provider/pages.ts";

export interface DevelopmentProvider {
  readonly issuer: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts an OpenID provider (OpenID Connect Core 1.0: code flow, PKCE demanded) that asks for no password.
 * Threat: whoever reaches it is whom they say, so it listens on 127.0.0.1 only and is for development.
 */
export async function startDevelopmentProvider(
  options: DevelopmentProviderOptions,
): Promise<DevelopmentProvider> {
  const issuer = `http://localhost:${options.port}`;
  const keys = await readKeys(options.folder);
  const provider = new Provider(issuer, createConfiguration(options, keys));
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname.startsWith("/sign-in/"))
      void signIn({ provider, accounts: options.accounts, url, request, response });
    else void answer(request, response);
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface SignIn {
  readonly provider: Provider;
  readonly accounts: readonly Account[];
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * GET shows who there is; POST with `?account=` says who it is and goes on to the application. `factors=password`, in the
 * form or in the address, is a sign-in without a second factor.
 */
async function signIn({ provider, accounts, url, request, response }: SignIn): Promise<void> {
  try {
    const interaction = await provider.interactionDetails(request, response);
    const chosen = accounts.find((account) => account.subject === url.searchParams.get("account"));
    if (request.method === "POST" && chosen !== undefined) {
      const form = new URLSearchParams([
        ...url.searchParams,
        ...new URLSearchParams(await text(request)),
      ]);
      await provider.interactionFinished(request, response, {
        login: { accountId: chosen.subject, ...readFactors(form) },
      });
    } else {
      const returnsTo = new URL(String(interaction.params.redirect_uri)).origin;
      sendPage(response, 200, drawSignIn(url.pathname, accounts), returnsTo);
    }
  } catch {
    // Expired, or of another browser: oidc-provider finds no interaction for the cookie.
    sendPage(
      response,
      400,
      drawMessage("This sign-in has ended", "Go back to the application and start again."),
    );
  }
}
