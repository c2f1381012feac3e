// What to show on this page to this reader: pure functions over (manifest, visitor, page, now).
// Not here: storage (visitor.js), drawing (show.js), the network (embed.js), the clock.
import { weekOf } from "./days.js";
import { hash, mix } from "./hash.js";

// The lists of an audience, each with the bit that a hit sets: of sections, topics and articles any one is enough.
// Every list may also stand with "not_" before it: a hit there sets EXCLUDED.
const AXES = ["sections", "topics", "articles", "languages", "countries", "devices"];
export const BITS = [1, 1, 1, 2, 4, 8];
export const EXCLUDED = 16;
const LANGUAGE = 3;

/** The wanted languages that every variant speaks: else a test would compare readers of different languages. */
const languagesOf = ({ audience: { languages }, variants }) =>
  Object.keys(variants[0].texts).filter(
    (tag) => variants.every(({ texts }) => texts[tag]) && (!languages?.[0] || languages.includes(tag)),
  );

const compileAppeal = (appeal, number, index, cap) => {
  const audience = { ...appeal.audience, languages: languagesOf(appeal) };
  let needs = BITS[LANGUAGE];
  AXES.forEach((axis, i) => {
    const note = (values, bit) =>
      values?.forEach((value) => {
        if (!index[i].has(value)) index[i].set(value, []);
        index[i].get(value).push(number, bit);
        needs |= bit;
      });
    note(audience[axis], BITS[i]);
    note(audience["not_" + axis], EXCLUDED);
  });
  return {
    ...appeal,
    number,
    needs: needs & ~EXCLUDED,
    cap: appeal.cap || cap,
    until: appeal.until || Infinity,
    salt: hash(appeal.salt),
  };
};

/** Prepares a manifest once, for many decisions. For each axis, an index says whom a value hits: [number, bit, ...]. */
export const compile = (manifest) => {
  const places = {};
  const index = AXES.map(() => new Map());
  manifest.appeals.forEach((appeal, number) =>
    (places[appeal.placement] ||= []).push(compileAppeal(appeal, number, index, manifest.cap)),
  );
  return { ...manifest, places, index };
};

/** "granted", "denied", "assumed" or "required" (not asked yet). The host page's word goes before the reader's. */
export const consentOf = (manifest, visitor, page) => page.consent || visitor.consent || manifest.consent;

/** May more be remembered than the reader's own choices? */
export const isConsented = (consent) => consent == "granted" || consent == "assumed";

// A mark further ahead than any choice can set one comes from a broken clock or a broken store.
const LONGEST_QUIET_DAYS = 400;

// What holds for the whole page: true means that asking is allowed.
export const on = (manifest) => manifest.format == 1 && !manifest.off;
export const fresh = (manifest, at) => at.now < manifest.expires;
export const safe = (manifest, at) => !manifest.risk.includes(at.country);
export const quiet = (manifest, at) => !(at.quiet > at.day && at.quiet <= at.day + LONGEST_QUIET_DAYS);

/** The reader asked to be asked again, and the day has come. */
const isDue = (a, at) => at.isDue && (!at.remind[1] || at.remind[1] == a.id);

// What an appeal asks of reader and page. `views` are those of this appeal: how many ever, then the day of each.
export const schedule = (a, at) => a.from <= at.now && at.now < a.until;
export const audience = (a, at) => (at.hits[a.number] & (a.needs | EXCLUDED)) == a.needs;
export const holdback = (a, at) => !at.id || mix(at.reader, ~a.salt) >= a.holdback;
export const gap = (a, at, views) =>
  !a.gap_days || !views?.length || at.day - views.at(-1) >= a.gap_days || isDue(a, at);

export const cap = (a, at, views) => {
  if (!views) return true;
  let recent = 0;
  for (let i = 1; i < views.length; i++) if (at.day - views[i] < a.cap.days) recent++;
  return recent < a.cap.views || isDue(a, at);
};

const passes = (a, at) => {
  const views = at.views[a.id];
  return schedule(a, at) && audience(a, at) && holdback(a, at) && gap(a, at, views) && cap(a, at, views);
};

/** The facts that filters look at, worked out once for a decision. */
export const factsOf = (manifest, visitor, page, now) => {
  const { country, day } = page;
  const { remind, quiet } = visitor;
  const id = isConsented(consentOf(manifest, visitor, page)) ? visitor.id : "";
  const language = page.language.toLowerCase();
  const languages = [language, language.split("-")[0]];
  const hits = new Uint8Array(manifest.appeals.length);
  [[page.section], (page.topics || "").split(" "), [page.article], languages, [country], [page.device]].forEach(
    (values, i) => {
      for (const value of values) {
        const hit = manifest.index[i].get(value) || [];
        for (let k = 0; k < hit.length; k += 2) hits[hit[k]] |= hit[k + 1];
      }
    },
  );
  return {
    now, day, country, id, remind, quiet, languages, hits,
    isDue: remind[0] <= day,
    views: id ? visitor.views : {},
    reader: hash(id),
  };
};

const first = (appeals, at) => appeals.find((a) => passes(a, at));

/** The reader's variant; who can't be remembered sees the first one, the control. */
const variantOf = ({ variants, unit, salt }, at) => {
  const total = variants.reduce((sum, { share }) => sum + share, 0);
  let left = at.id && mix(unit == "reader" ? at.reader : at.reader ^ weekOf(at.day), salt) * total;
  return variants.find(({ share }) => (left -= share) < 0) || variants[0];
};

/** {placement: {appeal, variant, text, counted}} for the placements of the page that have something to show. */
export const decide = (manifest, visitor, page, now) => {
  const at = factsOf(manifest, visitor, page, now);
  const shown = {};
  if (on(manifest) && fresh(manifest, at) && safe(manifest, at) && quiet(manifest, at))
    for (const place of page.placements) {
      const appeals = manifest.places[place] || [];
      const appeal = (at.isDue && first(appeals.filter((a) => isDue(a, at)), at)) || first(appeals, at);
      if (appeal) {
        const { id, texts } = variantOf(appeal, at);
        const [exact, main] = at.languages;
        shown[place] = { appeal: appeal.id, variant: id, text: texts[exact] || texts[main], counted: !!at.id };
      }
    }
  return shown;
};
