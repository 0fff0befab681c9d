/** Browsers by the mark that is theirs alone, the ones that carry others' marks first. */
const browsers: readonly (readonly [name: string, mark: RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Chrome|HeadlessChrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
];

const systems: readonly (readonly [name: string, mark: RegExp])[] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Windows", /\bWindows\b/],
  ["Mac", /\bMac(?:intosh| OS X)\b/],
  ["Linux", /\bLinux\b/],
];

/** `Chrome 141 on Mac`, as far as the user agent tells; its own words where it tells neither, null where it is silent. */
export function describeDevice(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === "") return null;
  const browser = nameBrowser(userAgent);
  const system = nameSystem(userAgent);
  if (browser === null && system === null) return userAgent;
  return [browser, system].filter((part) => part !== null).join(" on ");
}

/** What the machine is, for a passkey's first name. */
export function nameSystem(userAgent: string): string | null {
  return systems.find(([, mark]) => mark.test(userAgent))?.[0] ?? null;
}

function nameBrowser(userAgent: string): string | null {
  for (const [name, mark] of browsers) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return null;
}
