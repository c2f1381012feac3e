// Why, or why not: every verdict of every appeal, for the studio and for tests. Not part of the readers' script.
import { FILTERS, GATES, factsOf } from "./decide.js";

/** [{appeal, placement, on, fresh, ..., cap}]: true where that filter lets the appeal pass. */
export const explain = (manifest, visitor, page, now) => {
  const at = factsOf(manifest, visitor, page, now);
  const verdicts = (table, subject) =>
    Object.fromEntries(Object.entries(table).map(([name, check]) => [name, !!check(subject, at)]));
  const gates = verdicts(GATES, manifest);
  return Object.entries(manifest.places).flatMap(([placement, appeals]) =>
    appeals.map((a) => ({ appeal: a.id, placement, ...gates, ...verdicts(FILTERS, a) })),
  );
};
