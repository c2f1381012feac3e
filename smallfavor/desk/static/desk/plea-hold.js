// Says that somebody is writing, while somebody is, and that it is over when the page is left.
// Without this script saving alone says so.
(() => {
  "use strict";
  const bar = document.querySelector("[data-hold]");
  const form = document.querySelector("[data-studio-form]");
  if (!bar || !form) return;
  const AGAIN_MS = 60_000;
  let saidAt = 0;
  let isMine = false;
  let isLeaving = false;

  const words = (deed) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("deed", deed);
    return body;
  };
  form.addEventListener("input", async () => {
    if (saidAt && performance.now() - saidAt < AGAIN_MS) return;
    saidAt = performance.now();
    const answer = await fetch(bar.dataset.hold, { method: "POST", body: words("hold") });
    isMine = answer.ok;
    bar.hidden = answer.status !== 409;
    if (answer.status === 409) bar.querySelector("[data-holder]").textContent = (await answer.json()).holder;
  });
  form.addEventListener("submit", () => (isLeaving = true));
  addEventListener("pagehide", () => {
    if (isMine && !isLeaving) navigator.sendBeacon(bar.dataset.hold, words("let-go"));
  });
})();
