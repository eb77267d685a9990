// Proxies as programs read them.
// Source: https://curl.se/docs/manpage.html (environment variables)
import type { EnvVar } from "./platform/fragment.js";

/** Addresses; `noProxy` is a list of hosts with commas. */
export type Proxy = { readonly http?: string; readonly https?: string; readonly noProxy?: string };

/** What is near: the pod itself, the services of its cluster, and its API, which many call by its address. */
const NEAR = ["localhost", "127.0.0.1", "::1", "$(KUBERNETES_SERVICE_HOST)", ".svc", ".svc.cluster.local"];

/**
 * Variables of a container, each in both spellings, as some programs read the one and some the other.
 *
 * @param endpoint of the store, which is reached directly unless `noProxy` says which hosts are
 *
 * @example
 * proxyVariables({ https: "http://proxy:3128" }); // HTTPS_PROXY, https_proxy, NO_PROXY and no_proxy
 */
export function proxyVariables(
  { http, https, noProxy }: Proxy,
  endpoint?: string,
): readonly (EnvVar<string> & { readonly value: string })[] {
  if (http === undefined && https === undefined) return [];
  const near = [...NEAR, ...(endpoint === undefined ? [] : [new URL(endpoint).hostname])];
  const variables = { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: noProxy ?? near.join(",") };
  return Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [name, name.toLowerCase()].map((spelling) => ({ name: spelling, value })),
  );
}
