// From a uri to its store. The clients of S3 and Cloud Storage are loaded only where such a store is opened.
import { storeError } from "./error.js";
import { fileStore } from "./file.js";
import { DEFAULTS, type StoreOptions } from "./options.js";
import type { Store } from "./store.js";
import { parseUri } from "./uri.js";

/**
 * Opens a store; nothing is asked of a server before the first use. `minio://` is S3 with `pathStyle`. Who we are is found
 * by each client in its own ways: the environment, files in the home folder, the machine's identity.
 *
 * Throws a `StoreError` with the code store/bad-uri.
 *
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
 * @see https://cloud.google.com/docs/authentication/application-default-credentials
 * @example
 * await openStore("file:///var/lib/slipway");
 * await openStore("s3://bucket/prefix", { endpoint: "http://localhost:9000", pathStyle: true });
 */
export async function openStore(uri: string, options: StoreOptions = {}): Promise<Store> {
  const parsed = parseUri(uri);
  checkEndpoint(uri, options);
  const resolved = { ...DEFAULTS, ...options };
  switch (parsed.kind) {
    case "file":
      return fileStore(parsed.uri, parsed.folder);
    case "minio":
      return (await import("./s3.js")).s3Store(parsed.uri, parsed, { pathStyle: true, ...resolved });
    case "s3":
      return (await import("./s3.js")).s3Store(parsed.uri, parsed, resolved);
    case "gs":
      return (await import("./gs.js")).gsStore(parsed.uri, parsed, resolved);
  }
}

/** A password in it would be seen in errors. */
function checkEndpoint(uri: string, { endpoint }: StoreOptions): void {
  if (endpoint === undefined) return;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isFit = url !== undefined && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (!isFit)
    throw storeError("store/bad-uri", uri, "the endpoint must be like https://host:port, without a name or password");
}
