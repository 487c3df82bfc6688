// The one way in: a question becomes anchors of this page.

const chainWords = phrasesOf([[tables.chainWords]], () => "chain");
const betweenWords = phrasesOf([[tables.betweenWords]], () => "between");
// tables.telling: what tells a story from the question at its end.
const telling = Object.fromEntries(
  Object.entries(tables.telling).map(([name, pattern]) => [name, new RegExp(pattern, "i")]),
);

// Returns { status: "answer" | "choices" | "none", anchors }, the best first.
function find(question) {
  const ranking = match(question);
  if (isChatter(ranking.reading)) return { status: "none", anchors: [] };
  const line = lineAsked(ranking.reading);
  if (line !== null) return { status: "answer", anchors: [`${tables.entries[line]}--chain`] };
  let decided = decide(ranking);
  if (decided.status === "none" && question.length > tuning.LONG_MESSAGE
      && !ranking.reading.unanswered.length) {
    // People tell first and ask then.
    const sentences = question.split(telling.SENTENCE).filter((part) => part.trim());
    for (const count of [1, 2]) {
      if (sentences.length <= count) break;
      const alone = decide(match(sentences.slice(-count).join(" ")));
      if (alone.status !== "none") {
        decided = alone;
        break;
      }
    }
  }
  const apart = decided.status === "none" ? questionApart(question) : null;
  if (apart !== null) {
    const alone = match(apart);
    const found = decide(alone);
    const { names, things } = alone.reading;
    const vetoed = ranking.reading.unanswered.length > 0;
    const alike = found.status === "choices" && !vetoed && things.length > 0;
    const asks = found.status !== "none" && !isChatter(alone.reading);
    if (asks && (names.length || alike)) decided = found;
  }
  return { status: decided.status, anchors: decided.cards.map(anchorOf) };
}


// The clause at the end that asks by itself: no word of a story speaks against answering.
function questionApart(question) {
  const clauses = question.split(telling.CLAUSE).filter((part) => part.trim());
  const told = clauses.slice(0, -1).join("").match(new RegExp(telling.WORD, "g")) ?? [];
  const asked = normalize(clauses.at(-1) ?? "");
  const apart = told.length >= tuning.STORY && telling.ASKS.test(asked) && !telling.THERE.test(asked);
  return apart ? asked : null;
}

function anchorOf(card) {
  const [entry, facet] = tables.cards[card];
  return `${tables.entries[entry]}--${tables.facets[facet]}`;
}

function isChatter({ chatter, terms, names, unanswered }) {
  const covered = new Set(chatter.flatMap(places));
  const rest = terms.filter((term) => term.known && !places(term).every((p) => covered.has(p)));
  return chatter.length > 0 && rest.length <= 1 && !names.length && !unanswered.length;
}

// The entry whose line upward is asked for; tables.lines: by whom each line comes.
function lineAsked(reading) {
  const written = (phrases) => phrases.find(reading.tokens).filter((s) => s.quality === EXACT);
  const between = written(betweenWords).filter((cue) =>
    reading.names.some((name) => name.end <= cue.start)
    && reading.names.some((name) => name.start >= cue.end));
  const chains = written(chainWords);
  const cues = [...chains, ...between];
  if (!cues.length || reading.unanswered.length) return null;
  const atPlace = new Map();
  for (const name of reading.names) {
    const free = !cues.some((cue) => name.start < cue.end && cue.start < name.end);
    if (free && !atPlace.has(name.start)) atPlace.set(name.start, name.value.entry);
  }
  const named = [...new Set(atPlace.values())];
  if (named.length > 1) {
    const [one, other] = [named[0], named.at(-1)];
    if (tables.lines[one]?.includes(other)) return one;
    return tables.lines[other]?.includes(one) ? other : null;
  }
  return named.length && chains.length && tables.lines[named[0]] ? named[0] : null;
}
