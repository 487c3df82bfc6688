// What the page knows of the world, and who looks at it.

export class World {
  constructor() {
    this.bot = { id: 0, username: "", commands: {} };
    this.people = [];
    this.person = null;
    this.inGroup = false;
    this.chats = new Map();
    this.unread = new Map();
  }

  load({ bot, people, chats }) {
    this.bot = bot;
    this.people = people;
    this.person = people.find(({ id }) => id === this.person?.id) || people[0];
    this.chats = new Map(chats.map(({ chat, messages }) => [
      chat.id,
      { chat, messages: new Map(messages.map((message) => [message.message_id, message])) },
    ]));
  }

  get group() {
    return [...this.chats.values()].find(({ chat }) => chat.type !== "private");
  }

  get private() {
    return this.chats.get(this.person.id);
  }

  get current() {
    return this.inGroup ? this.group : this.private;
  }

  get other() {
    return this.people.find(({ id }) => id !== this.person.id);
  }

  get commands() {
    return this.bot.commands[this.inGroup ? "supergroup" : "private"] || [];
  }

  whoIs(userId) {
    return this.people.findIndex(({ id }) => id === userId);
  }

  keep(message) {
    this.chats.get(message.chat.id).messages.set(message.message_id, message);
  }

  lastOwn() {
    return [...this.current.messages.values()].reverse()
      .find((message) => message.from.id === this.person.id && message.text);
  }
}
