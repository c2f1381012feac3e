// The beacon: aggregated counts for the newsroom. Never who: no cookie, no identifier, no referrer.

const MOST = 8; // later views are told as the eighth

/** Sends one event of an appeal; `k` is the how-manieth time. Loss is fine, an answer is not awaited. */
export const tally = (url, { version, appeal, variant, country }, event, k) =>
  fetch(url, {
    method: "POST",
    mode: "no-cors",
    keepalive: true,
    credentials: "omit",
    referrerPolicy: "no-referrer",
    headers: { "content-type": "text/plain" },
    body: JSON.stringify({ v: version, a: appeal, b: variant, e: event, k: Math.min(k, MOST), c: country }),
  }).catch(() => {});
