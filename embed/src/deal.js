// All that a drawn plea needs to know: its text file, its money, the reader's day, and where its links lead.
// Not here: how it looks (show.js) and when it is shown (embed.js).
import { valuesFor } from "./words.js";

/** `chosen` names appeal and variant, `home` is the manifest's address; links carry what the form is to be filled with. */
export const dealFor = (manifest, page, text, { appeal, variant }, articles, home) => {
  const { version, links, quiet, money } = manifest;
  const { day, country } = page;
  const { language } = text;
  const { origin, pathname } = location;
  const currency = money.countries[country] || money.default;
  const back = (home.origin == origin ? "" : origin) + pathname;
  const link = (path, query) =>
    new URL(path + "?" + new URLSearchParams({ ...query, currency, lang: language, return: back }), home);
  return {
    ...text,
    appeal, day, articles, currency, quiet,
    values: valuesFor(manifest, language, { country, currency, articles, day }),
    presets: money.presets[currency],
    minimum: money.minimum[currency],
    digits: money.digits[currency],
    formLink: (interval, amount) => link(links.support, { interval, amount, appeal, variant, version }),
    remindLink: (interval, amount) => link(links.remind, { interval, amount, when: "month" }),
  };
};
