// The client of S3, with just the commands that are used.
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { ResolvedOptions } from "./options.js";

/** What connects at all does so quickly. */
const MOST_MILLISECONDS_TO_CONNECT = 5_000;

/** Any, as servers of one's own have none. */
const REGION = "us-east-1";

/**
 * Google's client reads HTTPS_PROXY and NO_PROXY by itself, Amazon's does not. An older Node than 24.5 passes over it.
 * Source: https://nodejs.org/api/http.html#built-in-proxy-support
 */
const AGENT = { keepAlive: true, proxyEnv: process.env };

/** Requests are repeated by the SDK, after a pause that grows; bytes on the way are checked by its CRC32. */
export function s3Client(options: ResolvedOptions): S3Client {
  const { endpoint, anonymous, attempts, timeout } = options;
  const region = options.region ?? (endpoint === undefined ? undefined : REGION);
  const config: S3ClientConfig = {
    maxAttempts: attempts,
    forcePathStyle: options.pathStyle ?? false,
    followRegionRedirects: true,
    requestHandler: {
      connectionTimeout: Math.min(timeout, MOST_MILLISECONDS_TO_CONNECT),
      socketTimeout: timeout,
      httpAgent: AGENT,
      httpsAgent: AGENT,
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    // https://github.com/aws/aws-sdk-js-v3/issues/2321: a request that nobody signs.
    ...(anonymous ? { signer: { sign: async (request) => request }, credentials: NOBODY } : {}),
  };
  return new S3Client(config);
}

const NOBODY = { accessKeyId: "", secretAccessKey: "" };
