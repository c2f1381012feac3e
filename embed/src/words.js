// Words and money as people write them in a language: pure, by the browser's own Intl. Its first use takes long (tens of
// milliseconds on a slow phone): what most readers see comes without.

/** The text with `{name}` filled in; "" when a value is missing, so that nobody reads half a sentence. */
export const fill = (text, values) => {
  let isWhole = true;
  const filled = (text || "").replace(/\{(\w+)\}/g, (_, name) => values[name] || ((isWhole = false), ""));
  return isWhole ? filled : "";
};

/** $2, 2,50 €, ￥300: without empty cents. */
export const money = (amount, currency, language) =>
  new Intl.NumberFormat(language, {
    style: "currency", currency, minimumFractionDigits: amount % 1 && 2,
  }).format(amount);

/** The same of an amount that the text file has written out already: the presets and minima. */
export const sumIn = ({ amounts, language }, amount, currency) =>
  amounts?.[currency]?.[amount] || money(amount, currency, language);

/** A whole number. Text files of languages that write other digits than 0 to 9 say so (`numerals`). */
export const numberIn = ({ numerals, language }, number) =>
  number < 1000 && !numerals ? "" + number : new Intl.NumberFormat(language).format(number);

/** What a reader typed as plain decimal text: "2,50" and "٢٫٥" are "2.5"; "" when it is no amount of `digits` decimals. */
export const parseAmount = (typed, digits) => {
  const western = typed.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15); // Arabic and Persian keyboards
  const amount = +western.replace(/[\s'’]/g, "").replace(/[,٫]/, ".");
  return amount > 0 && amount < 1e9 && +amount.toFixed(digits) == amount ? "" + amount : "";
};

/** A calendar day in words; with a time zone, the day there of a moment in days since 1970. */
export const onDay = (day, language, parts, timeZone = "UTC") =>
  new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(day * 864e5);

/** What stands for the placeholders of a plea in `text`, each worked out when it is asked for. `left` is in days; one that
 * has begun counts. Goals are whole sums. */
export const valuesFor = (manifest, text, { country, currency, articles, day, left, ticker }) => {
  const { name, founded } = manifest.paper;
  const { language } = text;
  const numberOf = (number) => number > 0 && numberIn(text, Math.ceil(number));
  const missing = ticker ? Math.ceil(ticker.goal - ticker.raised) : 0;
  const nameOf = (type, code) => code && new Intl.DisplayNames(language, { type }).of(code);
  return {
    paper: name,
    years: founded && "" + (new Date(day * 864e5).getUTCFullYear() - founded),
    articles: numberOf(articles),
    days_left: numberOf(left),
    get goal_left() {
      return missing > 0 && money(missing, ticker.currency, language);
    },
    get country() {
      return nameOf("region", country);
    },
    get currency() {
      return nameOf("currency", currency);
    },
    get weekday() {
      return onDay(day, language, { weekday: "long" });
    },
    get minimum() {
      return sumIn(text, manifest.money.minimum[currency].monthly, currency);
    },
  };
};

/** The label of a number by the language's own plural rule: `family` "count" is count_one, count_few, ... count_other. */
export const plural = (labels, family, number, language) =>
  labels[family + "_" + new Intl.PluralRules(language).select(number)] || labels[family + "_other"];
