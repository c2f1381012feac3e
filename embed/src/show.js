// Draws an appeal in a shadow root: DOM calls and an adopted style sheet only, so that any CSP and Trusted Types allow it.
// Its buttons change what the browser remembers. Not here: whether to show (decide.js) and where links lead (the `deal`
// given by embed.js).
import { fill, money, numberIn, onDay, parseAmount, plural, sumIn } from "./words.js";
import { monthLater } from "./days.js";
import { beQuiet, change, remindOn, setConsent, stopCounting } from "./visitor.js";

const FEWEST_ARTICLES = 3; // a smaller count is no reason to give
const MOST_DAYS = 366; // that a reminder may lie ahead

/** A listener that never throws into the host page. */
export const safely = (act) => (event) => {
  try {
    return act(event);
  } catch {}
};

/** An element, "tag.class", with children (nodes, words, lists, nothing) and attributes; functions are listeners. */
const el = (name, children, attributes) => {
  const [tag, className] = name.split(".");
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const key in attributes)
    if (attributes[key].call) node.addEventListener(key, safely(attributes[key]));
    else node.setAttribute(key, attributes[key]);
  node.append(...[children].flat(3).filter(Boolean));
  return node;
};

const button = (className, label, click, more) => el("button." + className, label, { type: "button", click, ...more });

/** Plain text with *emphasis*. */
const rich = (text) => text.split(/\*([^*]+)\*/).map((part, i) => (i % 2 ? el("strong", part) : part));

/** "card:Visa, Mastercard|bank:Bank transfer", or just words; the style draws the marks. */
const methodsOf = (words) =>
  words.split("|").map((method) => {
    const [name, kind] = method.split(":").reverse();
    return el("span.mark " + kind, name);
  });

const card = (name, value, label, isChosen, change) => {
  const input = el("input", "", { type: "radio", name, value, change });
  input.checked = isChosen;
  return el("label", [input, el("span", label)]);
};

const group = (legend, ...children) => el("fieldset", [el("legend", legend), children]);

/** The words that take the place of what the reader has settled; they take the focus, so that they are read out. */
const say = (box, words) => {
  const message = el("p.said", words, { tabindex: -1 });
  box.replaceChildren(message);
  message.focus();
};

/** The one button that says what will happen and, where they are shown (`isFull`), interval and amount as radio buttons;
 * then what keeps the links true: call it once `mail` is to be seen. */
const choices = (deal, mail, isFull) => {
  const { labels: t, currency, presets, minimum, digits, note } = deal;
  let { interval, amount_index: index } = deal;
  const isList = deal.choice == "cards";
  let isOther = false;

  const inMoney = (sum) => sumIn(deal, sum, currency);
  const sum = () => (isOther ? parseAmount(field.value, digits) : presets[interval][index]);
  const refresh = () => {
    own.hidden = !isOther;
    if (isOther) name.textContent = fill(t.other_in, deal.values);
    wrong.textContent = "";
    go.href = deal.formLink(interval, sum());
    if (mail.parentNode) mail.href = deal.remindLink(interval, sum());
    go.textContent = sum() ? fill(t["give_" + interval], { amount: inMoney(sum()) }) : t.give;
  };
  const press = (event) => {
    if (!isOther || +sum() >= +minimum[interval]) return deal.tell("click");
    event.preventDefault();
    wrong.textContent = fill(t.too_small, { minimum: inMoney(minimum[interval]) });
    field.focus();
  };
  const enter = (event) => event.key == "Enter" && go.click();

  const field = el("input", "", { id: "own", inputmode: "decimal", input: refresh, keydown: enter });
  const wrong = el("p.wrong", "", { role: "alert" });
  const name = el("label", "", { for: "own" });
  const own = el("p", [name, field]);
  const sums = el("div.cards sums");
  const go = el("a.go", "", { click: press });

  // What an editor says of an amount is true of it in that interval alone.
  const words = (each, i) =>
    isList
      ? [
          fill(t["per_" + interval] || "{amount}", { amount: inMoney(each) }),
          note && i == deal.amount_index && interval == deal.interval && el("em", note),
        ]
      : inMoney(each);
  const offer = () => {
    isOther = false;
    sums.replaceChildren(
      ...presets[interval].map((each, i) =>
        card("sum", each, words(each, i), i == index, () => ((isOther = false), (index = i), refresh()))),
      card("sum", "", t.other, false, () => ((isOther = true), refresh())),
    );
    refresh();
  };
  if (!isFull) {
    refresh();
    return [go, refresh];
  }
  offer();
  const ways = Object.keys(presets).map((each) =>
    card("way", each, t[each], each == interval, () => ((interval = each), offer())));
  return [go, refresh, group(t.interval, el("div.cards ways", ways)), group(t.amount, sums, own, wrong)];
};

/** Remind me later: on this device at once, by mail or calendar on a page of its own (the link `mail`). Drawn when it is
 * opened, and `refresh` then makes the link true. */
const reminders = (deal, box, mail, refresh) => {
  const { labels: t, language, day: today } = deal;
  const on = (day) => {
    change((v) => remindOn(v, day, deal.appeal));
    deal.tell("remind");
    say(box, fill(t.remind_done, { date: onDay(day, language, { day: "numeric", month: "long" }) }));
  };
  const ways = () => {
    const date = el("input", "", { type: "date", id: "when" });
    const onDate = () => {
      const day = date.valueAsNumber / 864e5;
      if (day > today && day <= today + MOST_DAYS) on(day);
      else date.focus();
    };
    return [
      el("p", t.remind_ask),
      el("div.row", [
        button("quiet", t.remind_week, () => on(today + 7)),
        button("quiet", t.remind_month, () => on(monthLater(today))),
        el("span", [el("label", t.remind_date, { for: "when" }), date, button("quiet", t.remind_set, onDate)]),
      ]),
      mail,
    ];
  };
  const panel = el("div", "", { hidden: "" });
  const open = () => {
    if (!mail.parentNode) {
      panel.append(...ways());
      refresh();
    }
    opener.setAttribute("aria-expanded", !(panel.hidden = !panel.hidden));
  };
  const opener = button("plain", t.remind, open, { "aria-expanded": false });
  return [opener, panel];
};

/** How far the campaign is, and when it closes; in hours on the last day alone. */
const campaign = (deal) => {
  const { labels: t, language, ticker, deadline, left, zone } = deal;
  const parts = [];
  if (ticker) {
    const { goal, raised, people, currency } = ticker;
    const values = {
      goal: money(goal, currency, language),
      raised: money(raised, currency, language),
      people: numberIn(deal, people),
    };
    const bar = el("i");
    bar.style.inlineSize = (raised / goal) * 100 + "%"; // what is over is cut off
    parts.push(
      el("p", [
        el("strong", fill(t.ticker, values)), " ",
        el("span", fill(plural(t, "people", people, language), values)),
      ]),
      el("div.bar", bar),
      +raised < goal ? "" : el("p", t.ticker_done),
    );
  }
  if (left > 0) {
    const [unit, seconds] = left < 86400 ? ["hour", 3600] : ["day", 86400];
    const date = onDay((deadline - 1) / 86400, language, { day: "numeric", month: "long" }, zone);
    const rest = new Intl.RelativeTimeFormat(language).format(Math.ceil(left / seconds), unit);
    parts.push(el("p", fill(t.closes, { date, left: rest })));
  }
  return parts[0] && el("div.goal", parts);
};

/** Styles `root` by the tokens of a design: [for light pages, for dark ones]. A dark page is one that writes in a light colour. */
const dress = (root, { style: common, design }) => {
  const isDark = getComputedStyle(root.host).color.match(/[\d.]+/g)[1] > 140;
  const style = common + design[+isDark];
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(el("style", style)); // Safari before 16.4
  }
};

const countLine = (deal) => {
  const { labels: t, language } = deal;
  const stop = () => {
    change(stopCounting);
    say(line, t.count_was_off);
  };
  const words = deal.articles >= FEWEST_ARTICLES && fill(plural(t, "count", deal.articles, language), deal.values);
  const line = words && el("p.count", [words, " ", button("plain", t.count_off, stop)]);
  return line;
};

const consentLine = (deal) => {
  const { labels: t } = deal;
  const answer = (word) => {
    change((v) => setConsent(v, word));
    line.remove();
  };
  const line = deal.consent == "required" && el("p", [
    t.consent, " ",
    button("plain", t.consent_yes, () => answer("granted")), " ", button("plain", t.consent_no, () => answer("denied")),
  ]);
  return line;
};

/** Draws the plea of `kind` into `host`. */
export const draw = (host, kind, deal) => {
  const { labels: t, language: lang, heading: title, paragraphs, signature, methods, dir } = deal;
  const words = (each) => fill(each, deal.values);
  const heading = words(title);
  const box = el("section." + kind, "", { "aria-label": heading, lang, ...(dir && { dir }) });
  const mail = el("a.plain", t.remind_mail);
  const isFull = kind != "banner" && deal.choice != "button";
  const [go, refresh, ...fields] = choices(deal, mail, isFull);
  const [opener, panel] = reminders(deal, box, mail, refresh);
  const leave = () => {
    change((v) => beQuiet(v, deal.day + deal.quiet.dismiss));
    deal.tell("dismiss");
    host.remove();
  };
  const already = () => {
    change((v) => beQuiet(v, deal.day + deal.quiet.yearly));
    say(box, t.already_done);
  };
  box.append(
    button("close", "×", leave, { "aria-label": t.close }),
    el("div", [
      kind == "epic" && countLine(deal),
      el("h2", rich(heading)),
      paragraphs.map((each) => el("p", rich(words(each)))),
      el("p.signed", rich(words(signature))),
      campaign(deal),
    ]),
    el("div.deeds " + deal.choice, [
      fields, go,
      isFull && el("p.row", methodsOf(methods)),
      el("p.row", [el("span", [t.not_today, " ", opener]), button("plain", t.already, already)]),
      panel,
      consentLine(deal),
    ]),
  );
  const root = host.attachShadow({ mode: "open" });
  dress(root, deal);
  root.append(box);
};

/** Draws the link in the masthead, in the page's own style. */
export const reword = (host, kind, deal) => {
  const link = host.querySelector("a") || host.appendChild(el("a"));
  link.textContent = fill(deal.heading, deal.values);
  link.href = deal.formLink(deal.interval, "");
  link.addEventListener("click", safely(() => deal.tell("click")));
};
