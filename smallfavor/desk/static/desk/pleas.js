// The screen where a plea is written: one wording and language at a time, checked while one types; the preview
// (plea-preview.js) is told of each draft.
// Nothing is saved from here; saving and publishing are the form's own buttons.
(() => {
  "use strict";
  const studio = document.querySelector("[data-studio]");
  if (!studio) return;
  const form = studio.querySelector("[data-studio-form]");
  const find = (name) => studio.querySelector(`[data-studio-${name}]`);
  const all = (selector) => [...studio.querySelectorAll(selector)];
  const CALM_MS = 450;
  const chosen = { wording: "", language: "" };

  const placement = () => form.elements["plea-placement"].value;

  // --- one wording and one language at a time ---

  const press = (name, value) => {
    chosen[name] = value;
    for (const button of all(`[data-${name}]`)) button.setAttribute("aria-pressed", String(button.dataset[name] === String(value)));
  };
  const showPanels = () => {
    for (const panel of all("[data-wording-panel]")) panel.hidden = panel.dataset.wordingPanel !== chosen.wording;
    for (const panel of all("[data-language-panel]")) panel.hidden = panel.dataset.languagePanel !== chosen.language;
    for (const part of all("[data-places]")) part.hidden = !part.dataset.places.split(" ").includes(placement());
    find("wording").value = chosen.wording;
  };

  // --- checking while one types ---

  const tell = (problems) => {
    const box = find("problems");
    const items = problems.map(({ where, what }) => {
      const item = document.createElement("li");
      const place = document.createElement("strong");
      place.textContent = `${where}: `;
      item.append(place, what);
      return item;
    });
    box.querySelector("ul").replaceChildren(...items);
    box.hidden = !items.length;
  };
  const countWords = (words) => {
    for (const panel of all("[data-words-key]")) {
      const count = words[panel.dataset.wordsKey] || 0;
      panel.querySelector("[data-words]").textContent = count ? `${count} words${count > 90 ? "; 90 are plenty" : ""}` : "";
    }
  };
  let latest = 0;
  const check = async () => {
    const turn = ++latest;
    const answer = await fetch(studio.dataset.check, { method: "POST", body: new FormData(form) });
    if (!answer.ok || turn !== latest) return;
    const found = await answer.json();
    tell(found.problems);
    countWords(found.words);
    find("when").textContent = found.when;
    find("who").textContent = found.who;
    const detail = { ...found, language: chosen.language, placement: placement() };
    studio.dispatchEvent(new CustomEvent("studio:checked", { detail }));
  };
  let calm;
  const checkSoon = () => {
    clearTimeout(calm);
    calm = setTimeout(check, CALM_MS);
  };

  // --- what is not saved is not lost unasked ---

  const stateOf = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "preview-wording"));
  const saved = stateOf();
  let isLeaving = false;
  const isChanged = () => stateOf() !== saved;
  form.addEventListener("submit", () => (isLeaving = true));
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && isChanged()) event.preventDefault();
  });

  form.addEventListener("input", () => {
    find("saved").textContent = isChanged() ? "Not saved yet" : "";
    showPanels();
    checkSoon();
  });
  for (const name of ["wording", "language"]) {
    for (const button of all(`[data-${name}]`)) {
      button.addEventListener("click", () => {
        press(name, button.dataset[name]);
        showPanels();
        check();
      });
    }
  }

  const firstOf = (name) => studio.querySelector(`[data-${name}][aria-pressed="true"]`)?.dataset[name] || "";
  press("wording", firstOf("wording"));
  press("language", firstOf("language"));
  showPanels();
  check();
})();
