// What this browser remembers, under one key of localStorage; nothing of it is ever sent.
// Not here: what follows from it (decide.js).
import { FORM_DAYS, WEEKS, weekOf } from "./days.js";
import { hash } from "./hash.js";

const KEY = "smallfavor";
const MOST_VIEWS = 50;
const MOST_TIMES = 8; // later views are counted as the eighth

/** A visitor from stored text, whatever it holds; never throws. The README of this folder says what each part means. */
export const parse = (text) => {
  const visitor = {
    id: "", quiet: 0, remind: [], consent: "", uncounted: false,
    views: {}, asked: [], form: 0, weeks: {}, seen: [],
  };
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

let isFrozen;

/** From now on this page stores nothing: it is a preview. */
export const freeze = () => (isFrozen = true);

/** Reads, alters, stores (other tabs may have written meanwhile); gives back the visitor, or nothing if it can't be kept. */
export const change = (alter) => {
  const visitor = load();
  alter(visitor);
  try {
    if (!isFrozen) localStorage[KEY] = JSON.stringify(visitor);
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
  visitor.form = 0;
};

/** Ask again on `day`, on this device: with `appeal`, or with any if that is "". */
export const remindOn = (visitor, day, appeal) => {
  visitor.quiet = day;
  visitor.remind = [day, appeal];
};

/** "granted" or "denied"; denied, only the reader's own choices stay. */
export const setConsent = (visitor, word) => {
  visitor.consent = word;
  if (word != "granted") Object.assign(visitor, { id: "", views: {}, asked: [], form: 0, weeks: {}, seen: [] });
};

/** Counts one article of `page`, once a week each: among all, and for its section and topics where `keys` names them.
 * Of past weeks numbers stay, never which articles, and that for a year: the week, then how many were opened in the last
 * 1, 2, ... 52 weeks. */
export const countArticle = (visitor, { article, section, topics, day }, keys) => {
  const week = weekOf(day);
  const mark = hash(article || "");
  const here = ["all", "s:" + section, ...(topics || "").split(" ").map((each) => "t:" + each)];
  if (visitor.seen[0] != week) visitor.seen = [week];
  const isNew = !visitor.uncounted && article && !visitor.seen.includes(mark, 1) && visitor.seen.push(mark);
  const weeks = {};
  for (const key of visitor.uncounted ? [] : keys) {
    const old = visitor.weeks[key] || [];
    const passed = week - old[0];
    const more = isNew && here.includes(key) ? 1 : 0;
    weeks[key] = [week];
    for (let i = 1; i <= WEEKS; i++) weeks[key].push(((i > passed && +old[i - passed]) || 0) + more);
  }
  visitor.weeks = weeks;
  if (day - visitor.form >= FORM_DAYS) visitor.form = 0;
};

export const articlesRead = ({ weeks }) => +weeks.all?.[WEEKS] || 0;

/** The reader's wish not to be counted: deletes what was counted. */
export const stopCounting = (visitor) => Object.assign(visitor, { uncounted: true, weeks: {}, seen: [] });

/** Notes that `appeal` was in view; gives the how-manieth time that was. A plea (not the masthead's link) counts among
 * all that this reader was asked, too. */
export const countView = ({ views, asked }, appeal, day, kind) => {
  const [times, ...days] = [views[appeal]].flat();
  views[appeal] = [Math.min(MOST_TIMES, (+times || 0) + 1), ...days.slice(1 - MOST_VIEWS), day];
  if (kind != "header") asked.splice(0, asked.push(day) - MOST_VIEWS);
  return views[appeal][0];
};

/** The reader followed a plea to the form. */
export const openForm = (visitor, day) => (visitor.form = day);

/** The reader was asked again, as wished. */
export const keepPromise = (visitor, day) => {
  if (visitor.remind[0] <= day) visitor.remind = [];
};
