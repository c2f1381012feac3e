// The glue: finds the placements, loads manifest and text, decides, draws, remembers, counts.
// Promises to the host page: never throws into it, never moves what is in view, asks no host but the paper's.
import {
  articlesRead, beQuiet, change, countArticle, countView, forget, freeze, keepPromise, load, openForm, parse, setConsent,
} from "./visitor.js";
import { tally } from "./count.js";
import { dayOf } from "./days.js";
import { dealFor } from "./deal.js";
import { compile, consentOf, decide, isConsented } from "./decide.js";
import { firstAlive, lead, originsOf } from "./origins.js";
import { before, hostsOf, locate, pageOf, settle } from "./page.js";
import { draw, reword, safely } from "./show.js";
import { keyOf, readManifest, readText, takeMark } from "./trust.js";

const HALF_MINUTE_S = 30;

const [, token] = location.hash.split("#smallfavor-preview=");
const tag = document.currentScript;

/** What `smallfavor.consent` was told on this page, and what then has to be done. */
let word = window.smallfavor?.word;
let heed = () => {};

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
const place = async (host, kind, chosen, manifest, page, visitor, home) => {
  const text = await readText(await (await fetch(new URL(chosen.text, home))).text(), chosen.text, home);
  const { appeal, variant } = chosen;
  const { day, country: c } = page;
  const isLucky = Math.random() < manifest.tally_share;
  const origins = originsOf(manifest, home);
  const way = { origin: origins[0] };
  let k = 1;
  // Consent may end while the page is open.
  const isCounted = () => chosen.counted && isConsented(consentOf(manifest, load(), page));
  const tell = (e) => {
    if (!isCounted()) return;
    if (e == "click") change((v) => openForm(v, day));
    if (isLucky)
      tally(new URL(manifest.links.tally, way.origin), {
        v: manifest.version, a: appeal, b: variant, c, e, k, t: manifest.token,
      });
  };
  const deal = {
    ...dealFor(manifest, page, text, chosen, articlesRead(visitor), way),
    tell,
    consent: consentOf(manifest, visitor, page),
  };
  const expose = ({ views }) => {
    if (views[appeal] || !isCounted()) return;
    views[appeal] = [0];
    tell("exposed");
  };
  const see = (v) => {
    keepPromise(v, day);
    if (isCounted()) k = countView(v, appeal, day, kind);
    tell("seen");
  };
  const show = () => {
    settle(host);
    (kind == "header" ? reword : draw)(host, kind, deal);
    firstAlive(origins).then((alive) => {
      lead(host, way.origin, alive);
      way.origin = alive;
    });
    change(expose);
    when(host, isSeen, () => change(see));
  };
  if (kind == "banner") show();
  else when(before(host), kind == "header" ? isOut : isBelow, show);
};

/** The reader as remembered. Who may be remembered gets an id, and this article is counted. */
const meet = (manifest, page) => {
  const met = load();
  if (!isConsented(consentOf(manifest, met, page))) return met;
  const kept = change((v) => {
    v.id ||= "" + Math.random();
    countArticle(v, page, manifest.keys);
  });
  return kept || parse();
};

const run = async () => {
  if (token) freeze();
  const told = { ...tag.dataset };
  const key = keyOf(told);
  const now = Date.now() / 1000;
  const home = new URL((token ? `preview/${token}/` : "") + "manifest.json", tag.src);
  const hosts = hostsOf(told);
  const days = await takeMark(key, now).catch(() => {});
  if (days) change((v) => beQuiet(v, dayOf(now, -new Date().getTimezoneOffset()) + days));
  if (!Object.keys(hosts)[0] && !token) return;
  home.searchParams.set("t", Math.floor(now / HALF_MINUTE_S));
  const manifest = compile(await readManifest(await (await fetch(home)).text(), key, home));
  // Only now: by then the page has been laid out, and its width can be had for nothing.
  const page = locate(manifest, pageOf(hosts, told), now);
  const listen = () => {
    page.consent = word || page.consent;
    return meet(manifest, page);
  };
  const visitor = listen();
  heed = listen;
  if (token) {
    // The preview of one plea: it is shown whatever its filters say, nothing is kept, and a panel says why.
    window.smallfavor.preview = [manifest, visitor, page, now];
    import(new URL("why.js", tag.src));
  }
  const shown = decide(manifest, visitor, page, now);
  for (const kind in shown) place(hosts[kind], kind, shown[kind], manifest, page, visitor, home).catch(() => {});
};

/** The host page's word, "granted" or "denied": kept, and heeded at once. */
const consent = (said) => {
  word = said == "granted" ? said : "denied";
  change((v) => setConsent(v, word));
  heed();
};

if (!window.smallfavor?.forget) {
  window.smallfavor = { forget, consent: safely(consent) };
  if (word) consent(word);
  run().catch(() => {});
}
