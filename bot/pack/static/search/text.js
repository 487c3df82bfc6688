// Bring what people type into one form: width, script, look-alike letters, spaces; cut it up.

const HAN = /[㐀-鿿]/;
const TOKEN = /[㐀-鿿]|[A-Za-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[^\s]/gu;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f]/g;

// tables.plain: letters that look Latin, and Traditional characters; then what each becomes.
const plainLetters = new Map();
{
  const [from, to] = tables.plain.map((letters) => [...letters]);
  from.forEach((letter, place) => plainLetters.set(letter, to[place]));
}

function normalize(text) {
  const plain = [...text.normalize("NFKC").replace(INVISIBLE, "")]
    .map((letter) => plainLetters.get(letter) ?? letter).join("");
  return plain.replace(/\s+/g, " ").replace(/(?<=[㐀-鿿]) (?=[㐀-鿿])/g, "").trim();
}

// Words that mean the same are written as the first of their group.
const firstOfGroup = new Map();
for (const [first, ...others] of tables.synonyms) {
  for (const word of others) firstOfGroup.set(word, first);
}
const anySynonym = anyOf([...firstOfGroup.keys()]);

function prepare(text) {
  return normalize(text).replace(anySynonym, (word) => firstOfGroup.get(word));
}

function anyOf(words) {
  const escaped = words.sort((a, b) => b.length - a.length).map((word) => {
    const written = word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
    // The "gov" of "government" is not replaced again.
    const part = /^[a-z]+$/.test(word) && firstOfGroup.get(word)?.includes(word);
    return part ? `(?<![a-z])${written}(?!(?!s\\b)[a-z])` : written;
  });
  return new RegExp(escaped.join("|") || "(?!)", "g");
}

// A token: the text as it stands, the form that is compared, and for Chinese how it sounds.
function tokenize(text) {
  return [...text.matchAll(TOKEN)].map(({ 0: raw, index }) => {
    const han = HAN.test(raw);
    return { raw, form: han ? raw : wordForm(raw), sound: han ? soundOf(raw) : "", start: index };
  });
}

const isHan = (token) => token.sound !== "";
const isWord = (token) => !isHan(token) && /^[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)?$/u.test(token.form);

function wordForm(raw) {
  if (/^[A-Za-z]/.test(raw)) return stem(/^[A-Z]{2,}s$/.test(raw) ? raw.slice(0, -1) : raw);
  return /^\d/.test(raw) ? raw.replaceAll(",", "") : raw;
}
