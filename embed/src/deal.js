// All that a drawn plea needs to know: its text file, its money, the reader's day, and where its links lead.
// Not here: how it looks (show.js) and when it is shown (embed.js).
import { valuesFor } from "./words.js";

/** `chosen` names appeal and variant; links lead to `way.origin`, as it is at that time, and carry what the form is to be
 * filled with. */
export const dealFor = (manifest, page, text, { appeal, variant }, articles, way) => {
  const { version, links, quiet, money } = manifest;
  const { day, country, now } = page;
  const { quiet_days, deadline, until, campaign } = manifest.appeals.find(({ id }) => id == appeal);
  const { language } = text;
  const { origin, pathname } = location;
  const currency = money.countries[country] || money.default;
  const link = (path, query) => {
    const back = (way.origin == origin ? "" : origin) + pathname;
    return new URL(path + "?" + new URLSearchParams({ ...query, currency, lang: language, return: back }), way.origin);
  };
  return {
    ...text,
    appeal, day, articles, currency,
    quiet: { ...quiet, dismiss: quiet_days ?? quiet.dismiss },
    values: valuesFor(manifest, text, {
      country, currency, articles, day,
      left: ((deadline || until) - now) / 86400,
      ticker: manifest.tickers?.[campaign],
    }),
    presets: money.presets[currency],
    minimum: money.minimum[currency],
    digits: money.digits[currency],
    ticker: text.ticker && manifest.tickers?.[campaign],
    deadline,
    left: deadline - now, // in seconds; of the end that {days_left} may count to instead, nothing is said unasked
    zone: manifest.paper.zone,
    formLink: (interval, amount) => link(links.support, { interval, amount, appeal, variant, version }),
    remindLink: (interval, amount) => link(links.remind, { interval, amount, when: "month" }),
  };
};
