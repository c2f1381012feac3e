// Draws an appeal in a shadow root: DOM calls and an adopted style sheet only, so that any CSP and Trusted Types allow it.
// Not here: whether to show (decide.js), what is remembered and where links lead (the `deal` given by embed.js).
import css from "./show.css";
import { dateText, fill, money, parseAmount, plural } from "./words.js";
import { monthLater } from "./days.js";

const FEWEST_ARTICLES = 3; // a smaller count is no reason to give

// Small drawn marks: a card, a phone, a bank.
const MARKS = {
  card: "M1 2h22v12H1zM1 6h22M4 10h5",
  phone: "M8 1h9v14H8zM11 12h3",
  bank: "M2 6 12 1l10 5zM5 6v7M10 6v7M14 6v7M19 6v7M2 14h20",
};

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

const mark = (kind) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 24 16");
  svg.ariaHidden = true;
  path.setAttribute("d", MARKS[kind] || MARKS.card);
  svg.append(path);
  return svg;
};

/** "card:Visa, Mastercard|bank:Bank transfer", or just words. */
const methodsOf = (text) =>
  text.split("|").map((method) => {
    const [, kind, words] = method.match(/^(?:(\w+):)?(.*)/);
    return el("span", [mark(kind), words]);
  });

const card = (name, value, label, isChosen, change) => {
  const input = el("input", "", { type: "radio", name, value, change });
  input.checked = isChosen;
  return el("label.card", [input, el("span", label)]);
};

const group = (legend, ...children) => el("fieldset", [el("legend", legend), children]);

/** The words that take the place of what the reader has settled; they take the focus, so that they are read out. */
const say = (box, words) => {
  const message = el("p.said", words, { role: "status", tabindex: -1 });
  box.replaceChildren(message);
  message.focus();
};

/** Interval and amount as radio buttons, and the one button that says what will happen. */
const choices = (text, deal, mail) => {
  const { labels: t, language } = text;
  const { currency, presets, minimum, digits } = deal.money;
  let interval = text.interval;
  let index = text.amount_index;
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

  const field = el("input", "", { id: "own", inputmode: "decimal", "aria-describedby": "wrong", input: refresh, keydown: enter });
  const wrong = el("p.wrong", "", { id: "wrong", role: "alert" });
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
const reminders = (text, deal, box, mail) => {
  const { labels: t, language } = text;
  const today = deal.day;
  const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
  const on = (day) => {
    deal.remind(day);
    say(box, fill(t.remind_done, { date: dateText(day, language) }));
  };
  const date = el("input", "", {
    type: "date", id: "when", value: iso(today + 14), min: iso(today + 1), max: iso(today + 366),
  });
  const onDate = () => (date.value && date.checkValidity() ? on(Date.parse(date.value) / 864e5) : date.focus());
  const panel = el("div", [
    el("p", t.remind_ask),
    el("div.row", [
      button("quiet", t.remind_week, () => on(today + 7)),
      button("quiet", t.remind_month, () => on(monthLater(today))),
      el("label", t.remind_date, { for: "when" }),
      date,
      button("quiet", t.remind_set, onDate),
    ]),
    mail,
  ], { id: "panel", hidden: "" });
  const open = () => opener.setAttribute("aria-expanded", !(panel.hidden = !panel.hidden));
  const opener = button("plain", t.remind, open, { "aria-expanded": false, "aria-controls": "panel" });
  return [opener, panel];
};

const countLine = (text, deal) => {
  const { labels: t, language } = text;
  const stop = () => {
    deal.stopCounting();
    say(line, t.count_was_off);
  };
  const words = deal.articles >= FEWEST_ARTICLES && fill(plural(t, deal.articles, language), deal.values);
  const line = words && el("p.count", [words, " ", button("plain", t.count_off, stop)]);
  return line;
};

const consentLine = (t, deal) => {
  const answer = (isGranted) => {
    deal.consent(isGranted);
    line.remove();
  };
  const line = deal.asksConsent && el("p", [
    t.consent, " ",
    button("plain", t.consent_yes, () => answer(true)), " ", button("plain", t.consent_no, () => answer(false)),
  ]);
  return line;
};

/** Light words on the page mean a dark page, whatever the reader's scheme: the plea must fit the page it stands on. */
const isDark = (host) => {
  const [r, g, b] = getComputedStyle(host).color.match(/\d+/g);
  return r * 3 + g * 6 + +b > 1280;
};

/** Draws the plea of `kind` into `host`. */
export const draw = (host, kind, text, deal) => {
  const t = text.labels;
  const words = (each) => fill(each, deal.values);
  const heading = words(text.heading);
  const box = el("section." + kind, "", { lang: text.language, "aria-label": heading });
  const mail = el("a.plain", t.remind_mail);
  const choice = choices(text, deal, mail);
  const [opener, panel] = reminders(text, deal, box, mail);
  const isFull = kind == "epic";
  const leave = () => {
    deal.dismiss();
    host.remove();
  };
  const already = () => {
    deal.already();
    say(box, t.already_done);
  };
  box.append(
    button("close", "×", leave, { "aria-label": t.close }),
    el("div", [
      isFull && countLine(text, deal),
      el("h2", rich(heading)),
      text.paragraphs.map((each) => el("p", rich(words(each)))),
      el("p.signed", rich(words(text.signature))),
    ]),
    el("div.deeds", [
      isFull ? choice : choice[2],
      isFull && el("p.row", methodsOf(text.methods)),
      el("p.row", [el("span", [t.not_today, " ", opener]), button("plain", t.already, already)]),
      panel,
      consentLine(t, deal),
    ]),
  );
  const restyle = safely(() => box.classList.toggle("dark", isDark(host)));
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", restyle);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(box);
  restyle();
};

/** The link in the masthead: where it leads at once, its words as soon as that moves nothing in view. */
export const drawHeader = (host, text, deal, whenUnseen) => {
  const link = host.querySelector("a") || host.appendChild(el("a"));
  const before = link.textContent;
  const place = () => JSON.stringify(host.getBoundingClientRect());
  const placeBefore = place();
  const reword = () => (link.textContent = fill(text.heading, deal.values));
  link.href = deal.formLink(text.interval);
  link.addEventListener("click", safely(() => deal.tell("click")));
  reword();
  if (place() == placeBefore) return;
  link.textContent = before;
  whenUnseen(reword);
};
