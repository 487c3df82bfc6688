// Match the bot's answers to the buttons that were pressed.

const SECONDS = 15;

export class Answers {
  constructor() {
    this.waiting = new Map();
    this.early = new Map();
  }

  // Resolves to the answer, or to nothing if the bot gives none in time.
  to(id) {
    const known = this.early.get(id);
    this.early.delete(id);
    if (known) return known;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      setTimeout(resolve, SECONDS * 1000);
    }).finally(() => this.waiting.delete(id));
  }

  // The answer may be quicker than the id under which it comes; then it has to be kept.
  arrive(answer) {
    const resolve = this.waiting.get(answer.id);
    if (resolve) resolve(answer);
    else this.early.set(answer.id, answer);
  }
}
