// Build one message: bubble, quotation, document or picture, buttons.

import { make } from "/static/dom.js";
import { link, richText } from "/static/richtext.js";
import { clockTime, t } from "/static/texts.js";

// `view` says who looks (personId, isGroup, botUsername, whoIs) and what can be done
// (reply, edit, press, jump, command, start, copy, insert).
export function messageElement(message, view) {
  const mine = message.from.id === view.personId;
  const rows = message.reply_markup?.inline_keyboard || [];
  const name = mine ? t("you") : message.from.first_name;
  const body = make("div", { className: "body" }, bubble(message, view, mine));
  if (rows.length) body.append(...rows.map((row) => buttonRow(row, message, view)));
  const article = make("article", {
    id: `message-${message.message_id}`,
    className: `message ${mine ? "out" : "in"}${rows.length ? " has-keys" : ""}`,
    tabIndex: -1,
    "aria-label": `${name}, ${clockTime(message.date)}`,
  });
  if (view.isGroup && !mine) article.append(face(message.from, view));
  article.append(body);
  return article;
}

export function face(user, view) {
  const made = make("span", { className: "face", textContent: user.first_name[0].toUpperCase() });
  made.setAttribute("aria-hidden", "true");
  made.dataset.who = view.whoIs(user.id);
  return made;
}

export function excerpt(message) {
  const unnamed = message.photo ? t("picture") : "";
  const text = message.text || message.caption || message.document?.file_name || unnamed;
  return text.replace(/\s+/g, " ").slice(0, 140);
}

function bubble(message, view, mine) {
  const made = make("div", { className: "bubble" });
  if (view.isGroup && !mine) made.append(sender(message.from, view));
  if (message.via_bot) {
    made.append(make("p", { className: "sender" }, t("via", { name: message.via_bot.username })));
  }
  if (message.reply_to_message) made.append(quotation(message, view));
  if (message.document) made.append(documentLink(message.document));
  if (message.photo) made.append(pictureLink(message.photo.at(-1)));
  const text = message.text ?? message.caption;
  if (text) {
    const entities = message.entities || message.caption_entities;
    made.append(make("div", { className: "text", dir: "auto" }, richText(text, entities, view)));
  }
  made.append(meta(message, view, mine));
  return made;
}

function sender(user, view) {
  const made = make("p", { className: "sender", textContent: user.first_name });
  made.dataset.who = view.whoIs(user.id);
  return made;
}

function quotation(message, view) {
  const answered = message.reply_to_message;
  return make(
    "button",
    { type: "button", className: "quote", onclick: () => view.jump(answered.message_id) },
    make("b", { textContent: answered.from.first_name }),
    make("span", { textContent: message.quote?.text || excerpt(answered) }),
  );
}

function documentLink(file) {
  const size = `${t("download")} · ${fileSize(file.file_size)}`;
  const icon = make("i", { textContent: "↓" });
  icon.setAttribute("aria-hidden", "true");
  return make(
    "a",
    { className: "document", href: `/api/files/${file.file_id}`, download: file.file_name },
    icon,
    make("span", {}, make("b", { textContent: file.file_name }), make("small", {}, size)),
  );
}

// Shown as wide as the bubble; a tap shows it alone, where it can be enlarged.
function pictureLink({ file_id: id, width, height }) {
  const href = `/api/files/${id}`;
  const picture = make("img", { src: href, alt: t("picture"), width, height });
  return make("a", { className: "picture", href, target: "_blank" }, picture);
}

function fileSize(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function meta(message, view, mine) {
  const time = make("time", {
    dateTime: new Date(message.date * 1000).toISOString(), textContent: clockTime(message.date),
  });
  const notes = make("span", { className: "time" }, time);
  if (message.edit_date) notes.append(` · ${t("edited")}`);
  const made = make("div", { className: "meta" }, notes);
  made.append(metaButton("↩", t("reply"), () => view.reply(message)));
  if (mine && message.text) made.append(metaButton("✎", t("edit"), () => view.edit(message)));
  return made;
}

function metaButton(sign, label, onclick) {
  return make("button", { type: "button", "aria-label": label, title: label, onclick }, sign);
}

function buttonRow(row, message, view) {
  const buttons = row.map((button) => keyboardButton(button, message, view));
  return make("div", { className: "keys-row" }, ...buttons);
}

function keyboardButton(button, message, view) {
  if (button.url) {
    const made = link(button.url, view);
    made.textContent = button.text;
    made.className = "away";
    return made;
  }
  const made = make("button", { type: "button", textContent: button.text });
  const inserted = button.switch_inline_query ?? button.switch_inline_query_current_chat;
  if (button.callback_data) made.onclick = () => view.press(made, message, button.callback_data);
  else if (button.copy_text) made.onclick = () => view.copy(button.copy_text.text);
  else if (inserted !== undefined) {
    made.onclick = () => view.insert(`@${view.botUsername} ${inserted}`);
  }
  return made;
}
