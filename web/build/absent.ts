/**
 * Stands for packages that only unused parts of Refine call (its CSV import and export, its
 * address-bound table), and that no bundler can leave out by itself.
 */
export default {};
