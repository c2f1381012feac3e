// What this browser remembers, under one key of localStorage; nothing of it is ever sent.
// Not here: what follows from it (decide.js).
import { weekOf } from "./days.js";

const KEY = "smallfavor";
const WEEKS = 52;
const LONGEST_LIST = 50;

const isDay = Number.isInteger;
const isDays = (list) => Array.isArray(list) && list.every(isDay);
const kept = (object, isGood) =>
  Object.fromEntries(Object.entries(object && typeof object == "object" ? object : {}).filter(([, v]) => isGood(v)));

/** A visitor from stored text. Whatever is broken in it is left out; never throws.
 *
 * id: random, for sticky variants · quiet: day until which nobody asks · remind: [day, appeal or ""] ·
 * consent: true, false or undefined · uncounted: articles are not counted · views: {appeal: [times ever, day, day...]} ·
 * weeks: {week: articles read} · seen: [week, hashes of that week's articles...]
 */
export const parse = (text) => {
  let raw;
  try {
    raw = JSON.parse(text);
  } catch {}
  raw = raw || {};
  const { remind } = raw;
  return {
    id: typeof raw.id == "string" ? raw.id : "",
    quiet: isDay(raw.quiet) ? raw.quiet : 0,
    remind: Array.isArray(remind) && isDay(remind[0]) && typeof remind[1] == "string" ? remind : null,
    consent: typeof raw.consent == "boolean" ? raw.consent : undefined,
    uncounted: raw.uncounted === true,
    views: kept(raw.views, isDays),
    weeks: kept(raw.weeks, isDay),
    seen: isDays(raw.seen) ? raw.seen : [],
  };
};

export const load = () => {
  try {
    return parse(localStorage.getItem(KEY));
  } catch {
    return parse();
  }
};

/** Stores the visitor; says whether that worked. */
export const save = (visitor) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(visitor));
    return true;
  } catch {
    return false;
  }
};

/** Reads, changes, stores: other tabs may have written meanwhile. */
export const change = (alter) => {
  const visitor = load();
  alter(visitor);
  return save(visitor);
};

export const forget = () => {
  try {
    localStorage.removeItem(KEY);
  } catch {}
};

/** Nobody asks before `day`. The same mark after a gift, a dismissal and "I already give": a searched phone shows no donor. */
export const beQuiet = (visitor, day) => {
  visitor.quiet = Math.max(visitor.quiet, day);
  visitor.remind = null;
};

/** Ask again on `day`, on this device: with `appeal`, or with any if that is "". */
export const remindOn = (visitor, day, appeal) => {
  visitor.quiet = day;
  visitor.remind = [day, appeal];
};

/** Consent given or taken back; taken back, only the reader's own choices stay. */
export const setConsent = (visitor, granted) => {
  visitor.consent = granted;
  if (!granted) Object.assign(visitor, { id: "", views: {}, weeks: {}, seen: [] });
};

/** Counts one article, once a week each. Older weeks keep a number, never which articles. */
export const countArticle = (visitor, article, day) => {
  const week = weekOf(day);
  if (visitor.uncounted || !article) return;
  let mark = 0;
  for (const letter of article) mark = (Math.imul(mark, 31) + letter.codePointAt(0)) | 0;
  if (visitor.seen[0] != week) visitor.seen = [week];
  if (visitor.seen.includes(mark, 1)) return;
  visitor.seen.push(mark);
  visitor.weeks[week] = (visitor.weeks[week] || 0) + 1;
  for (const old in visitor.weeks) if (old <= week - WEEKS) delete visitor.weeks[old];
};

/** Articles read in the last 52 weeks. */
export const articlesRead = (visitor, day) => {
  const week = weekOf(day);
  let sum = 0;
  for (const each in visitor.weeks) if (each > week - WEEKS && each <= week) sum += visitor.weeks[each];
  return sum;
};

/** The reader's wish not to be counted: deletes what was counted. */
export const stopCounting = (visitor) => Object.assign(visitor, { uncounted: true, weeks: {}, seen: [] });

/** Notes that `appeal` was in view; returns the how-manieth time that was. */
export const countView = (visitor, appeal, day) => {
  const [times, ...days] = visitor.views[appeal] || [0];
  visitor.views[appeal] = [times + 1, ...days.slice(1 - LONGEST_LIST), day];
  return times + 1;
};

/** The reader was asked again, as wished. */
export const keepPromise = (visitor, day) => {
  if (visitor.remind && visitor.remind[0] <= day) visitor.remind = null;
};
