// Draws an appeal in a shadow root: DOM calls and an adopted style sheet only, so that any CSP and Trusted Types allow it.
// Its buttons change what the browser remembers. Not here: whether to show (decide.js) and where links lead (the `deal`
// given by embed.js).
import css from "./show.css";
import { fill, money, onDay, parseAmount, plural } from "./words.js";
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

/** Interval and amount as radio buttons, and the one button that says what will happen. */
const choices = (deal, mail) => {
  const { labels: t, language, currency, presets, minimum, digits } = deal;
  let { interval, amount_index: index } = deal;
  let isOther = false;

  const inMoney = (sum) => money(sum, currency, language);
  const sum = () => (isOther ? parseAmount(field.value, digits) : presets[interval][index]);
  const refresh = () => {
    own.hidden = !isOther;
    wrong.textContent = "";
    go.href = deal.formLink(interval, sum());
    mail.href = deal.remindLink(interval, sum());
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
  const own = el("p", [el("label", fill(t.other_in, deal.values), { for: "own" }), field]);
  const sums = el("div.cards");
  const go = el("a.go", "", { click: press });

  const offer = () => {
    isOther = false;
    sums.replaceChildren(
      ...presets[interval].map((each, i) =>
        card("sum", each, inMoney(each), i == index, () => ((isOther = false), (index = i), refresh()))),
      card("sum", "", t.other, false, () => ((isOther = true), refresh())),
    );
    refresh();
  };
  offer();
  const ways = Object.keys(presets).map((each) =>
    card("way", each, t[each], each == interval, () => ((interval = each), offer())));
  return [group(t.interval, el("div.cards", ways)), group(t.amount, sums, own, wrong), go];
};

/** Remind me later: on this device at once, by mail or calendar on a page of its own (the link `mail`). */
const reminders = (deal, box, mail) => {
  const { labels: t, language, day: today } = deal;
  const on = (day) => {
    change((v) => remindOn(v, day, deal.appeal));
    deal.tell("remind");
    say(box, fill(t.remind_done, { date: onDay(day, language, { day: "numeric", month: "long" }) }));
  };
  const date = el("input", "", { type: "date", id: "when" });
  const onDate = () => {
    const day = date.valueAsNumber / 864e5;
    if (day > today && day <= today + MOST_DAYS) on(day);
    else date.focus();
  };
  const panel = el("div", [
    el("p", t.remind_ask),
    el("div.row", [
      button("quiet", t.remind_week, () => on(today + 7)),
      button("quiet", t.remind_month, () => on(monthLater(today))),
      el("span", [el("label", t.remind_date, { for: "when" }), date, button("quiet", t.remind_set, onDate)]),
    ]),
    mail,
  ], { hidden: "" });
  const open = () => opener.setAttribute("aria-expanded", !(panel.hidden = !panel.hidden));
  const opener = button("plain", t.remind, open, { "aria-expanded": false });
  return [opener, panel];
};

const countLine = (deal) => {
  const { labels: t, language } = deal;
  const stop = () => {
    change(stopCounting);
    say(line, t.count_was_off);
  };
  const words = deal.articles >= FEWEST_ARTICLES && fill(plural(t, deal.articles, language), deal.values);
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
  const { labels: t, heading: title, paragraphs, signature, methods } = deal;
  const words = (each) => fill(each, deal.values);
  const heading = words(title);
  const box = el("section." + kind, "", { "aria-label": heading });
  const mail = el("a.plain", t.remind_mail);
  const choice = choices(deal, mail);
  const [opener, panel] = reminders(deal, box, mail);
  const isFull = kind == "epic";
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
      isFull && countLine(deal),
      el("h2", rich(heading)),
      paragraphs.map((each) => el("p", rich(words(each)))),
      el("p.signed", rich(words(signature))),
    ]),
    el("div.deeds", [
      isFull ? choice : choice[2],
      isFull && el("p.row", methodsOf(methods)),
      el("p.row", [el("span", [t.not_today, " ", opener]), button("plain", t.already, already)]),
      panel,
      consentLine(deal),
    ]),
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(box);
};

/** Draws the link in the masthead, in the page's own style. */
export const reword = (host, kind, deal) => {
  const link = host.querySelector("a") || host.appendChild(el("a"));
  link.textContent = fill(deal.heading, deal.values);
  link.href = deal.formLink(deal.interval, "");
  link.addEventListener("click", safely(() => deal.tell("click")));
};
