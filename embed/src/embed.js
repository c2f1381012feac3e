// The glue: finds the placements, loads manifest and text, decides, draws, remembers, counts.
// Promises to the host page: never throws into it, never moves what is in view, asks no other host.
import {
  articlesRead, change, countArticle, countView, forget, keepPromise, load, parse, setConsent,
} from "./visitor.js";
import { tally } from "./count.js";
import { dealFor } from "./deal.js";
import { compile, consentOf, decide, isConsented } from "./decide.js";
import { hostsOf, locate, pageOf } from "./page.js";
import { draw, reword, safely } from "./show.js";

const HALF_MINUTE_S = 30;

const home = new URL("manifest.json", document.currentScript.src);

/** Acts once `test` holds for the place of `host` in the view, or in what comes up next (margins may reach into it). */
const when = (host, test, act) => {
  const check = (entries) => {
    if (!entries.some(test)) return;
    observer.disconnect();
    act();
  };
  const observer = new IntersectionObserver(safely(check), { threshold: [0, 0.2], rootMargin: "0px 0px 99px" });
  observer.observe(host);
};

const isSeen = (entry) => entry.intersectionRatio >= 0.2;
const isOut = (entry) => !entry.isIntersecting;
const isBelow = (entry) => isOut(entry) && entry.boundingClientRect.top > 0;

/** Loads the chosen text and draws it in due time. */
const place = async (host, kind, chosen, manifest, page, visitor) => {
  const text = await (await fetch(new URL(chosen.text, home))).json();
  const { appeal, variant, counted } = chosen;
  const { day, country: c } = page;
  const isTold = counted && Math.random() < manifest.tally_share;
  let k = 1;
  const tell = (e) => isTold && tally(new URL(manifest.links.tally, home), { v: manifest.version, a: appeal, b: variant, c, e, k });
  const deal = {
    ...dealFor(manifest, page, text, chosen, articlesRead(visitor), home),
    tell,
    consent: consentOf(manifest, visitor, page),
  };
  const expose = ({ views }) => {
    if (views[appeal] || !counted) return;
    views[appeal] = [0];
    tell("exposed");
  };
  const see = (v) => {
    keepPromise(v, day);
    if (counted) k = countView(v, appeal, day);
    tell("seen");
  };
  const show = () => {
    (kind == "header" ? reword : draw)(host, kind, deal);
    change(expose);
    when(host, isSeen, () => change(see));
  };
  if (kind == "banner") show();
  else when(host, kind == "header" ? isOut : isBelow, show);
};

/** The reader as remembered. Who may be remembered gets an id, and this article is counted. */
const meet = (manifest, page) => {
  const met = load();
  if (!isConsented(consentOf(manifest, met, page))) return met;
  const kept = change((v) => {
    v.id ||= "" + Math.random();
    countArticle(v, page.article, page.day);
  });
  return kept || parse();
};

const run = async () => {
  const hosts = hostsOf();
  const here = pageOf(hosts);
  const now = Date.now() / 1000;
  if (!here.placements[0]) return;
  home.searchParams.set("t", Math.floor(now / HALF_MINUTE_S));
  const manifest = compile(await (await fetch(home)).json());
  const page = locate(manifest, here, now);
  const visitor = meet(manifest, page);
  const shown = decide(manifest, visitor, page, now);
  for (const kind in shown) place(hosts[kind], kind, shown[kind], manifest, page, visitor).catch(() => {});
};

if (!window.smallfavor) {
  window.smallfavor = { forget, consent: (isGranted) => change((v) => setConsent(v, isGranted ? "granted" : "denied")) };
  run().catch(() => {});
}
