// Loaded before anything else, and as a file of its own, since a bundle runs what it imports first (THREATS P5).
// Ant Design writes its style sheets through `innerHTML`; text without `<` makes no element there. Nothing else of the
// console turns text into markup, script or the address of a script, and so all of that is refused.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (text) => (text.includes("<") ? null : text),
});
