// What this browser remembers, under one key of localStorage; nothing of it is ever sent.
// Not here: what follows from it (decide.js).
import { weekOf } from "./days.js";
import { hash } from "./hash.js";

const KEY = "smallfavor";
const WEEKS = 52;
const MOST_VIEWS = 50;
const MOST_TIMES = 8; // later views are counted as the eighth

/** A visitor from stored text, whatever it holds; never throws. The README of this folder says what each part means. */
export const parse = (text) => {
  const visitor = { id: "", quiet: 0, remind: [], consent: "", uncounted: false, views: {}, weeks: {}, seen: [] };
  try {
    const stored = JSON.parse(text);
    for (const part in visitor) if (stored[part]?.constructor == visitor[part].constructor) visitor[part] = stored[part];
  } catch {}
  return visitor;
};

export const load = () => {
  try {
    return parse(localStorage[KEY]);
  } catch {
    return parse();
  }
};

/** Reads, alters, stores (other tabs may have written meanwhile); gives back the visitor, or nothing if it can't be kept. */
export const change = (alter) => {
  const visitor = load();
  alter(visitor);
  try {
    localStorage[KEY] = JSON.stringify(visitor);
    return visitor;
  } catch {}
};

export const forget = () => {
  try {
    delete localStorage[KEY];
  } catch {}
};

/** Nobody asks before `day`. The same mark after a gift, a dismissal and "I already give": a searched phone shows no donor. */
export const beQuiet = (visitor, day) => {
  visitor.quiet = Math.max(visitor.quiet, day);
  visitor.remind = [];
};

/** Ask again on `day`, on this device: with `appeal`, or with any if that is "". */
export const remindOn = (visitor, day, appeal) => {
  visitor.quiet = day;
  visitor.remind = [day, appeal];
};

/** "granted" or "denied"; denied, only the reader's own choices stay. */
export const setConsent = (visitor, word) => {
  visitor.consent = word;
  if (word != "granted") Object.assign(visitor, { id: "", views: {}, weeks: {}, seen: [] });
};

/** Counts one article, once a week each. Of past weeks a number stays, never which articles, and that for a year. */
export const countArticle = (visitor, article, day) => {
  const { weeks, uncounted } = visitor;
  const week = weekOf(day);
  for (const old in weeks) if (old <= week - WEEKS) delete weeks[old];
  if (visitor.seen[0] != week) visitor.seen = [week];
  const mark = hash(article || "");
  if (uncounted || !article || visitor.seen.includes(mark, 1)) return;
  visitor.seen.push(mark);
  weeks[week] = (+weeks[week] || 0) + 1;
};

export const articlesRead = ({ weeks }) => Object.values(weeks).reduce((sum, count) => sum + (+count || 0), 0);

/** The reader's wish not to be counted: deletes what was counted. */
export const stopCounting = (visitor) => Object.assign(visitor, { uncounted: true, weeks: {}, seen: [] });

/** Notes that `appeal` was in view; gives the how-manieth time that was. */
export const countView = ({ views }, appeal, day) => {
  const [times, ...days] = [views[appeal]].flat();
  views[appeal] = [Math.min(MOST_TIMES, (+times || 0) + 1), ...days.slice(1 - MOST_VIEWS), day];
  return views[appeal][0];
};

/** The reader was asked again, as wished. */
export const keepPromise = (visitor, day) => {
  if (visitor.remind[0] <= day) visitor.remind = [];
};
