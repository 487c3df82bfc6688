// Answer what is well explained, offer choices where two readings are as good, else say so.

// Returns { status: "answer" | "choices" | "none", cards }: for "none", the nearest topics.
function decide(ranking) {
  const { reading, matches } = ranking;
  if (!matches.length) return { status: "none", cards: [] };
  if (isUnanswered(ranking)) return { status: "none", cards: near(ranking) };
  if (ranking.bare.length) {
    return { status: ranking.bare.length > 1 ? "choices" : "answer", cards: ranking.bare };
  }
  if (ranking.open) {
    return { status: "choices", cards: cardsIn(matches.slice(0, tuning.MAX_CHOICES)) };
  }
  const least = reading.pinyin ? tuning.LEAST_CONFIDENCE_PINYIN : tuning.LEAST_CONFIDENCE;
  if (confidence(ranking) < least) return { status: "none", cards: near(ranking) };
  const rivals = pointedAt(ranking) ?? rivalsOf(ranking);
  if (rivals.length > 1) return { status: "choices", cards: cardsIn(rivals) };
  let cards = cardsIn(chosen(matches));
  if (reading.terms.length <= tuning.SHORT) {
    // Two words may ask for more than the facet they name.
    const introductions = reading.entries.map((entry) => cardsOf[entry][0]);
    cards = [...new Set([...cards, ...introductions])].slice(0, tuning.MAX_CARDS);
  }
  return { status: "answer", cards };
}

const cardsIn = (matches) => matches.map((match) => match.card);
const sumOf = (terms) => terms.reduce((sum, term) => sum + term.weight, 0);

// How sure it is that the best match answers: a logistic regression over the evidence.
function confidence({ reading, matches: [best] }) {
  const unknown = sumOf(reading.terms.filter((term) => !term.known));
  const total = sumOf(reading.terms);
  if (!total) return 0;
  const [asked, answered] = beyondNames(reading, best);
  const odds = tuning.BIAS
    + tuning.SCORE_SHARE * Math.min(best.score / (total + 1), 1.5)
    + tuning.EXPLAINED_SHARE * best.explained / total
    + tuning.EXPLAINED * Math.log1p(best.explained)
    + tuning.UNKNOWN * Math.log1p(unknown)
    + tuning.NAMED * Math.min(reading.entries.length, 3)
    + tuning.ASKED_SHARE * (answered + 1) / (asked + 1)
    + tuning.ASKED * Math.log1p(answered);
  return 1 / (1 + Math.exp(-odds));
}

// The weight of what is asked of the entries named, and what of it a match explains.
function beyondNames(reading, best) {
  const [entry, facet] = tables.cards[best.card];
  const isOwn = (cue) => cue.facet === facet && (cue.entry === -1 || cue.entry === entry);
  const named = new Set(reading.names.flatMap(places));
  const cued = new Set(reading.cues.filter((cue) => best.cued && isOwn(cue.value)).flatMap(places));
  let [asked, answered] = [0, 0];
  reading.terms.forEach((term, place) => {
    if (places(term).every((token) => named.has(token))) return;
    asked += term.weight;
    const known = places(term).every((token) => cued.has(token));
    answered += known ? term.weight : best.evidence.get(place) ?? 0;
  });
  return [asked, answered];
}

// Words ask for what no document answers, unless the best facet lists them.
function isUnanswered({ reading, matches, open }) {
  const [best] = matches;
  const [entry, facet] = tables.cards[best.card];
  const listed = reading.cues.filter(
    ({ value }) => best.named && value.facet === facet && value.entry === entry,
  );
  // What was asked for, and is told by this facet or by one that stands in for it.
  const told = reading.cues.filter(({ value }) => value.entry === -1
    && (value.facet === facet || tables.standIns[value.facet] === facet)).map(({ value }) => value.facet);
  return reading.unanswered.some((span) => !listed.some((cue) => covers(cue, span))
    && !holds(best, reading, span)
    && !(span.value === "count" && (open || isCounted(reading, matches)))
    && !((best.named || (span.value === "email" && !reading.names.length))
      && told.some((asked) => tables.stillAnswered[span.value]?.includes(asked))));
}

// Whether the content counts what is asked about, named or told in other words.
function isCounted({ entries, terms }, matches) {
  const number = tables.facets.indexOf("number");
  const known = sumOf(terms.filter((term) => term.known));
  const told = matches
    .filter(({ card, explained }) => tables.cards[card][1] !== number
      && explained >= tuning.MEANT * known)
    .map(({ card }) => tables.cards[card][0]);
  const meant = new Set(entries.length ? entries : told);
  return matches.some(({ card }) => {
    const [other, asked] = tables.cards[card];
    return asked === number && meant.has(other);
  });
}

// Whether the content itself speaks of a country: the seat of WFP is in Italy.
function holds(best, { terms }, span) {
  const inside = [...terms.keys()].filter((place) => covers(span, terms[place]));
  return span.value === "country" && inside.length > 0
    && inside.every((place) => best.evidence.get(place) > 0 && terms[place].factor === 1);
}

// The best match of each entry that "that committee" may point at.
function pointedAt({ reading, matches }) {
  const short = reading.terms.length <= tuning.POINTING_TERMS;
  if (!reading.pointsAtThing || reading.names.length || !short) return null;
  const found = new Map();
  for (const match of matches) {
    const [entry] = tables.cards[match.card];
    const close = match.score >= tuning.RIVAL * matches[0].score;
    if (close && !found.has(entry)) found.set(entry, match);
  }
  return [...found.values()].slice(0, tuning.MAX_CHOICES);
}

// The best match of each entry that one and the same name may mean.
function rivalsOf({ reading, matches }) {
  const [entry] = tables.cards[matches[0].card];
  const spans = reading.names.filter((name) => name.value.entry === entry);
  const sharing = new Set(reading.names
    .filter((name) => spans.some((s) => s.start === name.start && s.end === name.end))
    .map((name) => name.value.entry));
  if (reading.entries.length > sharing.size) return [];
  const close = matches.filter((match) => match.score >= tuning.RIVAL * matches[0].score);
  const rivals = new Set(close.map((match) => tables.cards[match.card][0]));
  const several = [...rivals].filter((other) => sharing.has(other)).length > 1;
  const found = new Map();
  for (const match of several ? matches : []) {
    const [other] = tables.cards[match.card];
    if (sharing.has(other) && !found.has(other)) found.set(other, match);
  }
  return [...found.values()].slice(0, tuning.MAX_CHOICES);
}

// The best match, and those that answer what it leaves open or answer as well.
function chosen([best, ...others]) {
  const clear = others.length > 0 && others[0].score <= tuning.CLEAR * best.score;
  const most = clear ? tuning.MAX_CLEAR : tuning.MAX_CARDS;
  const taken = [best];
  while (others.length && taken.length < most) {
    const gains = others.map((match) => gain(match, taken));
    const place = gains.indexOf(Math.max(...gains));
    if (gains[place] < Math.max(tuning.LEAST_GAIN, tuning.LEAST_GAIN_SHARE * best.score)) break;
    taken.push(...others.splice(place, 1));
  }
  const close = others.filter((match) => match.score >= tuning.CLOSE * best.score);
  return [...taken, ...close].slice(0, most);
}

function gain(match, others) {
  let sum = 0;
  for (const [key, value] of match.evidence) {
    const before = Math.max(0, ...others.map((other) => other.evidence.get(key) ?? 0));
    sum += Math.max(0, value - before);
  }
  return sum;
}

function near({ reading, matches }) {
  const enough = tuning.NEAR * sumOf(reading.terms);
  const vetoed = [...reading.terms.keys()].filter(
    (place) => reading.unanswered.some((span) => covers(span, reading.terms[place])),
  );
  const found = new Map();
  for (const match of matches) {
    const [entry] = tables.cards[match.card];
    // What no document holds is near to nothing.
    const told = vetoed.reduce((sum, n) => sum - (match.evidence.get(n) ?? 0), match.explained);
    if ((match.named || told >= enough) && !found.has(entry)) found.set(entry, match.card);
  }
  return [...found.values()].slice(0, tuning.MAX_NEAR);
}
