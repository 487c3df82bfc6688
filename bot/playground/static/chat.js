// The page: shows the world, follows what happens in it, and passes on what people do.

import { Answers } from "/static/answers.js";
import { face, messageElement } from "/static/bubble.js";
import { Composer } from "/static/composer.js";
import { $, alertBox, fetchState, make, post, toast } from "/static/dom.js";
import { drawPanel, followTheme } from "/static/panel.js";
import { link } from "/static/richtext.js";
import { names, preferredLanguage, speak, t } from "/static/texts.js";
import { World } from "/static/world.js";

const world = new World();
const answers = new Answers();
let language = preferredLanguage();
let searchId = "";
// What was found last: it may be here before the id of its search.
let found;

const place = () => ({ person_id: world.person.id, chat_id: world.current.chat.id });
async function tell(action, body) {
  try {
    // Before the first state there is nobody who could say it.
    await loaded;
    return await post(action, { ...place(), ...body });
  } catch (error) {
    toast(error.message);
  }
}

const composer = new Composer({
  send: (text, replyTo) => tell("say", { text, reply_to: replyTo || 0 }),
  rewrite: (message, text) => tell("edit", { message_id: message.message_id, text }),
  lastOwn: () => world.lastOwn(),
  commands: () => world.commands,
  botUsername: () => world.bot.username,
  search: async (query) => {
    searchId = await tell("search", { query });
    offerFound();
  },
  choose: (result) => tell("choose", { query_id: searchId, result_id: result.id }),
});

function offerFound() {
  if (found && found.id === searchId) composer.offer(found.results);
}

function view() {
  return {
    personId: world.person.id,
    isGroup: world.inGroup,
    botUsername: world.bot.username,
    whoIs: (id) => world.whoIs(id),
    reply: (message) => composer.reply(message),
    edit: (message) => composer.edit(message),
    command: (text) => tell("say", { text }),
    insert: (text) => composer.write(text),
    press, jump, start, copy,
  };
}

// What a reader does with a message.

async function press(button, message, data) {
  button.setAttribute("aria-busy", "true");
  const id = await tell("press", { message_id: message.message_id, data });
  const answer = id ? await answers.to(id) : {};
  button.removeAttribute("aria-busy");
  const text = answer ? answer.text : t("noAnswer");
  if (text) (answer?.alert ? alertBox : toast)(text);
  if (answer?.url) link(answer.url, view()).click();
}

function jump(messageId) {
  const target = $(`message-${messageId}`);
  target?.scrollIntoView({ block: "center" });
  target?.focus();
  target?.classList.add("flash");
  setTimeout(() => target?.classList.remove("flash"), 1500);
}

function start(parameter) {
  show(false);
  tell("say", { text: `/start ${parameter}`.trim() });
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast(t("copied"));
}

// Showing the world.

function show(inGroup) {
  world.inGroup = inGroup;
  world.unread.delete(world.current.chat.id);
  draw();
}

function draw() {
  const messages = [...world.current.messages.values()];
  const log = $("log");
  // A whole history is not news to be read out.
  log.setAttribute("aria-live", "off");
  log.classList.toggle("group", world.inGroup);
  log.replaceChildren(...messages.map((message) => messageElement(message, view())));
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  drawSubtitle();
  drawFrame();
  toEnd();
}

function drawFrame() {
  const { bot, person, other, inGroup, current } = world;
  const empty = current.messages.size === 0;
  $("title").textContent = inGroup ? current.chat.title : bot.username;
  $("face").textContent = (inGroup ? current.chat.title : bot.username)[0].toUpperCase();
  $("welcome").hidden = !empty;
  $("welcome").querySelector("h2").hidden = inGroup;
  $("description").textContent = inGroup ? t("groupHint") : t("hint");
  $("start").hidden = !empty || inGroup;
  $("input").placeholder = inGroup ? t("placeholderGroup", { name: person.first_name }) : t("placeholder");
  const swap = $("swap");
  swap.replaceChildren(...face(person, world).childNodes);
  swap.dataset.who = world.whoIs(person.id);
  swap.title = t("swap", { name: person.first_name, other: other.first_name });
  swap.setAttribute("aria-label", swap.title);
  drawTabs();
  drawPanel({ world, language, onPerson: become, onLanguage: chooseLanguage });
}

function drawTabs() {
  const tabs = [[false, world.private.chat, world.bot.username], [true, world.group.chat, world.group.chat.title]];
  const focused = [...$("chats").children].indexOf(document.activeElement);
  $("chats").replaceChildren(...tabs.map(([inGroup, chat, title]) => {
    const tab = make("button", { type: "button", onclick: () => show(inGroup) }, title);
    if (inGroup === world.inGroup) tab.setAttribute("aria-current", "true");
    const count = world.unread.get(chat.id);
    if (count) {
      const words = make("span", { className: "hidden" }, t("unread", { count }));
      tab.append(make("b", { "aria-hidden": "true" }, count), words);
    }
    return tab;
  }));
  $("chats").children[focused]?.focus();
}

function drawSubtitle() {
  $("subtitle").textContent = world.inGroup ? t("members", { names: names(world.people) }) : t("bot");
}

function toEnd() {
  $("scroll").scrollTop = $("scroll").scrollHeight;
}

function become(person) {
  world.person = person;
  if (world.unread.delete(world.current.chat.id)) drawTabs();
  draw();
}

async function chooseLanguage(chosen) {
  language = chosen;
  speak(language);
  loaded = refresh();
  await loaded;
}

async function refresh() {
  await post("language", { language });
  world.load(await fetchState(language));
  draw();
}

// Following what happens.

// Settles when the newest state is there; before the first one there is nothing to add news to.
let begin;
let loaded = new Promise((resolve) => { begin = resolve; });

const NEWS = {
  message({ message }) {
    const isNew = !world.chats.get(message.chat.id).messages.has(message.message_id);
    world.keep(message);
    if (message.chat.id !== world.current.chat.id) {
      world.unread.set(message.chat.id, (world.unread.get(message.chat.id) || 0) + 1);
      drawTabs();
      return;
    }
    if (isNew) $("log").append(messageElement(message, view()));
    drawFrame();
    toEnd();
  },
  edit({ message }) {
    world.keep(message);
    redraw(message);
  },
  answer: (answer) => answers.arrive(answer),
  offer(offer) {
    found = offer;
    offerFound();
  },
  async profile() {
    world.bot = (await fetchState(language)).bot;
    drawFrame();
  },
};

// Put the new form of a message in the place of the old one, and the focus back into it.
function redraw(message) {
  const old = $(`message-${message.message_id}`);
  if (message.chat.id !== world.current.chat.id || !old) return;
  const controls = (element) => [...element.querySelectorAll("button, a")];
  const focused = controls(old).indexOf(document.activeElement);
  const atEnd = $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 80;
  const made = messageElement(message, view());
  old.replaceWith(made);
  if (focused >= 0) (controls(made)[focused] || made).focus();
  if (atEnd) toEnd();
}

function watch() {
  const events = new EventSource("/events");
  events.onopen = () => {
    loaded = refresh();
    begin(loaded);
  };
  events.onmessage = async ({ data }) => {
    // News are newer than the state that is still on its way.
    await loaded;
    const news = JSON.parse(data);
    NEWS[news.type]?.(news);
  };
  events.onerror = () => { $("subtitle").textContent = t("lost"); };
}

speak(language);
followTheme();
$("swap").onclick = () => become(world.other);
$("start").onclick = () => { tell("say", { text: "/start" }); $("input").focus(); };
watch();
