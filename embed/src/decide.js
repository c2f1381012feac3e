// What to show on this page to this reader: pure functions over (manifest, visitor, page, now).
// Not here: storage (visitor.js), drawing (show.js), the network (embed.js), the clock.
import { dayOf, weekOf } from "./days.js";

const hash = (text) => {
  let h = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
};

/** A number in [0, 1) from two hashes (the finisher of MurmurHash3, so that salts are independent). */
const mix = (a, b) => {
  let h = a ^ b;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
};

export const fraction = (id, salt) => mix(hash(id), hash(salt));

// The lists of an audience; each may stand with "not_" before it. Facts about the page stand in the same order.
const AXES = ["sections", "topics", "articles", "languages", "countries", "devices"];
const LANGUAGE = 3;
const COUNTRY = 4;
const DEVICE = 5;

const setsOf = (who, prefix) =>
  AXES.map((axis) => {
    const list = who[prefix + axis];
    return list && list.length ? new Set(list) : null;
  });

const compileAppeal = (appeal, manifest) => {
  const { id, variants } = appeal;
  const who = appeal.audience || {};
  const salt = appeal.salt || id;
  return {
    id,
    variants,
    from: appeal.from ?? -Infinity,
    until: appeal.until ?? Infinity,
    includes: setsOf(who, ""),
    excludes: setsOf(who, "not_"),
    cap: appeal.cap || manifest.cap || { views: 4, days: 30 },
    gap: appeal.gap_days || 0,
    weekly: appeal.unit == "reader-week",
    salt: hash(salt),
    backSalt: hash(salt + "/holdback"),
    holdback: appeal.holdback || 0,
    total: variants.reduce((sum, variant) => sum + variant.share, 0),
    // Only languages that every variant speaks: else the test would compare readers of different languages.
    texts: new Set(Object.keys(variants[0].texts).filter((tag) => variants.every(({ texts }) => texts[tag]))),
  };
};

/** Prepares a manifest once, for many decisions. */
export const compile = (manifest) => {
  const places = {};
  for (const appeal of manifest.appeals) (places[appeal.placement] ||= []).push(compileAppeal(appeal, manifest));
  return { ...manifest, places };
};

/** May things be remembered beyond the reader's own choices? The host page's word goes before the reader's. */
export const consented = (manifest, visitor, page) =>
  page.consent ? page.consent == "granted" : (visitor.consent ?? manifest.consent != "required");

export const countryOf = (manifest, page) => page.country || manifest.zones?.[page.zone] || "";

/** The first of `list` that stands in `set`. */
const match = (set, list) => {
  for (let i = 0; i < list.length; i++) if (set.has(list[i])) return list[i];
};

const isIn = (sets, axis, at) => !!sets[axis] && match(sets[axis], at.axes[axis]) !== undefined;

const allows = (a, axis, at) => !a.includes[axis] || isIn(a.includes, axis, at);

/** The reader asked to be asked again, and the day has come. */
const isDue = (a, at) => !!at.due && (!at.due[1] || at.due[1] == a.id);

// A mark further ahead than any choice can set one comes from a broken clock or a broken store.
const LONGEST_QUIET_DAYS = 400;

// What holds for the whole page, by name: true means that asking is allowed.
export const GATES = {
  on: (manifest) => !manifest.off,
  fresh: (manifest, at) => !(manifest.expires <= at.now),
  safe: (manifest, at) => !manifest.risk?.includes(at.axes[COUNTRY][0]),
  quiet: (manifest, at) => !(at.quiet > at.day && at.quiet <= at.day + LONGEST_QUIET_DAYS),
};

// What an appeal asks of reader and page, in the order of asking. To add a filter, add a line and its golden cases.
// An appeal's views are a list: how many ever, then the day of each.
export const FILTERS = {
  schedule: (a, at) => a.from <= at.now && at.now < a.until,
  content: ({ includes }, at) =>
    !(includes[0] || includes[1] || includes[2]) ||
    isIn(includes, 0, at) || isIn(includes, 1, at) || isIn(includes, 2, at),
  language: (a, at) => allows(a, LANGUAGE, at),
  country: (a, at) => allows(a, COUNTRY, at),
  device: (a, at) => allows(a, DEVICE, at),
  excluded: ({ excludes }, at) => {
    for (let axis = 0; axis < excludes.length; axis++) if (isIn(excludes, axis, at)) return false;
    return true;
  },
  text: (a, at) => match(a.texts, at.axes[LANGUAGE]) !== undefined,
  holdback: (a, at) => !a.holdback || !at.id || mix(at.reader, a.backSalt) >= a.holdback,
  gap: (a, at) => {
    const views = a.gap && at.views[a.id];
    return !views || views.length < 2 || at.day - views[views.length - 1] >= a.gap || isDue(a, at);
  },
  cap: (a, at) => {
    const views = at.views[a.id];
    if (!views) return true;
    let recent = 0;
    for (let i = 1; i < views.length; i++) if (at.day - views[i] < a.cap.days) recent++;
    return recent < a.cap.views || isDue(a, at);
  },
};
const CHECKS = Object.values(FILTERS);

/** The facts that filters look at, worked out once for a decision. */
export const factsOf = (manifest, visitor, page, now) => {
  const day = dayOf(now, page.offset);
  const language = (page.language || "").toLowerCase();
  const id = consented(manifest, visitor, page) ? visitor.id || "" : "";
  const { remind } = visitor;
  return {
    now, day, id,
    axes: [
      [page.section], page.topics ? page.topics.split(" ") : [], [page.article],
      [language, language.split("-")[0]], [countryOf(manifest, page)], [page.device],
    ],
    quiet: visitor.quiet || 0,
    due: remind && remind[0] <= day ? remind : null,
    views: (id && visitor.views) || {},
    reader: hash(id),
    readerWeek: hash(id + "/" + weekOf(day)),
  };
};

const passes = (a, at) => {
  for (let i = 0; i < CHECKS.length; i++) if (!CHECKS[i](a, at)) return false;
  return true;
};

const first = (appeals, at) => {
  for (let i = 0; i < appeals.length; i++) if (passes(appeals[i], at)) return appeals[i];
};

/** The reader's variant; who can't be remembered sees the first one, the control. */
const variantOf = (a, at) => {
  let left = at.id ? mix(a.weekly ? at.readerWeek : at.reader, a.salt) * a.total : 0;
  return a.variants.find((variant) => (left -= variant.share) < 0) || a.variants[0];
};

/** {placement: {appeal, variant, text, counted}} for the placements of the page that have something to show. */
export const decide = (manifest, visitor, page, now) => {
  const at = factsOf(manifest, visitor, page, now);
  const shown = {};
  for (const gate in GATES) if (!GATES[gate](manifest, at)) return shown;
  for (const place of page.placements) {
    const appeals = manifest.places[place] || [];
    const appeal = (at.due && first(appeals.filter((a) => a.id == at.due[1]), at)) || first(appeals, at);
    if (appeal) {
      const variant = variantOf(appeal, at);
      const text = variant.texts[match(appeal.texts, at.axes[LANGUAGE])];
      shown[place] = { appeal: appeal.id, variant: variant.id, text, counted: !!at.id };
    }
  }
  return shown;
};
