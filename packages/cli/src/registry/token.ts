// A token for reading one repository, from whom the registry names.
// Source: https://distribution.github.io/distribution/spec/auth/token, https://distribution.github.io/distribution/spec/auth/oauth
import type { ImageName } from "@slipway/pod";
import type { Challenge } from "./challenge.js";
import { basic, type Credentials } from "./credentials.js";
import { type Failed, failed, reasonOfStatus } from "./reason.js";

type Told = {
  readonly image: ImageName;
  readonly credentials: Credentials;
  readonly within: number;
  /** Whether the registry itself was asked by TLS. */
  readonly isSecure: boolean;
};

type Token = { readonly kind: "token"; readonly token: string };

export async function fetchToken(
  { realm, service, scope }: Extract<Challenge, { readonly kind: "bearer" }>,
  { image, credentials, within, isSecure }: Told,
): Promise<Token | Failed> {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || (isSecure && url.protocol !== "https:")) {
    return failed("the registry names no address for tokens that could be trusted");
  }
  const wanted = { ...(service !== undefined && { service }), scope: scope ?? `repository:${image.repository}:pull` };
  const response =
    credentials.kind === "identity"
      ? await exchange(url, { ...wanted, refresh_token: credentials.token }, within)
      : await get(url, wanted, { credentials, within });
  const isLoggedIn = credentials.kind !== "none";
  if (!response.ok) return failed(reasonOfStatus(response.status, image.registry, isLoggedIn));
  const token = tokenIn(await response.text());
  return token === undefined ? failed("whoever gives tokens for the registry gave none") : { kind: "token", token };
}

function get(
  url: URL,
  wanted: Readonly<Record<string, string>>,
  { credentials, within }: Pick<Told, "credentials" | "within">,
): Promise<Response> {
  const asked = new URL(url);
  for (const [key, value] of Object.entries(wanted)) asked.searchParams.set(key, value);
  const headers = credentials.kind === "password" ? { authorization: basic(credentials) } : {};
  return fetch(asked, { headers, signal: AbortSignal.timeout(within) });
}

function exchange(url: URL, wanted: Readonly<Record<string, string>>, within: number): Promise<Response> {
  const body = new URLSearchParams({ grant_type: "refresh_token", client_id: "slipway", ...wanted });
  return fetch(url, { method: "POST", body, signal: AbortSignal.timeout(within) });
}

function tokenIn(text: string): string | undefined {
  try {
    const { token, access_token: other } = JSON.parse(text) as {
      readonly token?: unknown;
      readonly access_token?: unknown;
    };
    const found = token ?? other;
    return typeof found === "string" && /^[\x21-\x7e]+$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
