import { makeCopy } from "./copy.ts";
import { judgeIn } from "./judge.ts";
import { readMutations } from "./mutations.ts";

/** `npm run mutations [-- W5 L4]`: tries every mutation in a copy of the repository. Fails where a test does not. */
const wanted = process.argv.slice(2);
const promised = (await readMutations()).filter(
  ({ threat }) => wanted.length === 0 || wanted.includes(threat),
);
const copy = await makeCopy();
const judge = judgeIn(copy);
let unnoticed = 0;
try {
  for (const { threat, mutations } of promised) {
    for (const mutation of mutations) {
      const fault = await judge(mutation);
      if (fault !== null) unnoticed += 1;
      const verdict = fault === null ? "noticed" : `NOT NOTICED, ${fault}`;
      console.log(`${threat} ${verdict}: ${mutation.file}: ${mutation.find.trim()}`);
    }
  }
} finally {
  await copy.remove();
}
console.log(unnoticed === 0 ? "Every mutation was noticed." : `${unnoticed} not noticed.`);
process.exitCode = unnoticed === 0 ? 0 : 1;
