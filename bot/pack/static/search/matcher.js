// Score the cards by how much of a question's weight they explain, best first.

const cardsOf = tables.entries.map(() => []);
const cardsCued = new Map();
const cueKey = (facet, entry) => `${facet} ${entry}`;
tables.cards.forEach(([entry, facet], card) => {
  cardsOf[entry].push(card);
  for (const key of [cueKey(facet, -1), cueKey(facet, entry)]) {
    if (!cardsCued.has(key)) cardsCued.set(key, []);
    cardsCued.get(key).push(card);
  }
});
const MOST = 12;
const DEFINITION = tables.facets.indexOf("definition");
const BEFORE_NOUNS = new Set(["the", "a", "an", "its", "their", "main"]);
const NAMELESS = new Set(["它", "it", "its"]);

function match(question) {
  const reading = read(question);
  reading.entries = [...new Set(reading.names.map((span) => span.value.entry))];
  const explained = new Float64Array(cardCount);
  for (const term of reading.terms) {
    for (const [card, share] of (term.known && postings.get(term.feature)) || []) {
      explained[card] += share * term.weight;
    }
  }
  const facet = openFacet(reading);
  if (facet !== null || onlyThings(reading)) return { reading, open: true, bare: [], matches: scoreOpen(reading, facet, explained) };
  const names = evidenceOfNames(reading);
  const cues = evidenceOfCues(reading, explained, names);
  const others = leftToNamed(reading);
  const matches = [];
  for (let card = 0; card < cardCount; card += 1) {
    const score = explained[card] + (names.get(card) ?? 0) + (cues.get(card) ?? 0) - (others.get(card) ?? 0);
    if (score > 0) matches.push({ card, score, explained: explained[card], named: names.has(card), cued: cues.has(card) });
  }
  matches.sort((a, b) => b.score - a.score || a.card - b.card);
  matches.length = Math.min(matches.length, MOST);
  for (const found of matches) found.evidence = evidence(reading, found, names, cues);
  return { reading, matches, bare: bare(reading).map((entry) => cardsOf[entry][0]), open: false };
}

// The facet asked for where the question does not say of what.
function openFacet(reading) {
  const { names, terms, tokens, things, pointsAtThing } = reading;
  const asked = askedOf(reading);
  if (names.length || !asked.length || terms.length > tuning.FEW_TERMS) return null;
  // "That committee" says of what no more than "it" does.
  const beside = weightOutside(terms, [...generalOf(reading), ...(pointsAtThing ? things : [])]);
  const rank = (cue) => [cue.value.facet !== DEFINITION, cue.quality, lengthOf(cue)];
  const best = asked.reduce((a, b) => (isGreater(rank(b), rank(a)) ? b : a));
  const nameless = tokens.some((token) => NAMELESS.has(token.raw.toLowerCase()));
  return nameless || beside <= tuning.LITTLE_WEIGHT ? best.value.facet : null;
}

// Whether it speaks of a kind of thing and says neither which one nor what of it.
function onlyThings(reading) {
  const { names, terms, things } = reading;
  const few = !names.length && terms.length > 0 && terms.length <= tuning.FEW_TERMS;
  const asked = askedOf(reading);
  const asks = asked.some((cue) => cue.value.facet !== DEFINITION);
  return few && !asks && things.length > 0
    && weightOutside(terms, [...asked, ...things]) <= tuning.NO_WEIGHT;
}

// The cues that ask of any entry; "coordinator" alone does not ask how they coordinate.
const generalOf = ({ cues }) => cues.filter((cue) => cue.value.entry === -1);
const askedOf = (reading) => generalOf(reading)
  .filter((cue) => !reading.things.some((thing) => covers(thing, cue)));

// What is said beside some of it.
function outside(terms, spans) {
  const covered = (place) => spans.some((span) => span.start <= place && place < span.end);
  return terms.filter((term) => !range(term).every(covered));
}
const weightOutside = (terms, spans) => sumOf(outside(terms, spans));
const range = ({ start, end }) => Array.from({ length: end - start }, (_, n) => start + n);

function isGreater(one, other) {
  const place = one.findIndex((value, number) => value !== other[number]);
  return place >= 0 && one[place] > other[place];
}

// All cards of a facet, those of the most referred-to entries first.
function scoreOpen(reading, facet, explained) {
  const cards = cardsCued.get(cueKey(facet, -1)) ?? [];
  let ofKind = cards.filter((card) => reading.kinds.has(tables.kinds[tables.cards[card][0]]));
  if (ofKind.length < 2 && reading.things.length) {
    // Which one is meant comes before what is asked of it.
    const kinds = reading.pointedAt.size ? reading.pointedAt : reading.kinds;
    ofKind = cardsOf.filter((_, entry) => kinds.has(tables.kinds[entry])).map(([first]) => first);
  }
  return (ofKind.length > 1 ? ofKind : cards).map((card) => {
    const importance = Math.log1p(tables.importance[tables.cards[card][0]]);
    const headed = isHeaded(tables.cards[card][0], reading) ? tuning.HEAD : 0;
    const score = explained[card] + tuning.IMPORTANCE * importance + headed;
    return { card, score, explained: explained[card], named: false, cued: true, evidence: new Map() };
  }).sort((a, b) => b.score - a.score).slice(0, tuning.CHOICES);
}

// Whether a name of an entry ends in a thing spoken of: its head is what it is.
function isHeaded(entry, { tokens, things }) {
  const heads = things.map((thing) => tokens.slice(thing.start, thing.end).map((t) => t.form).join(" "));
  return heads.some((head) => (namesOf.get(entry) ?? []).some((name) => ` ${name}`.endsWith(` ${head}`)));
}

const namesOf = new Map();
for (const [lines, entry] of tables.names) {
  const names = lines.split("|").map((line) => formsOf(line).join(" "));
  namesOf.set(entry, [...(namesOf.get(entry) ?? []), ...names]);
}

// The entries meant where the question is a name and nothing else.
function bare({ terms, names, cues, entries }) {
  const asked = cues.some(({ value, ...cue }) => (value.entry === -1 || entries.includes(value.entry))
    && !names.some((name) => covers(name, cue)));
  const spans = new Set(names.map((name) => `${name.start} ${name.end}`));
  return spans.size === 1 && !outside(terms, names).length && !asked ? entries : [];
}

// A card of a named entry explains its name wholly, and more.
function evidenceOfNames({ terms, names }) {
  const inside = new Map();
  for (const name of names) {
    if (!inside.has(name.value.entry)) inside.set(name.value.entry, new Map());
    for (const term of terms) {
      if (covers(name, term)) inside.get(name.value.entry).set(term.start, term.weight);
    }
  }
  const found = new Map();
  for (const [entry, weights] of inside) {
    const sum = [...weights.values()].reduce((a, b) => a + b, 0);
    const weight = tuning.NAME_BASE + sum * (1 + tuning.NAME_BONUS - tuning.IN_NAME);
    for (const card of cardsOf[entry]) found.set(card, weight);
  }
  return found;
}

// The cards whose facet is asked for, among those that hold a word at all.
function evidenceOfCues(reading, explained, names) {
  const { cues, tokens, pinyin } = reading;
  const found = new Map();
  for (const cue of cues) {
    if (isFrame(cue, reading)) continue;
    const strength = strengthOf(cue, tokens, pinyin);
    for (const card of cardsCued.get(cueKey(cue.value.facet, cue.value.entry)) ?? []) {
      if (explained[card] || names.has(card)) {
        found.set(card, Math.max(found.get(card) ?? 0, strength));
      }
    }
  }
  return found;
}

// Whether words only frame what is asked: "what are the benefits", 强项是什么.
function isFrame(cue, reading) {
  const { tokens, entries } = reading;
  const said = tokens.slice(cue.start, cue.end).map((token) => token.raw.toLowerCase()).join("");
  const whatItIs = cue.value.entry === -1 && cue.value.facet === DEFINITION;
  if (!whatItIs && said !== "whatdoes") return false;
  const han = isHan(tokens[cue.start]);
  const beside = han ? [cue.start] : placesAfter(cue, reading);
  return besideNames(reading).some((other) => beside.includes(han ? other.end : other.start)
    && other.value.facet !== cue.value.facet && hasFacet(entries, other.value.facet));
}

// Where what is asked may begin: "what is the aim", "what is the HCT meant for".
function placesAfter(cue, { tokens, names }) {
  let place = cue.end;
  while (place < tokens.length && BEFORE_NOUNS.has(tokens[place].raw.toLowerCase())) place += 1;
  return [cue.end, place, ...names.filter((name) => name.start === place).map((name) => name.end)];
}

// NGO asks for partners, but not of NGOs.
const besideNames = (reading) => askedOf(reading)
  .filter((cue) => !reading.names.some((name) => covers(name, cue)));
const hasFacet = (entries, facet) => entries.some((entry) => cardsCued.has(cueKey(facet, entry)));

// What words that ask for one facet of what is named, and nothing else, weigh for other entries.
function leftToNamed(reading) {
  const { terms, names, entries } = reading;
  const found = new Map();
  const asked = besideNames(reading).filter((cue) => cue.value.facet !== DEFINITION);
  const facets = new Set(asked.map((cue) => cue.value.facet));
  if (facets.size !== 1 || !hasFacet(entries, asked[0].value.facet)) return found;
  const beside = outside(terms, [...names, ...askedOf(reading)]);
  if (sumOf(beside.filter((term) => term.known)) > tuning.LITTLE) return found;
  for (const term of terms) {
    if (!term.known || !asked.some((cue) => covers(cue, term))) continue;
    for (const [card, share] of postings.get(term.feature) ?? []) {
      if (!entries.includes(tables.cards[card][0])) found.set(card, (found.get(card) ?? 0) + share * term.weight);
    }
  }
  return found;
}

// How surely words ask for a facet: short ones are often something else.
function strengthOf(cue, tokens, pinyin) {
  const length = lengthOf(cue);
  const short = isHan(tokens[cue.start]) ? { 1: 0.45, 2: 0.75 } : { 1: 0.6 };
  // Where everything was written by its sound, that says nothing against a word.
  const heardOnly = cue.quality === SOUND && !pinyin ? tuning.SOUND_CUE : 1;
  const weight = cue.value.entry === -1 ? tuning.CUE_WEIGHT : tuning.OWN_CUE_WEIGHT;
  return (short[length] ?? 1) * heardOnly * weight;
}

function evidence(reading, { card }, names, cues) {
  const [entry, facet] = tables.cards[card];
  const found = new Map();
  reading.terms.forEach((term, place) => {
    const share = (term.known && postings.get(term.feature)?.get(card)) || 0;
    found.set(place, share * term.weight);
  });
  if (names.has(card)) found.set(`entry ${entry}`, names.get(card));
  if (cues.has(card)) found.set(`facet ${facet}`, cues.get(card));
  return found;
}
