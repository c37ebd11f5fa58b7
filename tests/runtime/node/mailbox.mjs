// E-mails and SMS that would have gone out, in the order in which they were handed over.

const KEPT = 1_000;

export class Mailbox {
  items = [];

  add(message) {
    const item = { at: new Date().toISOString(), ...message };
    this.items.push(item);
    if (this.items.length > KEPT) this.items.shift();
    return item;
  }
}
