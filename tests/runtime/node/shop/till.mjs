// The shop's server side of a sale: it knows the prices and the secrets, the page knows neither.
import { createHmac, randomBytes } from "node:crypto";

const GOODS = [
  { item: "sencha", name: "Sencha, first flush", note: "100 g, Shizuoka", price: "990.00" },
  { item: "oolong", name: "Dan Cong oolong", note: "50 g, Guangdong", price: "1450.00" },
  { item: "teapot", name: "Yixing teapot", note: "180 ml, red clay", price: "6200.00" },
];

export class Till {
  goods = GOODS;
  cards = [];

  constructor(baseUrl, shopUrl) {
    this.baseUrl = baseUrl;
    this.shopUrl = shopUrl;
  }

  open({ api_key, widget_key, widget_secret, cards }) {
    Object.assign(this, { apiKey: api_key, widgetKey: widget_key, widgetSecret: widget_secret, cards: cards ?? [] });
  }

  /** Sells one piece: `way` is "signed" (data for the widget) or "created" (a payment made beforehand through the API). */
  async order({ item, way }) {
    const good = GOODS.find((each) => each.item === item);
    if (!good) throw new Error("no such item");
    if (!this.apiKey) throw new Error("the shop is not open yet");
    const order = `T-${randomBytes(4).toString("hex").toUpperCase()}`;
    const payment = {
      amount: good.price,
      currency: "RUB",
      order,
      label: "tea-friend",
      description: good.name,
      cart: [{ name: good.name, price: good.price, quantity: "1", sum: good.price }],
      success_url: `${this.shopUrl}/success?order=${order}`,
      failure_url: `${this.shopUrl}/failure?order=${order}`,
    };
    return { order, ...(way === "created" ? await this.#create(payment) : this.#sign(payment)) };
  }

  #sign(payment) {
    const data = JSON.stringify(payment);
    return { key: this.widgetKey, data, signature: createHmac("sha256", this.widgetSecret).update(data).digest("hex") };
  }

  async #create(payment) {
    const answer = await fetch(`${this.baseUrl}/v1/payments`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.apiKey}`, "content-type": "application/json", "idempotency-key": payment.order },
      body: JSON.stringify(payment),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail ?? body.title ?? `the payment desk answered ${answer.status}`);
    return { number: body.number, pay_url: body.pay_url };
  }
}
