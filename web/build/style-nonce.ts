import type { Plugin } from "vite";

const given = "if (csp?.nonce) {\n    styleNode.nonce = csp?.nonce;\n  }";
const added = `{
    const meta = document.querySelector("meta[property=csp-nonce]");
    styleNode.nonce = csp?.nonce ?? meta?.nonce ?? "";
  }`;

/**
 * Gives the Content-Security-Policy's nonce to the style elements that Ant Design makes without
 * it: when it measures scroll bars, and when it holds the page still beneath a dialog.
 */
export function styleNonce(): Plugin {
  return {
    name: "style-nonce",
    apply: "build",
    transform: {
      filter: { id: /@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/ },
      handler(code) {
        if (!code.includes(given))
          this.error("Ant Design's style elements are made differently now");
        return code.replace(given, added);
      },
    },
  };
}
