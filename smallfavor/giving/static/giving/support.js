// The form with JavaScript: the button and the sentence say the typed amount too, and the cards follow the currency.
// Everything works without it. Texts and dates come from the server, in data attributes.
(() => {
  "use strict";
  const form = document.getElementById("support");
  if (!form || !window.Intl) return;
  const language = document.documentElement.lang;
  const offers = JSON.parse(form.dataset.offers);
  const amount = form.elements.amount, currency = form.elements.currency;
  const truth = form.querySelector("p.v-live"), button = form.querySelector("span.v-live");

  const zones = (form.dataset.zones || "").split(" ");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  if (zone && zones.includes(zone) && !new URLSearchParams(location.search).get("country")) {
    location.replace("/support/?zone=" + encodeURIComponent(zone) + "&lang=" + language);
    return;
  }

  const money = (major) => {
    const whole = Number.isInteger(major);
    const options = { style: "currency", currency: currency.value, currencyDisplay: "symbol" };
    if (whole) options.minimumFractionDigits = options.maximumFractionDigits = 0;
    return new Intl.NumberFormat(language, options).format(major);
  };
  // Only what can mean one amount alone is spoken before the server has read it.
  const typed = () => {
    const plain = amount.value.replace(/\s/g, "");
    return /^\d{1,9}([.,]\d{1,2})?$/.test(plain) ? Number(plain.replace(",", ".")) : NaN;
  };
  const chosen = () => form.querySelector("[name=interval]:checked");
  const group = () => form.querySelector(".presets-" + (chosen() ? chosen().value : "monthly"));

  const say = () => {
    const now = group(), written = amount.value.trim() !== "";
    const preset = now.querySelector("input:checked");
    const value = written ? typed() : preset ? Number(preset.value) : NaN;
    const text = value > 0 ? money(value) : "";
    button.textContent = text ? now.dataset.button.replace("{amount}", text) : now.dataset.plain;
    const sentence = text ? now.dataset.truth.replace("{amount}", text) : now.dataset.this;
    if (truth.textContent !== sentence) truth.textContent = sentence;
  };

  let drawn = form.elements.shown.value;
  const recut = () => {
    for (const one of form.querySelectorAll(".presets")) {
      const cards = one.querySelectorAll("input");
      offers[currency.value][one.dataset.interval].forEach((major, n) => {
        cards[n].value = major;
        cards[n].nextElementSibling.textContent = money(Number(major));
      });
    }
    form.elements.shown.value = drawn = currency.value;
  };

  form.addEventListener("change", (event) => {
    if (event.target === currency) recut();
    else if (event.target.name && event.target.name.startsWith("preset_")) amount.value = "";
    say();
  });
  form.addEventListener("input", (event) => { if (event.target === amount) say(); });
  // A page that comes back from the browser's memory may show other choices than it was sent with.
  addEventListener("pageshow", () => {
    if (currency.value !== drawn) recut();
    say();
  });

  truth.hidden = button.hidden = false;
  form.classList.add("live");
  say();
})();
