// English stems, by Porter's second algorithm (snowballstem.org/algorithms/english/stemmer.html),
// with British spelling made American first.

const BRITISH = [["isation", "ization"], ["ise", "ize"], ["ising", "izing"], ["ised", "ized"]];
const IRREGULAR = new Map(Object.entries({
  skis: "ski", skies: "sky", sky: "sky", idly: "idl", gently: "gentl", singly: "singl",
  ugly: "ugli", early: "earli", only: "onli", news: "news", howe: "howe", atlas: "atlas",
  cosmos: "cosmos", bias: "bias", andes: "andes",
}));
const LEFT_ALONE = /^(?:inning|outing|canning|herring|earring|evening|proceed|exceed|succeed)$/;
const SUFFIXES_2 = {
  ization: "ize", ational: "ate", fulness: "ful", ousness: "ous", iveness: "ive", tional: "tion",
  biliti: "ble", lessli: "less", entli: "ent", ation: "ate", alism: "al", aliti: "al",
  ousli: "ous", iviti: "ive", fulli: "ful", ogist: "og", enci: "ence", anci: "ance",
  abli: "able", izer: "ize", ator: "ate", alli: "al", bli: "ble", ogi: "og", li: "",
};
const SUFFIXES_3 = {
  ational: "ate", tional: "tion", alize: "al", icate: "ic", iciti: "ic", ative: "", ical: "ic",
  ness: "", ful: "",
};
const SUFFIXES_4 = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|sion|tion|ion)$/;
const VOWEL = /[aeiouy]/;
const SHORT_SYLLABLE = /(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY]|^past)$/;

function stem(word) {
  word = word.toLowerCase().replace(/'s$/, "");
  for (const [british, american] of BRITISH) {
    if (word.endsWith(british) && word.length > british.length + 2) {
      word = word.slice(0, -british.length) + american;
      break;
    }
  }
  if (word.length <= 5 && word.endsWith("s") && !word.endsWith("ss")) word = word.slice(0, -1);
  return porter(word);
}

function porter(word) {
  if (word.length <= 2) return word;
  word = word.replace(/^'/, "");
  if (IRREGULAR.has(word)) return IRREGULAR.get(word);
  word = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const [r1, r2] = regions(word);
  word = word.replace(/'s'$|'s$|'$/, "");
  word = plural(word);
  if (LEFT_ALONE.test(word)) return word.toLowerCase();
  word = pastAndPresent(word, r1);
  word = word.replace(/(?<=.[^aeiouy])[yY]$/, "i");
  word = derived(word, r1, SUFFIXES_2, (suffix, rest) =>
    !(suffix === "ogi" && !rest.endsWith("l")) && !(suffix === "li" && !/[cdeghkmnrt]$/.test(rest)));
  word = derived(word, r1, SUFFIXES_3, (suffix, rest) => suffix !== "ative" || rest.length >= r2);
  word = word.replace(SUFFIXES_4, (suffix, place) => {
    if (suffix === "sion" || suffix === "tion") return place + 1 >= r2 ? suffix[0] : suffix;
    return suffix !== "ion" && place >= r2 ? "" : suffix;
  });
  return last(word, r1, r2).toLowerCase();
}

// Where the parts begin in which suffixes are dropped: past the first, past the second
// consonant that follows a vowel.
function regions(word) {
  const early = word.match(/^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/);
  const r1 = early ? early[0].length : after(word, 0);
  return [r1, after(word, r1)];
}

function after(word, start) {
  const found = word.slice(start).match(/[aeiouy][^aeiouy]/);
  return found ? start + found.index + 2 : word.length;
}

function plural(word) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(?:us|ss)$/.test(word)) return word;
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word;
}

function pastAndPresent(word, r1) {
  const eed = word.match(/eed(?:ly)?$/);
  if (eed) return eed.index >= r1 ? `${word.slice(0, eed.index)}ee` : word;
  const found = word.match(/(?:ed|ing)(?:ly)?$/);
  if (!found) return word;
  const rest = word.slice(0, found.index);
  if (found[0] === "ing" && /^[^aeiouy]y$/.test(rest)) return `${rest[0]}ie`;
  if (!VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) {
    return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  }
  return rest.length <= r1 && SHORT_SYLLABLE.test(rest) ? `${rest}e` : rest;
}

function derived(word, region, suffixes, allowed) {
  const suffix = Object.keys(suffixes).find((ending) => word.endsWith(ending));
  if (suffix === undefined) return word;
  const rest = word.slice(0, -suffix.length);
  return rest.length >= region && allowed(suffix, rest) ? rest + suffixes[suffix] : word;
}

function last(word, r1, r2) {
  const rest = word.slice(0, -1);
  if (word.endsWith("e")) {
    const drops = rest.length >= r2 || (rest.length >= r1 && !SHORT_SYLLABLE.test(rest));
    return drops ? rest : word;
  }
  return word.endsWith("ll") && rest.length >= r2 ? rest : word;
}
