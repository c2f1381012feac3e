// For our own form pages (thanks, pending, manage, remind): what the reader's device is to remember or forget.
// Every page works without it. It shows buttons that stand `hidden` in the page, since they need this script.
import { dayOf, monthLater } from "./days.js";
import { beQuiet, change, forget, remindOn } from "./visitor.js";

const today = dayOf(Date.now() / 1000, -new Date().getTimezoneOffset());

/** Shows the button and, once pressed, says `data-done` in the live region that follows it, or on the button itself. */
const arm = (button, act) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    act(button);
    const region = button.parentElement.querySelector("[role=status]");
    (region || button).textContent = button.dataset.done || "";
    button.disabled = true;
  });
};

/** `<button data-smallfavor-NAME>`: each is armed with `act`. */
const armAll = (name, act) => document.querySelectorAll(`button[data-smallfavor-${name}]`).forEach((each) => arm(each, act));

/** The day that the form's `when` names: "week", "month", or "date" with the field `date`; or an ISO date itself. */
const chosenDay = (form) => {
  const fields = new FormData(form);
  const when = fields.get("when");
  if (when == "week") return today + 7;
  if (when == "month") return monthLater(today);
  return Date.parse(fields.get("date") || when) / 864e5 || today + 7;
};

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 30000;
const MOST_QUESTIONS = 40;

/** Asks again and again, ever more rarely, whether the payment has settled; moves on when the answer leads
 * elsewhere. The form's live region says so once, in the words of `data-smallfavor-check`. */
const watch = (form) => {
  let wait = FIRST_WAIT_MS;
  let questions = 0;
  const region = form.querySelector("[role=status]");
  if (region) region.textContent = form.dataset.smallfavorCheck;
  const ask = async () => {
    if (!document.hidden) {
      questions++;
      try {
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
        if (answer.ok && new URL(answer.url).pathname != location.pathname) return location.replace(answer.url);
      } catch {} // no connection just now: asked again later
      wait = Math.min(wait * 1.5, LONGEST_WAIT_MS);
    }
    if (questions < MOST_QUESTIONS) setTimeout(ask, wait);
  };
  setTimeout(ask, wait);
};

/** `<meta name="smallfavor-NAME-days" content="90">`: what the page itself leaves on the device. */
const onDays = (name, act) => {
  const meta = document.querySelector(`meta[name=smallfavor-${name}-days]`);
  if (meta) change((v) => act(v, today + +meta.content, ""));
};

onDays("quiet", beQuiet);
onDays("remind", remindOn);
armAll("quiet", (button) => change((v) => beQuiet(v, today + +button.dataset.smallfavorQuiet)));
armAll("forget", forget);
armAll("remind", (button) => change((v) => remindOn(v, chosenDay(button.form), "")));
document.querySelectorAll("form[data-smallfavor-check]").forEach(watch);
