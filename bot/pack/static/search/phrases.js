// Find known phrases in tokens: letter for letter, or by their sound.

const INNER = new Set("/-–—'’&.·、,，:：()（）");
const EXACT = 2;
const SOUND = 1;

// A written phrase is a line of forms; Chinese characters have no space between them.
const formsOf = (line) => line.match(/[㐀-鿿]|[^\s㐀-鿿]+/g) ?? [];

class Phrases {
  #exact = newBranch();
  #sound = newBranch();

  add(line, value) {
    const forms = formsOf(line);
    insert(this.#exact, forms, value);
    if (forms.some((form) => HAN.test(form))) {
      insert(this.#sound, forms.map((form) => (HAN.test(form) ? soundOf(form) : form)), value);
    }
  }

  // Every occurrence of every phrase; one found exactly is not found again by its sound.
  find(tokens) {
    const forms = tokens.map((token) => token.form);
    const heard = tokens.map((token) => token.sound || token.form);
    const found = [];
    for (let start = 0; start < tokens.length; start += 1) {
      const exact = walk(this.#exact, forms, start);
      for (const [end, value] of exact) found.push({ start, end, value, quality: EXACT });
      if (!isHan(tokens[start])) continue;
      for (const [end, value] of walk(this.#sound, heard, start)) {
        if (exact.some((other) => other[0] === end && other[1] === value)) continue;
        found.push({ start, end, value, quality: SOUND });
      }
    }
    return found;
  }
}

const newBranch = () => ({ children: new Map(), values: [] });

function insert(branch, keys, value) {
  for (const key of keys) {
    if (!branch.children.has(key)) branch.children.set(key, newBranch());
    branch = branch.children.get(key);
  }
  if (!branch.values.includes(value)) branch.values.push(value);
}

function walk(branch, keys, start) {
  const found = [];
  for (let end = start; end < keys.length; end += 1) {
    // Punctuation inside a phrase ("RC/HC", "e-mail") is stepped over.
    if (end > start && INNER.has(keys[end])) continue;
    branch = branch.children.get(keys[end]);
    if (!branch) break;
    for (const value of branch.values) found.push([end + 1, value]);
  }
  return found;
}

// Phrases whose parts stand apart in one sentence: "who is … now".
const LONGEST_GAP = 12;
const SENTENCE_ENDS = new Set("。？！?!;；.");

function findApart(phrases, tokens) {
  const spans = phrases.parts.find(tokens).filter((span) => span.quality === EXACT);
  const found = [];
  for (const first of spans.filter((span) => span.value.place === 0)) {
    let end = first.end;
    for (let place = 1; place < phrases.counts[first.value.phrase]; place += 1) {
      const next = spans.filter((span) => span.value.phrase === first.value.phrase
        && span.value.place === place && span.start >= end && span.start <= end + LONGEST_GAP)
        .sort((a, b) => a.start - b.start)[0];
      const broken = next && tokens.slice(end, next.start).some((t) => SENTENCE_ENDS.has(t.raw));
      end = next && !broken ? next.end : Infinity;
    }
    const value = phrases.values[first.value.phrase];
    if (end !== Infinity) found.push({ start: first.start, end, value, quality: EXACT });
  }
  return found;
}

const covers = (span, other) => span.start <= other.start && other.end <= span.end;
const lengthOf = (span) => span.end - span.start;
