// Why, or why not: every verdict of every appeal, for the studio and for tests. Not part of the readers' script.
// A verdict is called after its function, so this module is for where names are kept, not for a minified script.
import { FILTERS, GATES, factsOf } from "./decide.js";

/** [{appeal, placement, on, fresh, ..., cap}]: true where that filter lets the appeal pass. */
export const explain = (manifest, visitor, page, now) => {
  const at = factsOf(manifest, visitor, page, now);
  const verdicts = (checks, subject) => Object.fromEntries(checks.map((check) => [check.name, !!check(subject, at)]));
  const gates = verdicts(GATES, manifest);
  return Object.entries(manifest.places).flatMap(([placement, appeals]) =>
    appeals.map((a) => ({ appeal: a.id, placement, ...gates, ...verdicts(FILTERS, a) })),
  );
};
