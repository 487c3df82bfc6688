// Read a question: which entries it names, which facets its words ask for, which terms it holds.

// Equal values are one object, so that a phrase means each of them once.
const interned = new Map();
function intern(value) {
  const key = JSON.stringify(value);
  if (!interned.has(key)) interned.set(key, value);
  return interned.get(key);
}

// Rows of phrases, a bar between those that mean the same.
function phrasesOf(rows, valueOf) {
  const phrases = new Phrases();
  for (const row of rows) {
    const value = intern(valueOf(row));
    for (const line of row[0].split("|")) phrases.add(line, value);
  }
  return phrases;
}

const stemsOfNames = new Set(tables.names.flatMap(([lines]) => lines.split(/[|\s㐀-鿿]+/)));
const nameWords = phrasesOf(tables.names, ([, entry, short]) => ({ entry, abbreviation: short === 1 }));
const cueWords = phrasesOf(tables.cues, ([, facet, entry]) => ({ facet, entry }));
const unansweredWords = phrasesOf(tables.unanswered, ([, subject]) => subject);
const apartWords = {
  parts: phrasesOf(tables.apart, ([, phrase, place]) => ({ phrase, place })),
  counts: [],
  values: tables.apartSubjects,
};
for (const [, phrase, place] of tables.apart) {
  apartWords.counts[phrase] = Math.max(apartWords.counts[phrase] ?? 0, place + 1);
}
const chatterWords = phrasesOf([[tables.chatter]], () => "chatter");
const kindWords = phrasesOf(tables.kindWords, ([, kind]) => kind);

function read(question) {
  const text = prepare(question).slice(-tuning.MAX_CHARACTERS);
  const tokens = respelt(tokenize(text));
  // What no document holds is asked in words, not stems: "nationality" is not "national".
  const written = tokens.map((token) => ({
    ...token, form: token.raw.toLowerCase().replace(/'s$/, ""),
  }));
  const names = withActs(withoutDenied(namesIn(tokens), tokens), kindWords.find(tokens), written);
  const named = new Set(names.flatMap((span) => places(span)));
  const terms = termsOf(text, tokens, named);
  const cues = cueWords.find(tokens).filter((span) => isSure(span, terms));
  const unanswered = [...unansweredWords.find(written), ...findApart(apartWords, written)]
    .filter((span) => span.quality === EXACT || (lengthOf(span) > 2 && isSure(span, terms)))
    .filter((span) => !names.some((name) => covers(name, span)));
  return {
    tokens, terms, names, unanswered,
    cues: longest(cues, names),
    chatter: chatterWords.find(tokens),
    ...thingsIn(tokens),
    pinyin: tokens.some((token) => isHan(token) && isTyped(token)),
  };
}

const POINTING = new Set(["那", "这", "that", "this", "those", "these"]);

// What kinds of thing a question speaks of, and whether it points at one ("that fund").
function thingsIn(tokens) {
  const things = kindWords.find(tokens);
  const pointsAt = ({ start }) => tokens.slice(Math.max(0, start - tuning.MEASURED), start)
    .some((token) => POINTING.has(token.raw.toLowerCase()));
  const kinds = new Set(things.map((span) => span.value));
  const pointedAt = new Set(things.filter(pointsAt).map((span) => span.value));
  return { things, kinds, pointedAt, pointsAtThing: pointedAt.size > 0 };
}

const places = (span) => Array.from({ length: lengthOf(span) }, (_, place) => span.start + place);
const isLetters = (text) => /^\p{L}+$/u.test(text);

// tables.said: syllables, where others stand around: 它 and 吗, not the abbreviations TA and MA.
const said = new Set(tables.said);

// Misspelt words are repaired; where the question is pinyin, words are heard instead, names apart.
function respelt(tokens) {
  const words = tokens.filter((token) => isLetters(token.raw) && !isHan(token));
  if (words.length && !tokens.some(isHan)) {
    const strange = words.filter((token) => said.has(token.raw)
      || (!isCapital(token.raw) && !knownStems.has(token.form)));
    const readable = strange.every((token) => segment(token.raw.toLowerCase()).length);
    if (readable && areMost(strange, words)) return sounded(tokens);
  }
  return tokens.map((token) => {
    // Abbreviations are exact: HC is not HCT.
    if (isHan(token) || !isLetters(token.raw) || token.raw === token.raw.toUpperCase()) return token;
    const word = knownStems.has(token.form) ? null : repaired(token.raw.toLowerCase());
    return word ? { ...token, raw: word, form: stem(word) } : token;
  });
}

// Whether so many words are strange that the rest is no English either; names stay what they are,
// and of one strange word beside them nothing can be told.
function areMost(strange, words) {
  const plain = words.filter((token) => !isCapital(token.raw) && !stemsOfNames.has(token.form));
  const among = strange.length > 1 && strange.length * 2 > plain.length;
  return among || strange.length * 2 >= words.length;
}

// The syllables of what is pinyin, with names and all else as they are.
function sounded(tokens) {
  const pieces = [];
  let run = [];
  const close = () => {
    const sounds = run.length ? firstBySound(run) : [];
    pieces.push(...sounds.map((sound) => ({ raw: sound, form: sound, sound, start: -1 })));
    run = [];
  };
  for (const token of tokens) {
    const syllables = syllablesOf(token);
    if (syllables.length) {
      run.push(...syllables);
    } else {
      close();
      pieces.push(token);
    }
  }
  close();
  return pieces;
}

function syllablesOf({ raw, form }) {
  const word = raw.toLowerCase();
  const name = isCapital(raw) || (stemsOfNames.has(form) && !said.has(word));
  return isLetters(raw) && !name ? segment(word) : [];
}

// The longest names where they overlap, those that are certain first.
function namesIn(tokens) {
  const certain = (span) => span.quality === EXACT || lengthOf(span) >= tuning.LONG;
  const spans = nameWords.find(tokens).filter((span) => isMeant(span, tokens));
  spans.sort((a, b) => certain(b) - certain(a) || lengthOf(b) - lengthOf(a)
    || b.quality - a.quality || a.start - b.start);
  const chosen = [];
  for (const span of spans) {
    const free = chosen.every((other) => other.end <= span.start || span.end <= other.start
      || (other.start === span.start && other.end === span.end));
    if (free) chosen.push(span);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

// The names but those that another is set against: "shelter, not health".
const ARTICLES = new Set(["the", "a", "an"]);
const MARKS = ",，、;；:：.。!！?？-—";
const INSTEAD = new Set(["but", "而", "instead"]);
const ASKING_FIRST = new Set(["is", "are", "why", "为"]);
const DENYING = [["not"], ["不", "是"]];
function withoutDenied(names, tokens) {
  const words = tokens.map((token) => token.raw.toLowerCase());
  // "Is the RC not the HC?" asks of both.
  const asks = "?？".includes(words.at(-1) ?? " ") || ASKING_FIRST.has(words[0]);
  const isDenied = (name) => {
    // "Which clusters are not UNHCR's" sets it against nothing.
    if (name.end < words.length && !MARKS.includes(words[name.end]) && !INSTEAD.has(words[name.end])) return false;
    const end = name.start - (ARTICLES.has(words[name.start - 1]) ? 1 : 0);
    return DENYING.some((said) => {
      const start = end - said.length;
      return start >= 0 && said.every((word, place) => words[start + place] === word)
        && (start === 0 || MARKS.includes(words[start - 1]) || (!asks && names.some((other) => other.end === start)));
    });
  };
  const said = names.filter((name) => !isDenied(name));
  return said.length ? said : names;
}

// An act, and no longer the things to which it is done: to switch a cluster off is deactivation.
const actWords = phrasesOf(
  tables.acts.flatMap((act) => act.said.flat()).filter(Boolean).map((part) => [part]), ([part]) => part,
);
function withActs(names, things, tokens) {
  const words = tokens.map((token) => token.raw.toLowerCase());
  for (const act of tables.acts) {
    const isThing = (name) => act.things.includes(name.value.entry) && (name.value.abbreviation
      || things.some((thing) => thing.value === act.kind && covers(name, thing)));
    const said = names.filter(isThing).flatMap((thing) => placesOf(act, thing, words, tokens));
    if (!said.length) continue;
    const value = intern({ entry: act.entry, abbreviation: false });
    const once = [...new Map(said.map((span) => [`${span.start} ${span.end}`, span])).values()];
    const others = names.filter((name) => !once.some(({ start, end }) => start === name.start && end === name.end));
    return [...others, ...once.map(({ start, end }) => ({ start, end, value, quality: EXACT }))]
      .sort((a, b) => a.start - b.start || a.end - b.end);
  }
  return names;
}

// Whether the last character of a part begins no other word: 关注, 撤离, 了解.
const OTHER_WORDS = { 关: "注心于系键切怀门联", 撤: "离回走退", 了: "解结" };
function isWhole(part, tokens) {
  const following = tokens[part.end]?.raw;
  return !(following && (OTHER_WORDS[tokens[part.end - 1].raw] ?? "").includes(following));
}

// Where the words of an act stand, and the thing to which it is done.
function placesOf(act, thing, words, tokens) {
  const between = (part) => words.slice(Math.min(part.end, thing.end), Math.max(part.start, thing.start));
  const near = actWords.find(tokens).filter((part) => part.quality === EXACT)
    .filter((part) => between(part).every((word) => act.between.includes(word)));
  const one = (value, isThere) => near.filter((part) => part.value === value && isThere(part)).at(-1);
  return act.said.flatMap(([before, after]) => {
    const around = [
      one(before, (part) => part.end <= thing.start), one(after, (part) => thing.end <= part.start && isWhole(part, tokens)),
    ].filter(Boolean);
    return around.length === [before, after].filter(Boolean).length ? [...around, thing] : [];
  });
}

function isMeant(span, tokens) {
  const piece = tokens.slice(span.start, span.end);
  // What is typed by its sound is no abbreviation.
  if (span.value.abbreviation && piece.some(isHan)) return false;
  // Two characters of the same sound are too common to be a name, unless typed as sounds.
  if (span.quality === SOUND) return piece.filter(isHan).length > (piece.every(isTyped) ? 1 : 2);
  // "Without an HC, the RC…" is not about the HC/RC.
  if (span.value.abbreviation && piece.some(({ raw }) => ",、:".includes(raw))) return false;
  if (!span.value.abbreviation || tokens.length === lengthOf(span)) return true;
  // An abbreviation that looks like an ordinary word (who, it) counts only in capitals.
  return piece.every((token) => !ordinaryStems.has(token.form) || isCapital(token.raw));
}

// Whether it was typed in Latin letters.
const isTyped = (token) => /^[\x00-\x7f]+$/.test(token.raw);
const isCapital = (text) => text === text.toUpperCase() && text !== text.toLowerCase();

// A phrase heard by its sound is not just two other words side by side.
function isSure(span, terms) {
  if (span.quality === EXACT) return true;
  const inside = terms.filter((term) => span.start <= term.start && term.end <= span.end);
  const written = inside.every((term) => term.known && term.factor === 1);
  return inside.length >= lengthOf(span) - 1 && !written;
}

// The cues that are neither part of a name nor of a longer cue of the same kind.
function longest(found, names) {
  const outside = found.filter(
    (span) => !names.some((name) => covers(name, span) && lengthOf(name) > lengthOf(span)),
  );
  return outside.filter((span) => !outside.some((other) => covers(other, span)
    && lengthOf(other) > lengthOf(span) && other.quality >= span.quality
    && other.value.entry === span.value.entry));
}
