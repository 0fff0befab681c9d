/** Where the identity provider and the browser that comes from it arrive; to be registered there. */
export const authPaths = {
  callback: "/auth/callback",
  samlCallback: "/auth/saml/acs",
  samlMetadata: "/auth/saml/metadata",
  backChannelLogout: "/auth/backchannel-logout",
} as const;
