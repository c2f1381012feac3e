// The desk's preview: draws the one appeal of its manifest at once, for whoever looks, with the readers' own show.js.
// It runs in a sandboxed frame that has no storage and reaches no link, so that nothing is kept, told or followed.
import { draw, reword } from "./show.js";
import { hostsOf, locate, pageOf } from "./page.js";
import { dealFor } from "./deal.js";

const ARTICLES = 12; // as if the reader had opened so many
const ABOVE_PX = 80;

const home = new URL("manifest.json", document.currentScript.src);
const fetchJson = async (path) => (await fetch(new URL(path, home))).json();
const report = (what) => parent.postMessage({ smallfavor: what, top: scrollY }, "*");

const run = async () => {
  const manifest = await fetchJson(home);
  const hosts = hostsOf();
  const page = locate(manifest, pageOf(hosts), Date.now() / 1000);
  const [{ id, placement, variants }] = manifest.appeals;
  const host = hosts[placement];
  const path = variants[0].texts[page.language];
  if (host && path) {
    const text = await fetchJson(path);
    (placement == "header" ? reword : draw)(host, placement, {
      ...dealFor(manifest, page, text, { appeal: id, variant: variants[0].id }, ARTICLES, home),
      consent: manifest.consent,
      tell: () => {},
      formLink: () => "#",
      remindLink: () => "#",
    });
  }
  const before = parseInt(location.hash.slice(1), 10);
  if (before >= 0) scrollTo(0, before);
  else if (host && (placement == "epic" || placement == "inline")) scrollTo(0, host.getBoundingClientRect().top + scrollY - ABOVE_PX);
};

addEventListener("scroll", () => report("scrolled"), { passive: true });
addEventListener("click", (event) => event.composedPath().some((node) => node.href) && event.preventDefault());
run().finally(() => report("drawn"));
