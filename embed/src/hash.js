// Two small hashes: the same on every browser, and in the tests' oracle.

/** FNV-1a, as a signed 32-bit number. */
export const hash = (text) => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
};

/** A number in [0, 1) from two hashes (the finisher of MurmurHash3, so that salts are independent). */
export const mix = (a, b) => {
  let h = a ^ b;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
};
