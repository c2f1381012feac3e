// What may be believed: manifest and texts by the paper's signature, and the mark of a reader who comes back from giving.
// Not here: what a signature can't prove (docs/embedding.md): whoever can change this script can change this, too.

const PAPER_KEY = "%KEY%"; // the paper's public key and its own hosts: written in by smallfavor/appeals/scripts.py
const HOSTS = "%HOSTS%";
const HASH = "SHA-256";
const { subtle } = crypto; // nothing on pages without https

const encode = (text) => new TextEncoder().encode(text);
const decode = (base64) => Uint8Array.from(atob(base64), (each) => each.charCodeAt());

/** On the paper's own pages everything comes the way the page itself came: a signature would prove nothing more. */
const isOwn = (home) => home.origin == location.origin && HOSTS.split(" ").includes(home.host);

/** A tag may pin the key (`data-paper`): then a mirror's copy of this script can't bring another. */
export const keyOf = ({ paper }) => (paper?.length == PAPER_KEY.length ? paper : PAPER_KEY);

/** Rejects where the browser can't verify (pages without https). */
const isSigned = async (key, purpose, text, signature) => {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: HASH };
  const publicKey = await subtle.importKey("raw", decode(key), algorithm, false, ["verify"]);
  return subtle.verify(algorithm, publicKey, decode(signature), encode(purpose + ":" + text));
};

/** The manifest whose last member signs all that stands before it. Of what is not signed nothing is used. */
export const readManifest = async (text, key, home) => {
  if (isOwn(home)) return JSON.parse(text);
  const [, signed, signature] = /^(.*),"signature":"(.*)"}$/s.exec(text);
  if (!(await isSigned(key, "manifest", signed, signature))) throw 0;
  return JSON.parse(signed + "}");
};

/** The text at `path`, whose name is in the signed manifest: 64 bits of the hash of what must lie there. */
export const readText = async (text, path, home) => {
  if (!isOwn(home)) {
    const hash = new DataView(await subtle.digest(HASH, encode(text))).getBigUint64(0);
    if (!path.includes(hash.toString(16).padStart(16, "0"))) throw 0;
  }
  return JSON.parse(text);
};

/** For how many days the thanks page, which led here in the last minutes, asks us to be quiet; else nothing. Its mark
 * is taken out of the address bar at once. */
export const takeMark = async (key, now) => {
  const [mark, days, until, signature] = /^#smallfavor-quiet=(\d+)\.(\d+)\.(.+)/.exec(location.hash) || [];
  if (!mark) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  if (now < until && (await isSigned(key, "return", days + "." + until + "." + location.origin, signature))) return +days;
};
