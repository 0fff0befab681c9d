/**
 * Stands for what only unused parts of others' packages call, and no bundler can leave out by itself: of Refine
 * (CSV import and export, an address-bound table), and those that `unused-parts.ts` names.
 */
export default {};
