// The small sum of a browser while cards are being tested: for each part, a number whose SHA-256 with the seed begins
// with twelve zero bits. In slices, so that the page stays awake; without it, a mailed link does the same.
(() => {
  "use strict";
  const BITS = 12, SLICE_MS = 40;
  const form = document.getElementById("proof");
  if (!form || !form.dataset.seed || !window.Int32Array) return;

  const K = new Int32Array(64), START = new Int32Array(8);
  for (let n = 2, found = 0; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    const fraction = (root) => ((root - Math.floor(root)) * 4294967296) | 0;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found++] = fraction(Math.cbrt(n));
  }

  const words = new Int32Array(64);
  // The first 32 bits of SHA-256 of a text of at most 55 ASCII letters.
  const firstWord = (text) => {
    words.fill(0, 0, 16);
    const length = text.length;
    for (let i = 0; i < length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
    words[length >> 2] |= 0x80 << (24 - 8 * (length & 3));
    words[15] = length * 8;
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15], y = words[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
    }
    let a = START[0], b = START[1], c = START[2], d = START[3], e = START[4], f = START[5], g = START[6], h = START[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    return (a + START[0]) | 0;
  };

  const parts = Number(form.dataset.parts), answer = [];
  const says = form.querySelector("[role=status]");
  let number = 0;
  const search = () => {
    const until = performance.now() + SLICE_MS;
    while (answer.length < parts) {
      const head = form.dataset.seed + "." + answer.length + ".";
      for (let tries = 0; tries < 256; tries++, number++) {
        if (firstWord(head + number) >>> (32 - BITS) === 0) { answer.push(number); number = 0; break; }
      }
      if (performance.now() > until) { setTimeout(search, 0); return; }
    }
    form.elements.done.value = answer.join(".");
    says.textContent = form.dataset.done;
    form.submit();
  };

  for (const one of document.querySelectorAll(".proof-live")) one.hidden = false;
  for (const one of document.querySelectorAll(".proof-still")) one.hidden = true;
  says.textContent = form.dataset.doing;
  // After the page has been drawn and read out; a page that comes back from the browser's memory starts anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) { location.reload(); return; }
    setTimeout(search, 100);
  });
})();
