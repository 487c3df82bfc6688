// Repair misspelt English words against the words the content uses.

const CUTOFF = 0.78;
const SHORTEST = 4;
const ordinaryWords = tables.ordinaryWords.split(" ");
const ordinaryStems = new Set(ordinaryWords.map(stem));
const knownWords = new Map();
const knownStems = new Set();
// Of those that are as near the first is taken: an ordinary word.
for (const word of [...ordinaryWords, ...tables.otherWords.split(" ")]) {
  if (!/^[A-Za-z]+$/.test(word)) continue;
  if (!knownWords.has(word[0])) knownWords.set(word[0], []);
  knownWords.get(word[0]).push(word);
  knownStems.add(stem(word));
}

function repaired(word) {
  if (word.length < SHORTEST) return null;
  let best = null;
  let likeness = word.length > SHORTEST ? CUTOFF : 0.75;
  for (const known of knownWords.get(word[0]) ?? []) {
    const longer = Math.max(word.length, known.length);
    if (1 - Math.abs(word.length - known.length) / longer < likeness) continue;
    const alike = 1 - distance(word, known) / longer;
    if (alike > likeness || (alike === likeness && best === null)) [best, likeness] = [known, alike];
  }
  return best;
}

// How many letters are added, dropped, changed, or exchanged with their neighbour.
function distance(a, b) {
  let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + !same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
