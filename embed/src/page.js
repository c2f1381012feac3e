// What the page is: its placements, what it says of itself, what the browser knows.
import { dayOf } from "./days.js";

/** The first placement of each kind: {epic: element}. */
export const hostsOf = () => {
  const hosts = {};
  for (const host of document.querySelectorAll("[data-smallfavor]")) hosts[host.dataset.smallfavor] ||= host;
  return hosts;
};

/** The page as decide() wants it, `locate` apart. `data-smallfavor-section="news"` on the body is its `section`, and so on. */
export const pageOf = (hosts) => {
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

/** The page with the reader's day, and the country: as the page says, else by the time zone, else unknown (""). */
export const locate = (manifest, page, now) => ({
  ...page,
  day: dayOf(now, page.offset),
  country: page.country || manifest.zones[page.zone] || "",
});
