// The buttons that copy a preview's link. Without this script the link can be marked and copied by hand.
(() => {
  "use strict";
  const links = document.querySelector("[data-links]");
  if (!links) return;
  for (const button of links.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      let said = "The link is copied. Whoever has it sees the draft for 7 days.";
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        said = "The link is marked: copy it with the keyboard.";
      }
      links.querySelector("[data-copied]").textContent = said;
    });
  }
})();
