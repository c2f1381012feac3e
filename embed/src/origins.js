// Where the paper's forms can be reached: of the origins that the manifest lists, the first one that answers.

const PATIENCE_MS = 3000;

/** In the order to try: first the one that gave us this page or the manifest, since it answered just now. */
export const originsOf = ({ links: { origins } }, home) =>
  [...new Set([location.origin, home.origin, ...origins])].filter((each) => !origins[0] || origins.includes(each));

/** Asks a small question of one after another, which costs no paint: the links stand already. A single one is not asked. */
export const firstAlive = async (origins) => {
  if (origins[1])
    for (const origin of origins)
      try {
        const signal = AbortSignal.timeout(PATIENCE_MS);
        if ((await fetch(origin + "/health/live", { signal, cache: "no-store" })).ok) return origin;
      } catch {} // that one can't be reached from here
  return origins[0];
};

/** Links in `host` that lead to the origin `from` now lead to `to`. */
export const lead = (host, from, to) => {
  for (const link of (host.shadowRoot || host).querySelectorAll("a"))
    if (link.origin == from) link.href = to + link.pathname + link.search;
};
