// What to show on this page to this reader: pure functions over (manifest, visitor, page, now).
// Not here: storage (visitor.js), drawing (show.js), the network (embed.js), the clock.
import { FORM_DAYS, weekOf } from "./days.js";
import { hash, mix } from "./hash.js";

// What an audience may name, each with the bit that a hit sets: of sections, topics and articles any one is enough.
// Every one may also stand with "not_" before it: a hit there sets EXCLUDED.
const AXES = [
  "sections", "topics", "articles", "languages", "countries", "devices", "segments", "referrers", "consent", "signed_in",
  "left_form",
];
export const BITS = [1, 1, 1, 2, 4, 8, 32, 64, 128, 256, 512];
export const EXCLUDED = 16;

const compileAppeal = (appeal, number, index, groups, keys) => {
  const audience = { ...appeal.audience, languages: Object.keys(appeal.variants[0].texts) };
  let needs = BITS[3]; // a language, always
  for (const part in audience) {
    const axis = part.replace("not_", "");
    const i = AXES.indexOf(axis);
    const bit = axis == part ? BITS[i] : EXCLUDED;
    for (const value of i < 0 ? [] : [audience[part]].flat()) {
      needs |= bit;
      for (const each of value[0] == "@" ? groups[value.slice(1)] : [value]) {
        const hits = index[i].get(each) || [];
        hits.push(number, bit);
        index[i].set(each, hits);
      }
    }
  }
  return {
    ...appeal,
    number,
    needs: needs & ~EXCLUDED,
    salt: hash(appeal.salt),
    reading: audience.reading?.map((rule) => ({ min: 0, max: Infinity, ...rule, list: keys.indexOf(rule.of || "all") })),
  };
};

/** Prepares a manifest once, for many decisions. For each axis, an index says whom a value hits: [number, bit, ...]. */
export const compile = (manifest) => {
  const places = {};
  const keys = ["all", ...(manifest.counted || [])];
  const index = AXES.map(() => new Map());
  manifest.appeals.forEach((appeal, number) =>
    (places[appeal.placement] ||= []).push(compileAppeal(appeal, number, index, manifest.groups, keys)),
  );
  return { sensitive_topics: [], ...manifest, places, index, keys };
};

/** "granted", "denied", "assumed" or "required" (not asked yet). The host page's word goes before the reader's. */
export const consentOf = (manifest, visitor, page) => page.consent || visitor.consent || manifest.consent;

/** May more be remembered than the reader's own choices? */
export const isConsented = (consent) => consent == "granted" || consent == "assumed";

// A mark further ahead than any choice can set one comes from a broken clock or a broken store.
const LONGEST_QUIET_DAYS = 400;

// What holds for the whole page: true means that asking is allowed.
export const on = (manifest) => manifest.format == 2 && !manifest.off;
export const fresh = (manifest, at) => at.now < manifest.expires;
export const safe = (manifest, at) => !manifest.risk.includes(at.country);
export const quiet = (manifest, at) => !(at.quiet > at.day && at.quiet <= at.day + LONGEST_QUIET_DAYS);

/** The reader asked to be asked again, and the day has come. */
const isDue = (a, at) => at.isDue && (!at.remind[1] || at.remind[1] == a.id);

/** How many of these days, from the `first` on, lie in the window of a cap. */
const recent = (days, first, today, window) => {
  let count = 0;
  for (let i = first; i < days.length; i++) if (today - days[i] < window) count++;
  return count;
};

// What an appeal asks of reader and page; what it doesn't say is undefined, and no comparison with that holds.
// `views` are those of this appeal: how many ever, then the day of each.
export const schedule = (a, at) => !(a.from > at.now || a.until <= at.now);
export const audience = (a, at) => (at.hits[a.number] & (a.needs | EXCLUDED)) == a.needs;
export const gentle = (a, at) => a.gentle || !at.isSensitive;
export const holdback = (a, at) => !(at.id && mix(at.reader, ~a.salt) < a.holdback);
export const reading = (a, at) => {
  if (!a.reading) return true;
  for (const { list, weeks, min, max } of a.reading) {
    const counts = at.lists[list];
    const place = weeks - at.week + counts[0];
    const count = (place > 0 && +counts[place]) || 0;
    if (count < min || count > max) return false;
  }
  return at.isCounted;
};
export const pace = (a, at) => !at.isFull || a.placement == "header" || isDue(a, at);
export const gap = (a, at, views) => !(views?.[1] && a.gap_days > Math.max(0, at.day - views.at(-1))) || isDue(a, at);
export const cap = (a, at, views) =>
  !a.cap || !views || recent(views, 1, at.day, a.cap.days) < a.cap.views || isDue(a, at);

const passes = (a, at) => {
  const views = at.views[a.id];
  return (
    schedule(a, at) && audience(a, at) && gentle(a, at) && holdback(a, at) && reading(a, at) && pace(a, at) &&
    gap(a, at, views) && cap(a, at, views)
  );
};

/** The facts that filters look at, worked out once for a decision. */
export const factsOf = (manifest, visitor, page, now) => {
  const { day, sensitive } = page;
  const consent = consentOf(manifest, visitor, page);
  const id = isConsented(consent) ? visitor.id : "";
  const language = page.language.toLowerCase();
  const languages = [language, language.split("-")[0]];
  const topics = (page.topics || "").split(" ");
  const limit = manifest.cap || {};
  const asked = id ? visitor.asked : [];
  const hits = new Uint16Array(manifest.appeals.length);
  [
    [page.section], topics, [page.article], languages, [page.country], [page.device], (page.segment || "").split(" "),
    [page.referrer], [consent], [page.signedin == "yes"],
    [!!id && visitor.form <= day && day - visitor.form < FORM_DAYS],
  ].forEach((values, i) => {
    for (const value of values) {
      const hit = manifest.index[i].get(value) || [];
      for (let k = 0; k < hit.length; k += 2) hits[hit[k]] |= hit[k + 1];
    }
  });
  return {
    ...visitor,
    now, day, id, languages, hits, consent,
    lists: manifest.keys.map((key) => visitor.weeks[key] || []),
    country: page.country,
    isDue: visitor.remind[0] <= day,
    views: id ? visitor.views : {},
    week: weekOf(day),
    isCounted: id && !visitor.uncounted,
    isFull: limit.gap_days > Math.max(0, day - asked.at(-1)) || recent(asked, 0, day, limit.days) >= limit.views,
    isSensitive: (sensitive != null && sensitive != "no") || topics.some((each) => manifest.sensitive_topics.includes(each)),
    reader: hash(id),
  };
};

const first = (appeals, at) => appeals.find((a) => passes(a, at));

/** The reader's variant; who can't be remembered sees the first one, the control. */
const variantOf = ({ variants, unit, salt }, at) => {
  const total = variants.reduce((sum, { share }) => sum + share, 0);
  let left = at.id && mix(unit == "reader-week" ? at.reader ^ at.week : at.reader, salt) * total;
  return variants.find(({ share }) => (left -= share) < 0) || variants[0];
};

/** {placement: {appeal, variant, text, counted}} for the placements of the page that have something to show.
 * `manifest.force` ({appeal, variant}, of a preview) shows that one whatever the filters say, and counts nothing. */
export const decide = (manifest, visitor, page, now) => {
  const at = factsOf(manifest, visitor, page, now);
  const { force } = manifest;
  const shown = {};
  if (force || (on(manifest) && fresh(manifest, at) && safe(manifest, at) && quiet(manifest, at)))
    for (const place of page.placements) {
      const appeals = manifest.places[place] || [];
      const appeal = force
        ? appeals.find((a) => a.id == force.appeal)
        : (at.isDue && first(appeals.filter((a) => isDue(a, at)), at)) || first(appeals, at);
      if (appeal) {
        const { id, texts } = (force && appeal.variants.find((each) => each.id == force.variant)) || variantOf(appeal, at);
        const [exact, main] = at.languages;
        const text = texts[exact] || texts[main] || Object.values(texts)[0];
        shown[place] = { appeal: appeal.id, variant: id, text, counted: !force && !!at.id };
      }
    }
  return shown;
};
