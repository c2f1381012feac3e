// The preview beside a plea that is being written: the paper's own page in sandboxed frames, one for each look.
// It is told of a new draft by the event "studio:checked" (pleas.js). A frame that shows the right page already is only told
// to draw again; else a new one is loaded out of sight and then takes the old one's place.
(() => {
  "use strict";
  const studio = document.querySelector("[data-studio]");
  const box = studio?.querySelector("[data-studio-frames]");
  if (!box) return;
  const DRAWN_WITHIN_MS = 3000;
  const WIDTHS = { phone: 390, desktop: 1280 };
  const PHONE_HEIGHT = 780;
  const find = (name) => studio.querySelector(`[data-studio-${name}]`);
  const buttons = (name) => [...studio.querySelectorAll(`button[data-${name}]`)];
  const wide = matchMedia("(min-width: 68rem)");
  const chosen = { view: wide.matches ? "all" : "phone", scheme: "light", dir: "" };
  const articleFor = {};
  let told; // {preview, language, placement} of the newest draft

  const looks = () =>
    chosen.view === "all"
      ? [
          { name: "Phone", width: "phone", scheme: "light", dir: "" },
          { name: "Dark", width: "phone", scheme: "dark", dir: "" },
          { name: "Right to left", width: "phone", scheme: "light", dir: "rtl" },
          { name: "Desktop", width: "desktop", scheme: "light", dir: "" },
        ]
      : [{ name: "", width: chosen.view, scheme: chosen.scheme, dir: chosen.dir }];

  // --- one figure for each look ---

  const figures = () => [...box.querySelectorAll("figure")];
  const framesOf = (figure) => [...figure.querySelectorAll("iframe")];
  const isComing = (frame) => "coming" in frame.dataset;

  const arrange = () => {
    box.dataset.view = chosen.view;
    box.replaceChildren(
      ...looks().map((look) => {
        const figure = document.createElement("figure");
        Object.assign(figure.dataset, look);
        const caption = document.createElement("figcaption");
        caption.textContent = look.name;
        const window_ = document.createElement("div");
        figure.append(window_, caption);
        return figure;
      }),
    );
  };
  const size = (figure) => {
    const room = figure.firstChild;
    const width = WIDTHS[figure.dataset.width];
    const scale = Math.min(1, room.clientWidth / width);
    if (chosen.view === "all") room.style.blockSize = `${PHONE_HEIGHT * scale}px`;
    for (const frame of framesOf(figure)) {
      frame.style.inlineSize = `${width}px`;
      frame.style.blockSize = `${room.clientHeight / scale}px`;
      frame.style.transform = `scale(${scale})`;
      frame.style.insetInlineStart = `${Math.max(0, (room.clientWidth - width * scale) / 2)}px`;
    }
  };

  // --- frames ---

  const takeOver = (frame) => {
    if (!isComing(frame) || !frame.parentNode) return;
    for (const other of [...frame.parentNode.children]) if (other !== frame) other.remove();
    delete frame.dataset.coming;
    redraw(frame); // what was typed while it was loading
  };
  const tokenOf = (address) => address.split("/").at(-3);
  const redraw = (frame) => {
    if (frame.dataset.token === tokenOf(told.preview)) return;
    frame.dataset.token = tokenOf(told.preview);
    frame.contentWindow.postMessage({ draft: frame.dataset.token }, "*");
  };
  // A frame has an origin of its own and can only send word: where it is scrolled to, and that the plea is drawn.
  addEventListener("message", ({ source, data }) => {
    const frame = [...box.querySelectorAll("iframe")].find((each) => each.contentWindow === source);
    if (!frame || !data) return;
    if (data.smallfavor === "scrolled") frame.dataset.top = Math.round(data.top);
    if (data.smallfavor === "drawn") takeOver(frame);
  });

  const load = (figure, page) => {
    const { scheme, dir, name } = figure.dataset;
    for (const frame of framesOf(figure)) if (isComing(frame)) frame.remove();
    const frame = document.createElement("iframe");
    frame.title = `The plea on an article${name && `: ${name}`}`;
    frame.setAttribute("sandbox", "allow-scripts");
    Object.assign(frame.dataset, { coming: "", page, token: tokenOf(told.preview) });
    frame.addEventListener("load", () => setTimeout(() => takeOver(frame), DRAWN_WITHIN_MS));
    const query = new URLSearchParams({ article: find("article").value, country: find("country").value, scheme, dir });
    frame.src = `${told.preview}?${query}`;
    figure.firstChild.append(frame);
    size(figure);
  };
  const preview = () => {
    if (!told) return;
    const page = [find("article").value, find("country").value, told.placement].join("/");
    for (const figure of figures()) {
      const frame = framesOf(figure).find((each) => each.dataset.page === page);
      if (!frame) load(figure, page);
      else if (!isComing(frame)) redraw(frame);
    }
  };

  // --- what is chosen ---

  const show = () => {
    for (const name of ["view", "scheme", "dir"])
      for (const button of buttons(name)) button.setAttribute("aria-pressed", String(button.dataset[name] === chosen[name]));
    for (const part of studio.querySelectorAll("[data-studio-one]")) part.hidden = chosen.view === "all";
    arrange();
    figures().forEach(size);
    preview();
  };
  for (const name of ["view", "scheme", "dir"])
    for (const button of buttons(name))
      button.addEventListener("click", () => {
        chosen[name] = button.dataset[name];
        show();
      });
  const speak = (language) => {
    const select = find("article");
    const spoken = [...select.options].filter((option) => option.dataset.spoken === language);
    if (articleFor[language]) select.value = articleFor[language];
    else if (spoken.length) select.value = spoken[0].value;
  };
  find("article").addEventListener("change", () => {
    if (told) articleFor[told.language] = find("article").value;
    preview();
  });
  find("country").addEventListener("change", preview);
  studio.addEventListener("studio:checked", ({ detail }) => {
    const isOther = told?.language !== detail.language;
    told = detail;
    if (isOther) speak(told.language);
    preview();
  });
  new ResizeObserver(() => figures().forEach(size)).observe(box);
  wide.addEventListener("change", () => {
    if (!wide.matches && chosen.view === "all") chosen.view = "phone";
    show();
  });
  show();
})();
