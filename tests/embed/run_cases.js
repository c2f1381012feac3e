// Runs golden cases in the browser; see test_cases.py for their shape.
async (cases) => {
  const load = (name) => import(`/src/${name}.js`);
  const names = ["days", "decide", "explain", "hash", "page", "visitor", "words"];
  const [days, decide, explain, hash, page, visitor, words] = await Promise.all(names.map(load));
  const modules = { days, decide, explain, hash, page, visitor, words };

  const at = (start, changes) => {
    const subject = structuredClone(start);
    for (const [path, value] of Object.entries(changes || {})) {
      const keys = path.split(".");
      const last = keys.pop();
      keys.reduce((part, key) => part[key], subject)[last] = value;
    }
    return subject;
  };

  // A list of articles read is 53 numbers long; in cases it ends with the last of equal ones.
  const reshaped = (reader, reshape) => {
    const lists = Object.entries(reader.weeks || {});
    reader.weeks = Object.fromEntries(lists.map(([key, list]) => [key, Array.isArray(list) ? reshape(list) : list]));
    return reader;
  };
  const whole = (list) => [...list, ...Array(53 - list.length).fill(list.length > 1 ? list.at(-1) : 0)];
  const short = (list) => list.slice(0, list.findLastIndex((each, i) => i < 2 || each != list[i - 1]) + 1);

  const decideCase = ({ start, changes, stored }) => {
    const { manifest: raw, visitor: kept, page: plain, now } = at(start, changes);
    const manifest = decide.compile(raw);
    const reader = visitor.parse(stored === undefined ? JSON.stringify(reshaped(kept, whole)) : stored);
    const here = page.locate(manifest, plain, now);
    const shown = decide.decide(manifest, reader, here, now);
    const [first] = explain.explain(manifest, reader, here, now);
    const entries = Object.entries(shown);
    return {
      shows: Object.fromEntries(entries.map(([place, it]) => [place, `${it.appeal}/${it.variant}`])),
      fails: Object.keys(first || {}).filter((name) => first[name] === false),
      counted: entries[0]?.[1].counted,
      text: entries[0]?.[1].text,
    };
  };

  /** `call` is "module.function"; `on` is a visitor that the function changes and that is then the answer. */
  const callCase = ({ call, args = [], on, times = 1 }) => {
    const [module, name] = call.split(".");
    const run = modules[module][name];
    if (on === undefined) return { gives: run(...args) ?? null };
    const reader = visitor.parse(JSON.stringify(on.weeks ? reshaped(on, whole) : on));
    const answers = Array.from({ length: times }, () => run(reader, ...args));
    const plain = visitor.parse();
    reshaped(reader, short);
    const changed = Object.entries(reader).filter(([key, value]) => JSON.stringify(value) != JSON.stringify(plain[key]));
    return { gives: Object.fromEntries(changed), answer: answers.at(-1) };
  };

  return cases.map((each) => {
    try {
      return each.call ? callCase(each) : decideCase(each);
    } catch (error) {
      return { error: `${error.stack}` };
    }
  });
};
