// Turn a text and its entities into elements. Offsets count UTF-16 units, as JavaScript does.

import { make } from "/static/dom.js";
import { t } from "/static/texts.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function richText(text, entities = [], actions) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, [...entities], actions);
  return fragment;
}

function fill(parent, text, start, end, waiting, actions) {
  let at = start;
  while (waiting.length && waiting[0].offset < end) {
    const entity = waiting.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    const isBlock = BLOCKS.has(entity.type);
    // A block begins and ends its own line, so the line breaks around it would be too many.
    parent.append(isBlock ? text.slice(at, from).replace(/\n$/, "") : text.slice(at, from));
    const [outer, inner] = element(entity, text.slice(from, to), actions);
    fill(inner, text, from, to, waiting, actions);
    parent.append(outer);
    at = isBlock && text[to] === "\n" ? to + 1 : to;
  }
  parent.append(text.slice(at, end));
}

function element(entity, content, actions) {
  const plain = (made) => [made, made];
  switch (entity.type) {
    case "text_link":
      return plain(link(entity.url, actions));
    case "url":
      return plain(link(content, actions));
    case "bot_command":
      return plain(make("button", {
        type: "button", className: "command", onclick: () => actions.command(content),
      }));
    case "spoiler":
      return plain(spoiler());
    case "expandable_blockquote":
      return expandable();
    default:
      return plain(make(TAGS[entity.type] || "span"));
  }
}

export function link(url, actions) {
  const start = startParameter(url, actions.botUsername);
  if (start !== null) {
    return make("a", {
      href: "#input",
      onclick: (event) => { event.preventDefault(); actions.start(start); },
    });
  }
  const target = /^https?:\/\//i.test(url) ? url : "#";
  return make("a", { href: target, target: "_blank", rel: "noopener noreferrer" });
}

// A link like https://t.me/coordbot?start=x opens the private chat and sends /start x.
function startParameter(url, botUsername) {
  if (!/^https:\/\/(t|telegram)\.me\//i.test(url)) return null;
  const { pathname, searchParams } = new URL(url);
  const isBot = pathname.slice(1).toLowerCase() === botUsername.toLowerCase();
  return isBot && searchParams.has("start") ? searchParams.get("start") : null;
}

function spoiler() {
  const button = make("button", {
    type: "button", className: "spoiler", "aria-expanded": "false", title: t("spoiler"),
  });
  button.onclick = () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
  };
  return button;
}

function expandable() {
  const folded = make("div", { className: "folded" });
  const button = make("button", {
    type: "button", className: "unfold", "aria-expanded": "false", textContent: t("more"),
  });
  button.onclick = () => {
    const open = folded.classList.toggle("folded") === false;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = t(open ? "less" : "more");
  };
  // Nothing to unfold if all of it fits; known only once it is on the page.
  requestAnimationFrame(() => { button.hidden = folded.scrollHeight <= folded.clientHeight + 1; });
  return [make("blockquote", {}, folded, button), folded];
}
