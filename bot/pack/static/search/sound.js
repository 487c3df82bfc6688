// How Chinese characters sound, and whether a Latin word is pinyin.

// tables.sounds: each sound with the characters that have it.
const sounds = new Map();
for (const [, sound, characters] of tables.sounds.matchAll(/([^\s㐀-鿿]+)([㐀-鿿]+)/g)) {
  for (const character of characters) sounds.set(character, sound);
}
const syllables = new Set(tables.syllables.split(" "));
const LONGEST_SYLLABLE = 6;

function soundOf(character) {
  return sounds.get(character) ?? character;
}

// Words that mean the same, typed by their sounds, become the first of their group, too.
const lineOf = (sounds) => `\n${sounds.join("\n")}\n`;
const firstSounds = new Map([...firstOfGroup].filter(([word]) => HAN.test(word))
  .sort(([one], [other]) => other.length - one.length)
  .map((words) => words.map((word) => lineOf([...word].map(soundOf)))));

function firstBySound(sounds) {
  let line = lineOf(sounds);
  for (const [other, first] of firstSounds) line = line.replaceAll(other, first);
  return line.trim().split("\n");
}

// zh, ch, sh are heard as z, c, s, and -ng as -n.
function fuzzy(syllable) {
  return syllable.replace(/^([zcs])h/, "$1").replace(/ng$/, "n");
}

// The fewest syllables a word can be read as; none if it is not pinyin.
function segment(word) {
  const best = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start += 1) {
      const before = best[start];
      const piece = word.slice(start, end);
      if (!before || !syllables.has(piece)) continue;
      if (!best[end] || before.length + 1 < best[end].length) best[end] = [...before, piece];
    }
  }
  return (best[word.length] ?? []).map((piece) => fuzzy(tables.alsoTyped[piece] ?? piece));
}
