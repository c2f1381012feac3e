// What the page is: its placements, what it says of itself, what the browser knows.
import { dayOf } from "./days.js";

// Where an article's text stands in most systems, the surest first.
const BODIES = ["[itemprop=articleBody]", ".entry-content", ".wp-block-post-content", "article", "main"];
const FEWEST_PARAGRAPHS = 3; // side by side: fewer are a teaser

/** For hosts that are not in the page yet: what they are to stand at the end of. */
const boxes = new Map();

/** The element in `box` that holds running text, if any does. */
const textIn = (box) => {
  const counts = new Map();
  for (const { parentNode } of box.querySelectorAll("p")) {
    counts.set(parentNode, (counts.get(parentNode) || 0) + 1);
    if (counts.get(parentNode) == FEWEST_PARAGRAPHS) return parentNode;
  }
};

/** The one article of the page; nothing on a page of several, or of none. */
const findArticle = () => {
  for (const body of BODIES) {
    const [found, ...others] = [...document.querySelectorAll(body)].filter(textIn);
    if (found) return others[0] ? null : body == "main" ? textIn(found) : found;
  }
};

const newHost = (kind, box) => {
  const host = document.createElement("div");
  host.dataset.smallfavor = kind;
  boxes.set(host, box);
  return host;
};

/** The first placement of each kind: {epic: element}. What the page does not mark, the tag may name (`told`): the end of
 * `data-epic`, a selector ("" for nowhere), else of the article; `data-banner`; `data-header`. */
export const hostsOf = (told = { epic: "" }) => {
  const { epic, banner, header } = told;
  const hosts = {};
  for (const host of document.querySelectorAll("[data-smallfavor]")) hosts[host.dataset.smallfavor] ||= host;
  const link = header && document.querySelector(header);
  const box = !hosts.epic && epic != "" && (epic ? document.querySelector(epic) : findArticle());
  if (link) hosts.header ||= link;
  if (box) hosts.epic = newHost("epic", box);
  if (banner != null) hosts.banner ||= newHost("banner", document.body);
  return hosts;
};

/** What to watch for `host`: itself or, while it is not in the page, the last thing that will stand before it. */
export const before = (host) => {
  const box = boxes.get(host);
  return box ? [...box.children].reverse().find((each) => each.offsetHeight) || box : host;
};

/** Puts a host that is not in the page yet where it belongs. */
export const settle = (host) => {
  const box = boxes.get(host);
  const last = before(host);
  if (box) last == box ? box.append(host) : last.after(host);
  boxes.delete(host);
};

/** The page as decide() wants it, `locate` apart. `data-section="news"` on the tag, or `data-smallfavor-section` on the
 * body, is its `section`, and so on. An article that was found by itself has its address for a name. */
export const pageOf = (hosts, told) => {
  const isFound = boxes.has(hosts.epic);
  const page = {
    zone: window.Temporal ? Temporal.Now.timeZoneId() : Intl.DateTimeFormat().resolvedOptions().timeZone, // Intl is slow
    language: document.documentElement.lang,
    device: innerWidth < 600 ? "phone" : innerWidth < 1000 ? "tablet" : "desktop",
    offset: -new Date().getTimezoneOffset(),
    article: isFound ? document.querySelector("link[rel=canonical]")?.href || location.pathname : "",
    from: document.referrer && new URL(document.referrer).hostname,
    host: location.hostname,
    placements: Object.keys(hosts),
  };
  const said = document.body.dataset;
  for (const key in told) page[key.toLowerCase()] = told[key];
  for (const key in said) page[key.replace("smallfavor", "").toLowerCase()] = said[key];
  return page;
};

/** The page with the time, the reader's day, the country (as the page says, else by the time zone, else unknown: ""), and
 * where the reader comes from: `manifest.referrers` has a pattern for each kind besides direct, internal and other. */
export const locate = (manifest, page, now) => {
  const { from, host } = page;
  const { zones, referrers } = manifest;
  const kind = Object.keys(referrers || {}).find((each) => RegExp(referrers[each]).test(from));
  return {
    ...page,
    language: page.language || manifest.paper.language,
    now,
    day: dayOf(now, page.offset),
    country: page.country || zones[page.zone] || "",
    referrer: !from ? "direct" : from == host ? "internal" : kind || "other",
  };
};
