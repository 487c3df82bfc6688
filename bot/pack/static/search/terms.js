// Which cards hold a term, and how much the term tells. A card is one facet of one entry.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SHARES = [tuning.IN_ASKED, tuning.IN_TEXT, tuning.IN_NAME, tuning.IN_CUE];
const cardCount = tables.cards.length;
const postings = new Map();
const stopWords = new Set(tables.stopWords.split(" "));
const stopCharacters = new RegExp(tables.stopCharacters, "g");

// tables.han: pairs of characters, each followed by its cards; tables.words: the same by line.
for (const [, pair, digits] of tables.han.matchAll(/([㐀-鿿]+)([A-Za-z0-9+/]+)/g)) {
  postings.set(pair, unpacked(digits));
}
for (const line of tables.words.split("\n")) {
  const space = line.lastIndexOf(" ");
  postings.set(`w:${line.slice(0, space)}`, unpacked(line.slice(space + 1)));
}
for (const [pair, cards] of [...postings]) {
  if (pair.length !== 2 || !HAN.test(pair)) continue;
  const heard = `s:${[...pair].map(soundOf).join(" ")}`;
  if (!postings.has(heard)) postings.set(heard, new Map());
  const all = postings.get(heard);
  for (const [card, share] of cards) all.set(card, Math.max(share, all.get(card) ?? 0));
}

// Distances between card numbers, times four, plus which share: base 32, more digits follow
// where the sixth bit is set.
function unpacked(digits) {
  const cards = new Map();
  let [card, value, factor] = [0, 0, 1];
  for (const digit of digits) {
    const bits = DIGITS.indexOf(digit);
    value += (bits % 32) * factor;
    factor *= 32;
    if (bits >= 32) continue;
    card += Math.floor(value / SHARES.length);
    cards.set(card, SHARES[value % SHARES.length]);
    [value, factor] = [0, 1];
  }
  return cards;
}

function weightOf(feature) {
  const count = postings.get(feature).size;
  return Math.log(1 + (cardCount - count + 0.5) / (count + 0.5));
}

// The terms of a question: pairs of Chinese characters and words, without stopwords.
function termsOf(text, tokens, named) {
  const seen = new Set();
  return [...pieces(text, tokens, named)].map(([start, end]) => {
    const term = termOf(tokens, start, end);
    // What is said twice is not asked twice.
    if (seen.has(term.feature)) term.weight = 0;
    seen.add(term.feature);
    return term;
  });
}

function termOf(tokens, start, end) {
  const piece = tokens.slice(start, end);
  const word = isWord(piece[0]);
  const written = word ? `w:${piece[0].form}` : piece.map((token) => token.form).join("");
  const readings = [written];
  if (!word && piece.length > 1) readings.push(`s:${piece.map((token) => token.sound).join(" ")}`);
  for (const [number, feature] of readings.entries()) {
    if (!postings.has(feature)) continue;
    const factor = number ? tuning.SOUND_FACTOR : 1;
    return { start, end, feature, factor, weight: weightOf(feature) * factor, known: true };
  }
  const stopped = word && stopWords.has(piece[0].form);
  const unknown = isHan(piece[0]) ? tuning.UNKNOWN_HAN : tuning.UNKNOWN_WORD;
  const weight = stopped ? tuning.STOPWORD_NAME : unknown;
  return { start, end, feature: written, factor: 1, weight, known: stopped };
}

function* pieces(text, tokens, named) {
  // A name is indexed without its stop characters, but WHO is a word.
  const stop = stopped(text, tokens)
    .map((is, place) => is && !(named.has(place) && isWord(tokens[place])));
  const takes = (place) => place in tokens && isHan(tokens[place]) && !stop[place];
  for (const [place, token] of tokens.entries()) {
    if (stop[place]) continue;
    if (isWord(token)) yield [place, place + 1];
    else if (!isHan(token)) continue;
    else if (takes(place + 1)) yield [place, place + 2];
    else if (!takes(place - 1)) yield [place, place + 1];
  }
}

function stopped(text, tokens) {
  // "Isn't" and "we've" say no more than the words they are made of.
  const is = tokens.map(
    (token) => isWord(token) && (stopWords.has(token.form) || token.form.includes("'")),
  );
  const at = new Map(tokens.map((token, place) => [token.start, place]));
  for (const { 0: words, index } of text.matchAll(stopCharacters)) {
    for (let place = index; place < index + words.length; place += 1) {
      if (at.has(place)) is[at.get(place)] = true;
    }
  }
  return is;
}
