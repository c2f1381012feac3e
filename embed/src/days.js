// Days and weeks as whole numbers, by the reader's own calendar: pure.

export const WEEKS = 52; // for so many it is kept how many articles were opened
export const FORM_DAYS = 14; // for so long it is kept that the form was opened from a plea, and nothing given since

/** The reader's calendar day at `now` (Unix seconds); `offset` is in minutes east of UTC. Day 0 is 1 January 1970. */
export const dayOf = (now, offset) => Math.floor((now + (offset || 0) * 60) / 86400);

/** Weeks begin on Monday; day 0 was a Thursday. */
export const weekOf = (day) => Math.floor((day + 3) / 7);

/** The same day of the next month, or that month's last: 31 January, then 28 or 29 February. */
export const monthLater = (day) => {
  const from = new Date(day * 864e5);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 2, 0));
  to.setUTCDate(Math.min(from.getUTCDate(), to.getUTCDate()));
  return to / 864e5;
};
