// Groups the digits while one types, and keeps a second click from sending the form twice. The page works without it.
"use strict";
(() => {
  const regroup = (input, shape) => {
    input.addEventListener("input", () => {
      const atEnd = input.selectionStart === input.value.length;
      if (atEnd) input.value = shape(input.value.replace(/\D/g, ""), input.value);
    });
  };
  const number = document.querySelector("[data-number]");
  const expiry = document.querySelector("[data-expiry]");
  if (number) regroup(number, (digits) => digits.slice(0, 19).replace(/(.{4})(?=.)/g, "$1 "));
  if (expiry) {
    regroup(expiry, (digits, typed) => {
      const lone = /^\s*[1-9]\s*[/.\-]/.test(typed) || /^[2-9]/.test(digits);
      const padded = lone ? `0${digits}` : digits;
      if (padded.length <= 2) return padded;
      const year = padded.slice(2);
      return `${padded.slice(0, 2)} / ${year.slice(0, year.startsWith("20") ? 4 : 2)}`;
    });
  }
  for (const form of document.querySelectorAll("[data-pay]")) {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) {
        event.preventDefault();
        return;
      }
      sent = true;
      const button = event.submitter || form.querySelector("button");
      button.dataset.words = button.textContent;
      button.textContent = form.dataset.working;
      button.setAttribute("aria-disabled", "true");
    });
    // Back from the next page: the form is whole again.
    window.addEventListener("pageshow", () => {
      sent = false;
      for (const button of form.querySelectorAll("[data-words]")) {
        button.textContent = button.dataset.words;
        button.removeAttribute("aria-disabled");
      }
    });
  }
})();
