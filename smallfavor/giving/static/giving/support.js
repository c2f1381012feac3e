// The form with JavaScript: the button and the sentence say the typed amount too, and the cards follow the currency;
// the ways to pay follow currency, interval and amount.
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
    offer(value);
  };

  // Ways to pay. What the reader chose comes back as soon as it fits again.
  const takes = JSON.parse(form.dataset.takes);
  const ways = [...form.querySelectorAll(".way")], field = form.querySelector(".ways");
  const radio = (way) => way.querySelector("input"), called = (way) => way.querySelector(".way-name").firstChild.data;
  const alone = document.getElementById("way-alone"), said = document.getElementById("ways-said");
  const none = document.getElementById("ways-none");
  let wanted = ways.find((way) => radio(way).checked), shown = "";

  const fitting = (value) => {
    const interval = chosen() ? chosen().value : "monthly";
    const fits = (way, any) => (takes[radio(way).value][currency.value] || []).some(
      ([intervals, least, most]) =>
        intervals.includes(interval) && (any || !(value < least || (most && value > most))));
    const exact = ways.filter((way) => fits(way, false));
    // An amount that nobody takes is refused itself.
    return exact.length ? exact : ways.filter((way) => fits(way, true));
  };

  const offer = (value) => {
    if (!field) return;
    const now = fitting(value), before = shown;
    const pick = now.includes(wanted) ? wanted : now[0];
    for (const way of ways) {
      way.hidden = !now.includes(way);
      radio(way).checked = way === pick;
    }
    field.hidden = now.length < 2 && !field.classList.contains("field-wrong");
    none.hidden = now.length > 0;
    alone.hidden = now.length !== 1 || !field.hidden;
    alone.textContent = pick ? field.querySelectorAll(".way-leads > p")[ways.indexOf(pick)].textContent : "";
    shown = now.map((way) => radio(way).value).join() + ":" + (pick ? radio(pick).value : "");
    if (!before || shown === before || !pick) return;
    const pattern = now.length > 1 ? field.dataset.say : field.dataset.sayAlone;
    said.textContent = pattern.replace("{ways}", now.map(called).join(", ")).replace("{way}", called(pick));
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
    else if (event.target.name === "method") {
      wanted = event.target.closest(".way");
      shown = "";
    } else if (event.target.name && event.target.name.startsWith("preset_")) amount.value = "";
    say();
  });
  form.addEventListener("input", (event) => { if (event.target === amount) say(); });
  // A page that comes back from the browser's memory may show other choices than it was sent with.
  addEventListener("pageshow", () => {
    if (currency.value !== drawn) recut();
    wanted = ways.find((way) => radio(way).checked) || wanted;
    say();
  });

  truth.hidden = button.hidden = false;
  form.classList.add("live");
  say();
})();
