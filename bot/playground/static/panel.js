// The settings beside the chat: who you are, the language, the look.

import { $, make } from "/static/dom.js";
import { LANGUAGES } from "/static/texts.js";

export function drawPanel({ world, language, onPerson, onLanguage }) {
  const people = world.people.map((person) => [person.id, person.first_name, () => onPerson(person)]);
  choices("people", people, world.person.id);
  const languages = Object.entries(LANGUAGES).map(([code, name]) => [code, name, () => onLanguage(code)]);
  choices("languages", languages, language);
}

// Radio buttons stay in place while they are used, so that the keyboard can walk along them.
function choices(id, options, chosen) {
  const box = $(id);
  if (box.children.length !== options.length) {
    box.replaceChildren(...options.map(([value, name]) => make(
      "label", {},
      make("input", { type: "radio", name: id, value: String(value) }),
      make("span", { textContent: name }),
    )));
  }
  box.querySelectorAll("input").forEach((input, index) => {
    const [value, , choose] = options[index];
    input.checked = value === chosen;
    input.onchange = choose;
  });
}

export function followTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (localStorage.getItem("theme") || (system.matches ? "dark" : "light")) === "dark";
  const apply = () => {
    const chosen = localStorage.getItem("theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
    $("theme").setAttribute("aria-pressed", String(isDark()));
  };
  $("theme").onclick = () => {
    localStorage.setItem("theme", isDark() ? "light" : "dark");
    apply();
  };
  system.onchange = apply;
  apply();
  $("menu").onclick = () => openPanel(!$("panel").classList.contains("open"));
  $("panel").onkeydown = ({ key }) => { if (key === "Escape") openPanel(false); };
  document.querySelector(".phone").addEventListener("focusin", ({ target }) => {
    if (target !== $("menu")) closeQuietly();
  });
}

function openPanel(open) {
  $("panel").classList.toggle("open", open);
  $("menu").setAttribute("aria-expanded", String(open));
  if (open) $("panel").querySelector("input:checked")?.focus();
  else $("menu").focus();
}

function closeQuietly() {
  $("panel").classList.remove("open");
  $("menu").setAttribute("aria-expanded", "false");
}
