// Words and money as people write them in a language: pure, by the browser's own Intl.

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

/** What a reader typed as plain decimal text: "2,50" is "2.5"; "" when it is no amount of `digits` decimals. */
export const parseAmount = (typed, digits) => {
  const amount = +typed.replace(/[\s'’]/g, "").replace(",", ".");
  return amount > 0 && amount < 1e9 && +amount.toFixed(digits) == amount ? "" + amount : "";
};

/** A calendar day in words. */
export const onDay = (day, language, parts) =>
  new Intl.DateTimeFormat(language, { ...parts, timeZone: "UTC" }).format(day * 864e5);

/** What stands for the placeholders of a plea. */
export const valuesFor = (manifest, language, { country, currency, articles, day }) => {
  const { name, founded } = manifest.paper;
  const nameOf = (type, code) => code && new Intl.DisplayNames(language, { type }).of(code);
  return {
    paper: name,
    years: founded && "" + (new Date(day * 864e5).getUTCFullYear() - founded),
    articles: articles && new Intl.NumberFormat(language).format(articles),
    country: nameOf("region", country),
    currency: nameOf("currency", currency),
    weekday: onDay(day, language, { weekday: "long" }),
    minimum: money(manifest.money.minimum[currency].monthly, currency, language),
  };
};

/** The label of a number by the language's own plural rule: count_one, count_few, count_many, count_other. */
export const plural = (labels, number, language) =>
  labels["count_" + new Intl.PluralRules(language).select(number)] || labels.count_other;
