import type { Plugin } from "vite";

/** What Ant Design does in a way that the Content-Security-Policy refuses, and the way that it allows. */
const changes = [
  {
    // Style elements without a nonce: to measure scroll bars, and to hold the page still beneath a dialog.
    file: /@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/,
    given: "if (csp?.nonce) {\n    styleNode.nonce = csp?.nonce;\n  }",
    instead: `{
    const meta = document.querySelector("meta[property=csp-nonce]");
    styleNode.nonce = csp?.nonce ?? meta?.nonce ?? "";
  }`,
  },
  {
    // A style attribute, which can have no nonce: to measure text areas. The property does the same.
    file: /@rc-component\/input\/es\/calculateNodeHeight\.js$/,
    given: "hiddenTextarea.setAttribute('style', ",
    instead: "hiddenTextarea.style.cssText = (",
  },
];

/** Lets the policy do without `unsafe-inline` for styles. Fails the build once Ant Design does it differently. */
export function strictStyles(): Plugin {
  return {
    name: "strict-styles",
    apply: "build",
    transform: {
      filter: { id: changes.map((change) => change.file) },
      handler(code, id) {
        return changes
          .filter((change) => change.file.test(id))
          .reduce((changed, { given, instead }) => {
            if (!changed.includes(given))
              this.error(`Ant Design's styles are made differently now: ${id}`);
            return changed.replace(given, instead);
          }, code);
      },
    },
  };
}
