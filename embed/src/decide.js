// What to show on this page to this reader: pure functions over (manifest, visitor, page, now).
// Not here: storage (visitor.js), drawing (show.js), the network (embed.js), the clock.
import { weekOf } from "./days.js";
import { hash, mix } from "./hash.js";

// The lists of an audience; each may stand with "not_" before it. Facts about the page stand in the same order.
const AXES = "sections topics articles languages countries devices".split(" ");
const LANGUAGE = 3;
const COUNTRY = 4;
const DEVICE = 5;

const setsOf = (who, prefix) =>
  AXES.map((axis) => {
    const list = who[prefix + axis];
    return list?.length ? new Set(list) : null;
  });

const compileAppeal = (appeal, { cap }) => {
  const { audience, variants } = appeal;
  const includes = setsOf(audience, "");
  // Only languages that every variant speaks: else the test would compare readers of different languages.
  includes[LANGUAGE] = new Set(
    Object.keys(variants[0].texts).filter(
      (tag) => variants.every(({ texts }) => texts[tag]) && (!includes[LANGUAGE] || includes[LANGUAGE].has(tag)),
    ),
  );
  return {
    ...appeal,
    cap: appeal.cap || cap,
    until: appeal.until || Infinity,
    includes,
    excludes: setsOf(audience, "not_"),
    salt: hash(appeal.salt),
  };
};

/** Prepares a manifest once, for many decisions. */
export const compile = (manifest) => {
  const places = {};
  for (const appeal of manifest.appeals) (places[appeal.placement] ||= []).push(compileAppeal(appeal, manifest));
  return { ...manifest, places };
};

/** "granted", "denied", "assumed" or "required" (not asked yet). The host page's word goes before the reader's. */
export const consentOf = (manifest, visitor, page) => page.consent || visitor.consent || manifest.consent;

/** May more be remembered than the reader's own choices? */
export const isConsented = (consent) => consent == "granted" || consent == "assumed";

/** The first of `list` that stands in `set`. */
const match = (set, list) => {
  for (let i = 0; i < list.length; i++) if (set.has(list[i])) return list[i];
};

const isIn = (sets, axis, at) => sets[axis] && match(sets[axis], at.axes[axis]);

const allows = (a, axis, at) => !a.includes[axis] || isIn(a.includes, axis, at);

/** The reader asked to be asked again, and the day has come. */
const isDue = (a, at) => at.isDue && (!at.remind[1] || at.remind[1] == a.id);

// A mark further ahead than any choice can set one comes from a broken clock or a broken store.
const LONGEST_QUIET_DAYS = 400;

// What holds for the whole page: true means that asking is allowed.
const on = (manifest) => manifest.format == 1 && !manifest.off;
const fresh = (manifest, at) => at.now < manifest.expires;
const safe = (manifest, at) => !manifest.risk.includes(at.axes[COUNTRY][0]);
const quiet = (manifest, at) => !(at.quiet > at.day && at.quiet <= at.day + LONGEST_QUIET_DAYS);

export const GATES = [on, fresh, safe, quiet];

// What an appeal asks of reader and page. An appeal's views are a list: how many ever, then the day of each.
const schedule = (a, at) => a.from <= at.now && at.now < a.until;

const content = ({ includes }, at) =>
  !(includes[0] || includes[1] || includes[2]) || isIn(includes, 0, at) || isIn(includes, 1, at) || isIn(includes, 2, at);

const language = ({ includes }, at) => isIn(includes, LANGUAGE, at);
const country = (a, at) => allows(a, COUNTRY, at);
const device = (a, at) => allows(a, DEVICE, at);

const excluded = ({ excludes }, at) => {
  for (let axis = 0; axis < excludes.length; axis++) if (isIn(excludes, axis, at)) return false;
  return true;
};

const holdback = (a, at) => !a.holdback || !at.id || mix(at.reader, ~a.salt) >= a.holdback;

const gap = (a, at) => {
  const views = a.gap_days && at.views[a.id];
  return !views || at.day - views.at(-1) >= a.gap_days || isDue(a, at);
};

const cap = (a, at) => {
  const views = at.views[a.id];
  if (!views) return true;
  let recent = 0;
  for (let i = 1; i < views.length; i++) if (at.day - views[i] < a.cap.days) recent++;
  return recent < a.cap.views || isDue(a, at);
};

// In the order of asking, the dearest last. To add a filter, write it above, name it here, and add its golden cases.
export const FILTERS = [schedule, content, language, country, device, excluded, holdback, gap, cap];

/** The facts that filters look at, worked out once for a decision. */
export const factsOf = (manifest, visitor, page, now) => {
  const language = page.language.toLowerCase();
  const id = isConsented(consentOf(manifest, visitor, page)) ? visitor.id : "";
  const { remind, quiet } = visitor;
  return {
    now, id, remind, quiet,
    day: page.day,
    isDue: remind[0] <= page.day,
    axes: [
      [page.section], (page.topics || "").split(" "), [page.article],
      [language, language.split("-")[0]], [page.country], [page.device],
    ],
    views: id ? visitor.views : {},
    reader: hash(id),
  };
};

const passes = (a, at) => {
  for (let i = 0; i < FILTERS.length; i++) if (!FILTERS[i](a, at)) return false;
  return true;
};

const first = (appeals, at) => appeals.find((appeal) => passes(appeal, at));

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
  if (!GATES.every((gate) => gate(manifest, at))) return shown;
  for (const place of page.placements) {
    const appeals = manifest.places[place] || [];
    const appeal = (at.isDue && first(appeals.filter((a) => isDue(a, at)), at)) || first(appeals, at);
    if (appeal) {
      const variant = variantOf(appeal, at);
      const text = variant.texts[match(appeal.includes[LANGUAGE], at.axes[LANGUAGE])];
      shown[place] = { appeal: appeal.id, variant: variant.id, text, counted: !!at.id };
    }
  }
  return shown;
};
