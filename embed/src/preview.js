// The desk's preview: draws the one appeal of its manifest at once, for whoever looks, with the readers' own show.js;
// and again when the desk sends word of another draft, without loading the page anew.
// It runs in a sandboxed frame that has no storage and reaches no link, so that nothing is kept, told or followed.
import { draw, reword } from "./show.js";
import { hostsOf, locate, pageOf } from "./page.js";
import { dealFor } from "./deal.js";

const ARTICLES = 12; // as if the reader had opened so many
const ABOVE_PX = 80;

const first = new URL("manifest.json", document.currentScript.src);
const fetchJson = async (address) => (await fetch(address)).json();
const report = (what) => parent.postMessage({ smallfavor: what, top: scrollY }, "*");

/** The place, empty: a shadow root can be attached only once. */
const emptied = (host, kind) => {
  if (kind == "header") return host;
  const fresh = host.cloneNode();
  host.replaceWith(fresh);
  return fresh;
};

let latest = 0;

const show = async (home) => {
  const turn = ++latest;
  const manifest = await fetchJson(home);
  const hosts = hostsOf();
  const page = locate(manifest, pageOf(hosts), Date.now() / 1000);
  const [{ id, placement, variants }] = manifest.appeals;
  const path = variants[0].texts[page.language];
  const text = path && (await fetchJson(new URL(path, home)));
  if (turn != latest || !hosts[placement]) return;
  const host = emptied(hosts[placement], placement);
  if (text)
    (placement == "header" ? reword : draw)(host, placement, {
      ...dealFor(manifest, page, text, { appeal: id, variant: variants[0].id }, ARTICLES, home),
      consent: manifest.consent,
      tell: () => {},
      formLink: () => "#",
      remindLink: () => "#",
    });
  return { host, placement };
};

const open = async () => {
  const { host, placement } = (await show(first)) || {};
  const before = parseInt(location.hash.slice(1), 10);
  if (before >= 0) scrollTo(0, before);
  else if (placement == "epic" || placement == "inline") scrollTo(0, host.getBoundingClientRect().top + scrollY - ABOVE_PX);
};

addEventListener("scroll", () => report("scrolled"), { passive: true });
addEventListener("click", (event) => event.composedPath().some((node) => node.href) && event.preventDefault());
addEventListener("message", ({ source, data }) => {
  if (source == parent && /^[\w:.-]+$/.test(data?.draft)) show(new URL(`../${data.draft}/manifest.json`, first)).catch(() => {});
});
open().finally(() => report("drawn"));
