// The preview's panel: why this reader would see this plea on this page, or why not, one line for each condition.
// It is loaded by embed.js for a signed preview alone, and for the newsroom: its words are the desk's.
import css from "./why.css";
import { factsOf } from "./decide.js";
import { explain } from "./explain.js";

const [manifest, visitor, page, now] = window.smallfavor.preview;
const at = factsOf(manifest, visitor, page, now);
const { variant } = manifest.force;
const [appeal] = Object.values(manifest.places).flat();
const wish = appeal.audience || {};

const el = (name, ...children) => {
  const [tag, className = ""] = name.split(".");
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
};

const moment = (seconds) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: manifest.paper.zone })
    .format(seconds * 1000);
const onDay = (day) => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(day * 864e5);
const times = (count) => (count == 1 ? "once" : `${count} times`);
const list = (...parts) => parts.flat(2).filter(Boolean).join(", ");

/** "wanted: a, b; here: c" */
const wanted = (names, here) => {
  const all = list(names.map((name) => wish[name]));
  return all ? `wanted: ${all}; here: ${list(here) || "not known"}` : "asks for nothing";
};
const axes = ["sections", "topics", "articles", "countries", "segments"];
const leftOut = () => {
  const named = list(axes.map((name) => wish["not_" + name]));
  return named ? `left out: ${named}` : "leaves nothing out";
};
const inWords = ({ of, weeks, min, max }) => {
  const [kind, name] = (of || "").split(/:(.*)/);
  const where = { s: `in ${name}`, t: `on ${name}` }[kind] || "";
  const bounds = list(min > 0 && `at least ${min}`, max < Infinity && `at most ${max}`);
  return `${bounds} articles ${where} in ${weeks} ${weeks == 1 ? "week" : "weeks"}`.replace("  ", " ");
};
const read = () => {
  if (!appeal.reading) return "asks for nothing";
  if (!at.isCounted) return "this reader is not counted, so that it isn’t known";
  return appeal.reading.map((each) => {
    const counts = at.lists[each.list];
    return `${inWords(each)}: ${counts[each.weeks - at.week + counts[0]] || 0} here`;
  }).join("; ");
};
const asked = (days) => (days[0] === undefined ? "not asked yet" : `asked ${times(days.length)}, last on ${onDay(days.at(-1))}`);
const views = (at.views[appeal.id] || []).slice(1);

/** Each condition: what it is called, and what it finds. */
const CONDITIONS = {
  on: ["Asking is switched on", () => (manifest.off ? "all asking is stopped at the desk" : "")],
  fresh: ["The list of pleas is fresh", () => `until ${moment(manifest.expires)}`],
  safe: ["The country is safe to ask in", () => page.country || "country not known"],
  quiet: ["Not asked to be quiet", () => (at.quiet > at.day ? `this device is left alone until ${onDay(at.quiet)}` : "")],
  schedule: ["Begun, and not over", () =>
    list(appeal.from && `from ${moment(appeal.from)}`, appeal.until && `until ${moment(appeal.until)}`) || "without an end"],
  content: ["Section, topic or article", () =>
    wanted(["sections", "topics", "articles"], [page.section, (page.topics || "").split(" "), page.article])],
  language: ["Language", () => `texts: ${list(Object.keys(appeal.variants[0].texts)) || "none"}; here: ${page.language || "not known"}`],
  country: ["Country", () => wanted(["countries"], [page.country])],
  device: ["Device", () => wanted(["devices"], [page.device])],
  segment: ["Segment, as the page says", () => wanted(["segments"], [page.segment])],
  referrer: ["Where the reader comes from", () => wanted(["referrers"], [page.referrer])],
  consent: ["Consent", () => wanted(["consent"], [at.consent])],
  signed_in: ["Signed in", () => `the page says: ${page.signedin || "nothing"}`],
  left_form: ["Left the form half-way", () =>
    visitor.form ? `opened it on ${onDay(visitor.form)}` : wish.left_form ? "has not opened it lately" : "asks for nothing"],
  excluded: ["Not among those left out", leftOut],
  gentle: ["Not a sensitive page, or a gentle plea", () =>
    list(at.isSensitive ? "the page is sensitive" : "an ordinary page", appeal.gentle && "the plea is gentle")],
  holdback: ["Not held back", () => (appeal.holdback ? `${Math.round(appeal.holdback * 100)} of 100 readers are` : "nobody is")],
  reading: ["Articles read", read],
  pace: ["Not asked too often by all pleas", () =>
    manifest.cap ? `at most ${times(manifest.cap.views)} in ${manifest.cap.days} days; ${asked(visitor.asked)}` : "no limit"],
  gap: ["Long enough since the last time", () => (appeal.gap_days ? `${appeal.gap_days} days; ${asked(views)}` : "asks for nothing")],
  cap: ["Not shown too often", () =>
    appeal.cap ? `at most ${times(appeal.cap.views)} in ${appeal.cap.days} days; ${asked(views)}` : "no limit of its own"],
};

const [verdicts] = explain(manifest, visitor, page, now);
const names = Object.keys(CONDITIONS);
const against = names.filter((name) => !verdicts[name]);
const isHere = page.placements.includes(appeal.placement);

const outcome =
  !isHere ? `This page has no place for it (${appeal.placement}), so that it is not drawn.`
  : against[0] ? `A reader like you would not see it here: ${against.length} of ${names.length} conditions ${against[1] ? "say" : "says"} no.`
  : "A reader like you would see it here, unless another plea for the same place comes first.";

const line = (name) => {
  const [label, find] = CONDITIONS[name];
  const found = find();
  const words = el("span", label, ...(found ? [el("small", found)] : []));
  return verdicts[name] ? el("li.yes", el("b", "Yes"), words) : el("li.no", el("b", "No"), words);
};

const panel = el(
  "details",
  el("summary", `Preview of ${appeal.id}, wording ${variant}`),
  el("p", outcome),
  el("p", "It is drawn whatever they say. Nothing of it is counted or kept on this device."),
  el("ul", ...against.map(line), ...names.filter((name) => verdicts[name]).map(line)),
);
panel.open = true;
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
const host = el("aside");
host.ariaLabel = "Preview";
const root = host.attachShadow({ mode: "open" });
root.adoptedStyleSheets = [sheet];
root.append(panel);
document.body.append(host);
