// One payment from the shop's page: create it if need be, open it, wait for how it ends.
import { type Created, createPayment, parsePayUrl, Refusal, type SignedPayment } from "./create";
import { listen, type PaidStatus } from "./messages";
import { openOverlay, type Overlay } from "./overlay";
import { languageFor, type Words, wordsIn } from "./words";

export interface Result {
  /** "closed": the payer left before the end. The postback to the shop's server is what counts. */
  status: PaidStatus | "closed";
  number: number | null;
  /** Why nothing could be created, where that is what happened. */
  error?: { code: string; detail: string };
}

export interface Options extends Partial<SignedPayment> {
  /** A payment created beforehand through /v1: its pay_url. */
  payUrl?: string;
  lang?: string;
  /** Goes to the pay page instead of opening it over this one. */
  redirect?: boolean;
  onSuccess?: (result: Result) => void;
  onFailure?: (result: Result) => void;
  onClose?: (result: Result) => void;
}

/** A frame that has said nothing by then was not let in: the payer is taken to the pay page itself. */
const READY_WITHIN_MS = 8_000;
/** Long enough to read that it is paid. */
const SUCCESS_SHOWN_MS = 1_500;

let current: Promise<Result> | null = null;

/** Opens one payment at a time: while one is open, asking again gives the same one. */
export function pay(base: string, options: Options): Promise<Result> {
  if (current !== null) return current;
  const running = new Promise<Result>((resolve) => run(base, options, resolve));
  current = running;
  return running;
}

function run(base: string, options: Options, resolve: (result: Result) => void): void {
  const language = languageFor(options.lang);
  const words = wordsIn(language);
  const abort = new AbortController();
  let stopListening = () => {};
  let readyTimer: number | undefined;
  let result: Result = { status: "closed", number: null };
  let told = false;

  /** Tells the shop, once. */
  const tell = () => {
    if (told) return;
    told = true;
    resolve(result);
    if (result.status === "captured" || result.status === "authorised") options.onSuccess?.(result);
    if (result.status === "failed") options.onFailure?.(result);
  };
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(readyTimer);
    abort.abort();
    stopListening();
    overlay.remove();
    current = null;
    tell();
    options.onClose?.(result);
  };
  const leave = (url: URL) => location.assign(url.href);

  const overlay: Overlay = openOverlay(words, language, end);
  const start = () => {
    overlay.showLoading();
    created(base, options, abort.signal).then(open, (refusal: Refusal) => {
      if (ended) return;
      result = { status: "failed", number: null, error: { code: refusal.code, detail: refusal.message } };
      overlay.showError(explain(refusal, words), refusal.code, mayRetry(refusal) ? start : null);
    });
  };
  const open = ({ number, payUrl }: Created) => {
    if (ended) return;
    result = { status: "closed", number };
    if (options.redirect) return leave(payUrl);
    const framed = new URL(payUrl);
    framed.searchParams.set("embed", "1");
    framed.searchParams.set("lang", language);
    const frame = overlay.load(framed);
    readyTimer = window.setTimeout(() => leave(payUrl), READY_WITHIN_MS);
    stopListening = listen(frame, payUrl.origin, (message) => {
      clearTimeout(readyTimer);
      overlay.showFrame();
      if (message.type === "close") return end();
      if (message.type !== "done") return;
      result = { status: message.status, number: message.number ?? number };
      // A failure is told when the payer leaves: until then another attempt may still succeed.
      if (message.status === "failed") return;
      tell();
      window.setTimeout(end, SUCCESS_SHOWN_MS);
    });
  };
  start();
}

async function created(base: string, options: Options, signal: AbortSignal): Promise<Created> {
  if (options.payUrl !== undefined) {
    const payUrl = parsePayUrl(options.payUrl);
    if (payUrl === null) throw new Refusal("pay_url_invalid", 0, "payUrl is not a web address");
    return { number: null, payUrl };
  }
  const { key, data, signature } = options;
  if (!key || !data || !signature) throw new Refusal("options_missing", 0, "key, data and signature, or payUrl, are needed");
  return createPayment(base, { key, data, signature }, signal);
}

function mayRetry(refusal: Refusal): boolean {
  return refusal.code === "offline" || refusal.code === "timeout" || refusal.status === 409 || refusal.status === 429 || refusal.status >= 500;
}

function explain(refusal: Refusal, words: Words): string {
  if (refusal.code === "offline" || refusal.code === "timeout") return words.offline;
  if (refusal.status === 429) return words.busy;
  if (refusal.status >= 500) return words.server;
  return words.refused;
}
