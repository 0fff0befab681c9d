import type { Account } from "../server/src/identity/development-provider/options.ts";

/**
 * Harbour's people who use the console, one for each role of `purser.config.ts`; and a second administrator, without
 * whom nobody could consent to the first one's passkeys.
 */
export const accounts: readonly Account[] = [
  {
    subject: "harbour-0001",
    name: "Vera Holm",
    email: "viewer@harbour.example",
    groups: ["harbour-viewers"],
  },
  {
    subject: "harbour-0002",
    name: "Sam Okafor",
    email: "support@harbour.example",
    groups: ["harbour-support"],
  },
  {
    subject: "harbour-0005",
    name: "Dana Novak",
    email: "desk@harbour.example",
    groups: ["harbour-desks"],
    claims: { countries: ["DE", "AT", "CH"] },
  },
  {
    subject: "harbour-0003",
    name: "Edith Brandt",
    email: "editor@harbour.example",
    groups: ["harbour-editors"],
  },
  {
    subject: "harbour-0004",
    name: "Ada Quiroga",
    email: "admin@harbour.example",
    groups: ["harbour-admins"],
  },
  {
    subject: "harbour-0006",
    name: "Noor Haddad",
    email: "chief@harbour.example",
    groups: ["harbour-admins"],
  },
];
