// The audience's sentences: what is ticked moves up among the used ones, names are put in with one click, and what the
// studio's check has found is told. Without this script every sentence stands in its list and works all the same.
(() => {
  "use strict";
  const audience = document.querySelector("[data-audience]");
  const studio = document.querySelector("[data-studio]");
  if (!audience || !studio) return;

  const firstControl = (filter) => filter.querySelector(".who-controls :is(input, select, textarea)");
  audience.addEventListener("change", ({ target }) => {
    const filter = target.closest("[data-filter]");
    if (target.name === "who-use" && target.checked) {
      filter.closest("[data-group]").querySelector("[data-used]").append(filter);
      (firstControl(filter) || target).focus();
    }
  });

  for (const select of audience.querySelectorAll("[data-adds]")) {
    select.hidden = false;
    select.addEventListener("input", (event) => event.stopPropagation());
    select.addEventListener("change", () => {
      const field = document.getElementById(select.dataset.adds);
      const words = field.value.split(",").map((word) => word.trim());
      if (select.value && !words.includes(select.value)) {
        field.value = [...words, select.value].filter(Boolean).join(", ");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      select.value = "";
    });
  }

  const paragraph = (words, number) => {
    const line = document.createElement("p");
    line.textContent = words;
    line.className = number ? "help" : "";
    return line;
  };
  studio.addEventListener("studio:checked", ({ detail }) => {
    studio.querySelector("[data-studio-reach]").replaceChildren(...detail.reach.map(paragraph));
    const told = detail.conflicts.map(({ kind, before, after, other_name, url }) => {
      const item = document.createElement("li");
      item.className = `plea-conflict plea-conflict-${kind}`;
      const link = document.createElement("a");
      link.href = url;
      link.textContent = `“${other_name}”`;
      item.append(before, link, after);
      return item;
    });
    studio.querySelector("[data-studio-conflicts]").replaceChildren(...told);
  });
})();
