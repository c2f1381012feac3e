// Why, or why not: every verdict of every appeal, for the preview's panel and for tests. Not part of the readers' script.
import {
  BITS, EXCLUDED, cap, factsOf, fresh, gap, gentle, holdback, on, pace, quiet, reading, safe, schedule,
} from "./decide.js";

const [CONTENT, , , LANGUAGE, COUNTRY, DEVICE, SEGMENT, REFERRER, CONSENT, SIGNED_IN, LEFT_FORM] = BITS;

/** [{appeal, placement, on, fresh, ..., cap}]: true where that filter lets the appeal pass. */
export const explain = (manifest, visitor, page, now) => {
  const at = factsOf(manifest, visitor, page, now);
  const ofAppeal = (a) => {
    const hits = at.hits[a.number];
    const views = at.views[a.id];
    const has = (bit) => !(a.needs & bit) || !!(hits & bit);
    return {
      on: on(manifest),
      fresh: fresh(manifest, at),
      safe: safe(manifest, at),
      quiet: quiet(manifest, at),
      schedule: schedule(a, at),
      content: has(CONTENT),
      language: has(LANGUAGE),
      country: has(COUNTRY),
      device: has(DEVICE),
      segment: has(SEGMENT),
      referrer: has(REFERRER),
      consent: has(CONSENT),
      signed_in: has(SIGNED_IN),
      left_form: has(LEFT_FORM),
      excluded: !(hits & EXCLUDED),
      gentle: !!gentle(a, at),
      holdback: holdback(a, at),
      reading: !!reading(a, at),
      pace: pace(a, at),
      gap: gap(a, at, views),
      cap: cap(a, at, views),
    };
  };
  return Object.entries(manifest.places).flatMap(([placement, appeals]) =>
    appeals.map((a) => ({ appeal: a.id, placement, ...ofAppeal(a) })),
  );
};
