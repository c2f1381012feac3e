// The screen where a plea is written: one wording and language at a time, checked and previewed while one types.
// Nothing is saved from here; saving and publishing are the form's own buttons.
(() => {
  "use strict";
  const studio = document.querySelector("[data-studio]");
  if (!studio) return;
  const form = studio.querySelector("[data-studio-form]");
  const find = (name) => studio.querySelector(`[data-studio-${name}]`);
  const all = (selector) => [...studio.querySelectorAll(selector)];
  const CALM_MS = 450;
  const DRAWN_WITHIN_MS = 3000;
  const chosen = { wording: "", language: "", width: 360, scheme: "light" };
  const articleFor = {};

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
  const chooseArticle = () => {
    const select = find("article");
    if (!select) return;
    const kept = articleFor[chosen.language];
    const spoken = [...select.options].filter((option) => option.dataset.spoken === chosen.language);
    if (kept) select.value = kept;
    else if (spoken.length) select.value = spoken[0].value;
  };

  // --- the preview: the new frame is drawn out of sight, then takes the old one's place ---

  const size = (frame) => {
    const box = find("frame");
    const scale = Math.min(1, box.clientWidth / chosen.width);
    frame.style.inlineSize = `${chosen.width}px`;
    frame.style.blockSize = `${box.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
    frame.style.insetInlineStart = `${Math.max(0, (box.clientWidth - chosen.width * scale) / 2)}px`;
  };
  const frames = () => [...find("frame").querySelectorAll("iframe")];
  const isComing = (frame) => "coming" in frame.dataset;
  const takeOver = (frame) => {
    if (!isComing(frame)) return;
    for (const other of frames()) if (other !== frame) other.remove();
    delete frame.dataset.coming;
  };
  // The frame has an origin of its own and can only send word: where it is scrolled to, and that the plea is drawn.
  addEventListener("message", ({ source, data }) => {
    const frame = find("frame") && frames().find((each) => each.contentWindow === source);
    if (!frame || !data) return;
    if (data.smallfavor === "scrolled") frame.dataset.top = Math.round(data.top);
    if (data.smallfavor === "drawn") takeOver(frame);
  });
  const preview = (address) => {
    const box = find("frame");
    if (!box) return;
    for (const frame of frames()) if (isComing(frame)) frame.remove();
    const article = find("article").value;
    const key = [article, chosen.width, chosen.language, placement()].join("/");
    const [old] = frames();
    const top = old && old.dataset.key === key ? old.dataset.top : undefined;
    const frame = document.createElement("iframe");
    frame.title = "The plea on an article";
    frame.setAttribute("sandbox", "allow-scripts");
    Object.assign(frame.dataset, { coming: "", key, ...(top && { top }) });
    frame.addEventListener("load", () => setTimeout(() => takeOver(frame), DRAWN_WITHIN_MS));
    const query = new URLSearchParams({ article, country: find("country").value, scheme: chosen.scheme });
    frame.src = `${address}?${query}${top ? `#${top}` : ""}`;
    box.append(frame);
    size(frame);
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
    preview(found.preview);
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
  for (const name of ["wording", "language", "width", "scheme"]) {
    for (const button of all(`[data-${name}]`)) {
      button.addEventListener("click", () => {
        press(name, name === "width" ? Number(button.dataset.width) : button.dataset[name]);
        showPanels();
        if (name === "language") chooseArticle();
        check();
      });
    }
  }
  for (const name of ["article", "country"]) {
    find(name)?.addEventListener("change", () => {
      if (name === "article") articleFor[chosen.language] = find("article").value;
      check();
    });
  }
  addEventListener("resize", () => all("iframe").forEach(size));

  const firstOf = (name) => studio.querySelector(`[data-${name}][aria-pressed="true"]`)?.dataset[name] || "";
  press("wording", firstOf("wording"));
  press("language", firstOf("language"));
  press("width", 360);
  press("scheme", "light");
  showPanels();
  chooseArticle();
  check();
})();
