// One message to one address, tried again while there is hope. The address is a secret: no reason that is given holds it.
import type { JsonObject } from "@slipway/ir";

/** Milliseconds before each further try: a quarter of a minute, and ten seconds for each answer. */
const WAITS = [1_000, 2_000, 4_000, 8_000];
const LONGEST_WAIT = 20_000;
const ANSWER_WITHIN = 10_000;

/** Gives the reason why it did not arrive. */
export async function deliver(
  address: string,
  body: JsonObject,
  waits: readonly number[] = WAITS,
): Promise<string | undefined> {
  const url = urlOf(address);
  if (!url) return "it holds no address that begins with https:// or http://";
  const [wait, ...later] = waits;
  const answer = await post(url, body);
  if (answer.kind === "taken") return undefined;
  if (answer.kind === "refused" || wait === undefined) return answer.reason;
  await new Promise((resolve) => setTimeout(resolve, answer.wait ?? wait));
  return deliver(address, body, later);
}

function urlOf(address: string): string | undefined {
  const text = address.trim();
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}` === "" ? href : undefined;
}

type Answer =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string; readonly wait?: number };

/** Nothing is followed elsewhere, and no answer is shown: both could tell what is secret. */
async function post(url: string, body: JsonObject): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    await response.body?.cancel();
    const { status, ok, headers } = response;
    if (ok) return { kind: "taken" };
    const reason = `the answer is ${status}${HINTS[status] ?? ""}`;
    if (status !== 429 && status !== 408 && status < 500) return { kind: "refused", reason };
    const wait = Number(headers.get("retry-after") ?? Number.NaN) * 1000;
    return { kind: "failed", reason, ...(wait > 0 && { wait: Math.min(wait, LONGEST_WAIT) }) };
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

const HINTS: Readonly<Record<number, string>> = {
  400: ": the service does not take this form, or not this key",
  401: ": the address or the key is not valid",
  403: ": the address or the key is not valid",
  404: ": there is no such webhook (any more)",
  410: ": there is no such webhook (any more)",
};

/** Of an error nothing but its kind: its text may hold the address. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: unknown; readonly cause?: { readonly code?: unknown } };
  const code = cause?.code;
  if (name === "TimeoutError") return `no answer within ${ANSWER_WITHIN / 1000} seconds`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its host is not known here";
  if (code === "ECONNREFUSED") return "nobody answers there";
  return typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code)
    ? `the connection failed (${code})`
    : "the connection failed";
}
