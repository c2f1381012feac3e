// The glue: finds the placements, loads manifest and text, decides, draws, remembers, counts.
// Promises to the host page: never throws into it, never moves what is in view, asks no other host.
import { compile, consented, countryOf, decide, fraction } from "./decide.js";
import { dayOf } from "./days.js";
import {
  articlesRead, beQuiet, change, countArticle, countView, forget, keepPromise, load, parse, remindOn, setConsent,
  stopCounting,
} from "./visitor.js";
import { tally } from "./count.js";
import { draw, drawHeader, safely } from "./show.js";
import { valuesFor } from "./words.js";

const HALF_MINUTE_MS = 30000;

const script = document.currentScript;
const isPreview = "preview" in script.dataset; // at the desk: everything is shown, nothing is kept or told

const home = new URL(script.dataset.manifest || "manifest.json", script.src);
const isAbroad = home.origin != location.origin;

const fetchJson = async (url) => {
  const answer = await fetch(url, { credentials: isPreview ? "same-origin" : "omit" });
  return answer.json();
};

const placementsOf = () => {
  const hosts = {};
  for (const host of document.querySelectorAll("[data-smallfavor]")) hosts[host.dataset.smallfavor] ||= host;
  return hosts;
};

/** What the page says of itself (`data-smallfavor-section="news"` and so on, on its body), and what the browser knows. */
const pageOf = (hosts) => {
  const page = {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: document.documentElement.lang,
    device: innerWidth < 600 ? "phone" : innerWidth < 1000 ? "tablet" : "desktop",
    offset: -new Date().getTimezoneOffset(),
    placements: Object.keys(hosts),
  };
  const said = document.body.dataset;
  for (const key in said) page[key.replace("smallfavor", "").toLowerCase()] = said[key];
  return page;
};

/** Acts as soon as that moves nothing before the reader's eyes: `host` is below the view, or nobody looks. */
const whenUnseen = (host, act, isFineAbove) => {
  const signs = ["scroll", "resize", "visibilitychange"];
  const check = safely(() => {
    const { top, bottom } = host.getBoundingClientRect();
    if (!document.hidden && top < innerHeight && !(isFineAbove && bottom < 0)) return;
    for (const sign of signs) removeEventListener(sign, check);
    act();
  });
  for (const sign of signs) addEventListener(sign, check, { passive: true });
  check();
};

const whenSeen = (node, act) => {
  const observer = new IntersectionObserver(
    safely((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      act();
    }),
    { rootMargin: "0px 0px -20% 0px" },
  );
  observer.observe(node);
};

/** All that a drawn plea may ask for or cause. */
const dealFor = (manifest, page, visitor, chosen, text) => {
  const { paper, links, quiet, money } = manifest;
  const country = countryOf(manifest, page);
  const currency = money.countries[country] || money.default;
  const day = dayOf(Date.now() / 1000, page.offset);
  const articles = isPreview ? 12 : articlesRead(visitor, day);
  const isCounted = chosen.counted && !isPreview && fraction(visitor.id, "tally") < (manifest.tally_share ?? 1);
  const facts = { version: manifest.version, appeal: chosen.appeal, variant: chosen.variant, country };
  const lead = (path, query) => {
    const url = new URL(path, home);
    for (const name in query) if (query[name]) url.searchParams.set(name, query[name]);
    return isAbroad ? url.href : url.pathname + url.search;
  };
  const keep = (alter) => isPreview || change(alter);
  let times = 1;
  const deal = {
    day, articles,
    money: { currency, presets: money.presets[currency], minimum: money.minimum[currency], digits: money.digits[currency] },
    values: valuesFor(manifest, text.language, { country, currency, articles, day }),
    asksConsent: manifest.consent == "required" && !page.consent && visitor.consent == null,
    formLink: (interval, amount) =>
      lead(links.support, {
        interval, amount, currency, appeal: chosen.appeal, variant: chosen.variant, version: manifest.version,
        lang: text.language, return: isAbroad ? location.origin + location.pathname : location.pathname,
      }),
    remindLink: (interval, amount) => lead(links.remind, { when: "month", interval, amount, currency, lang: text.language }),
    tell: (event) => isCounted && tally(new URL(links.tally, home), facts, event, times),
    dismiss: () => {
      keep((v) => beQuiet(v, day + quiet.dismiss));
      deal.tell("dismiss");
    },
    already: () => keep((v) => beQuiet(v, day + quiet.yearly)),
    remind: (on) => {
      keep((v) => remindOn(v, on, chosen.appeal));
      deal.tell("remind");
    },
    stopCounting: () => keep(stopCounting),
    consent: (granted) => keep((v) => setConsent(v, granted)),
    exposed: () =>
      chosen.counted && keep((v) => {
        if (v.views[chosen.appeal]) return;
        v.views[chosen.appeal] = [0];
        deal.tell("exposed");
      }),
    seen: () => {
      keep((v) => {
        if (chosen.counted) times = countView(v, chosen.appeal, day);
        keepPromise(v, day);
      });
      deal.tell("seen");
    },
  };
  return deal;
};

const place = async (host, kind, chosen, manifest, page, visitor) => {
  const text = await fetchJson(new URL(chosen.text, home));
  const deal = dealFor(manifest, page, visitor, chosen, text);
  const show = () => {
    draw(host, kind, text, deal);
    deal.exposed();
    whenSeen(host, deal.seen);
  };
  if (kind == "header") {
    drawHeader(host, text, deal, (act) => whenUnseen(host, act, true));
    deal.exposed();
    whenSeen(host, deal.seen);
  } else if (isPreview || kind == "banner") show();
  else whenUnseen(host, show);
};

/** The reader as remembered; who may be remembered gets an id and this article's count. */
const meet = (manifest, page, now) => {
  if (isPreview) return parse();
  const met = load();
  if (!consented(manifest, met, page)) return met;
  const isKept = change((v) => {
    v.id ||= crypto.getRandomValues(new Uint32Array(2)).join("-");
    countArticle(v, page.article, dayOf(now, page.offset));
  });
  return isKept ? load() : { ...met, id: "" };
};

const run = async () => {
  const hosts = placementsOf();
  const page = pageOf(hosts);
  const now = Date.now() / 1000;
  if (!page.placements.length) return;
  home.searchParams.set("t", Math.floor(Date.now() / HALF_MINUTE_MS));
  const raw = await fetchJson(home);
  if (raw.format != 1) return;
  const manifest = compile(raw);
  const visitor = meet(manifest, page, now);
  const shown = decide(manifest, visitor, page, now);
  for (const kind in shown) place(hosts[kind], kind, shown[kind], manifest, page, visitor).catch(() => {});
};

if (!window.smallfavor) {
  window.smallfavor = { forget, consent: (granted) => change((v) => setConsent(v, granted)) };
  run().catch(() => {});
}
