// The message box: writing, answering, editing, and suggestions while typing.

import { excerpt } from "/static/bubble.js";
import { $, make } from "/static/dom.js";
import { t } from "/static/texts.js";

const SEARCH_DELAY = 400;

// `actions`: send(text, replyTo), rewrite(message, text), lastOwn(), commands(), botUsername(),
// search(query), choose(result).
export class Composer {
  constructor(actions) {
    this.actions = actions;
    this.target = null;
    this.editing = false;
    this.offered = [];
    this.marked = -1;
    this.input = $("input");
    this.list = $("suggestions");
    $("composer").onsubmit = (event) => { event.preventDefault(); this.submit(); };
    $("cancel").onclick = () => this.cancel();
    this.input.oninput = () => this.changed();
    this.input.onkeydown = (event) => this.keyDown(event);
    this.input.onblur = () => setTimeout(() => this.suggest([]), 150);
  }

  reply(message) {
    this.aim(message, false, t("replyTo", { name: message.from.first_name }));
  }

  edit(message) {
    this.aim(message, true, t("editing"));
    this.write(message.text);
  }

  write(text) {
    this.input.value = text;
    this.changed();
    this.input.focus();
  }

  cancel() {
    if (this.editing) this.input.value = "";
    this.target = null;
    this.editing = false;
    $("banner").hidden = true;
    this.changed();
    this.input.focus();
  }

  aim(message, editing, title) {
    this.target = message;
    this.editing = editing;
    $("banner-title").textContent = title;
    $("banner-text").textContent = excerpt(message);
    $("banner").hidden = false;
    this.input.focus();
  }

  submit() {
    const text = this.input.value.trim();
    const { target, editing } = this;
    if (!text) return;
    this.input.value = "";
    this.cancel();
    if (editing) this.actions.rewrite(target, text);
    else this.actions.send(text, target?.message_id);
  }

  changed() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
    clearTimeout(this.searching);
    const text = this.input.value;
    const search = text.match(new RegExp(`^@${this.actions.botUsername()} (.*)$`, "is"));
    if (search) {
      this.searching = setTimeout(() => this.actions.search(search[1]), SEARCH_DELAY);
    } else {
      this.suggest(/^\/\w*$/.test(text) ? this.commandsLike(text.slice(1)) : []);
    }
  }

  commandsLike(beginning) {
    return this.actions.commands()
      .filter(({ command }) => command.startsWith(beginning.toLowerCase()))
      .map(({ command, description }) => ({
        title: `/${command}`,
        description,
        choose: () => this.actions.send(`/${command}`, this.target?.message_id),
      }));
  }

  offer(results) {
    this.suggest(results.map((result) => ({
      ...result, choose: () => this.actions.choose(result),
    })));
  }

  suggest(offered) {
    this.offered = offered;
    this.list.replaceChildren(...offered.map(({ title, description }, index) => make(
      "li",
      {
        role: "option", id: `suggestion-${index}`, "aria-selected": "false",
        // Before the box loses focus, which would close the list.
        onmousedown: (event) => { event.preventDefault(); this.choose(index); },
      },
      make("b", { textContent: title }), make("span", { textContent: description }),
    )));
    this.list.hidden = !offered.length;
    this.mark(offered.length ? 0 : -1);
  }

  mark(index) {
    this.list.children[this.marked]?.setAttribute("aria-selected", "false");
    this.marked = index;
    const option = this.list.children[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(index) {
    const { choose } = this.offered[index];
    this.input.value = "";
    choose();
    this.cancel();
  }

  keyDown(event) {
    // While an input method is composing, Enter and the arrows belong to it.
    if (event.isComposing) return;
    const key = event.key;
    const count = this.offered.length;
    const handled = count ? this.listKey(key, count) : this.boxKey(key, event.shiftKey);
    if (handled) event.preventDefault();
  }

  listKey(key, count) {
    if (key === "ArrowDown") this.mark((this.marked + 1) % count);
    else if (key === "ArrowUp") this.mark((this.marked + count - 1) % count);
    else if (key === "Enter") this.choose(this.marked);
    else if (key === "Escape") this.suggest([]);
    else return false;
    return true;
  }

  boxKey(key, shift) {
    if (key === "Enter" && !shift) this.submit();
    else if (key === "Escape") this.cancel();
    else if (key === "ArrowUp" && !this.input.value) {
      const last = this.actions.lastOwn();
      if (last) this.edit(last);
    } else return false;
    return true;
  }
}
