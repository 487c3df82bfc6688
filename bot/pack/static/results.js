// Show what is found: the best part of the guide in full, the others as links.

const form = document.getElementById("search");
const question = document.getElementById("question");
const results = document.getElementById("results");
const WAIT = 200;
let waiting;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(question.value);
});
question.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => show(question.value), WAIT);
});
results.addEventListener("click", (event) => {
  if (event.target.closest("a")) results.replaceChildren();
});

function show(text) {
  results.replaceChildren();
  if (!text.trim()) return;
  const { status, anchors } = find(text);
  const parts = anchors.map((anchor) => document.getElementById(anchor)).filter(Boolean);
  if (status === "answer" && parts.length) {
    const [best, ...others] = parts;
    results.append(whole(best), ...others.map(link));
    return;
  }
  const said = document.createElement("p");
  said.textContent = status === "choices" ? texts.choices : texts.none;
  results.append(said);
  if (status === "none" && parts.length) results.append(texts.near);
  results.append(...parts.map(link));
}

function whole(part) {
  const article = document.createElement("article");
  const title = document.createElement("h3");
  title.textContent = titleOf(part);
  article.append(title, ...[...part.children].slice(1).map((child) => child.cloneNode(true)));
  const more = link(part);
  more.firstChild.textContent = texts.more;
  article.append(more);
  return article;
}

function link(part) {
  const line = document.createElement("p");
  const anchor = document.createElement("a");
  anchor.href = `#${part.id}`;
  anchor.textContent = titleOf(part);
  line.append(anchor);
  return line;
}

function titleOf(part) {
  const entry = part.closest("details").querySelector("summary").textContent;
  return `${entry} · ${part.firstElementChild.textContent}`;
}

form.hidden = false;
