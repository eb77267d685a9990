// How a store is reached. Who we are has no place here: each client finds that in its own ways.

export type StoreOptions = {
  /** Where the server is, such as "http://minio:9000"; without it the vendor's own. */
  readonly endpoint?: string;
  /** S3 only; without it what the SDK finds, or "us-east-1" where there is an endpoint. */
  readonly region?: string;
  /** S3 only: the bucket is part of the path and not of the host's name, as most servers but Amazon's want it. */
  readonly pathStyle?: boolean;
  /** Asks as nobody, for what is public. */
  readonly anonymous?: boolean;
  /** How often a request is sent at most that fails for a passing reason; 3 by default. */
  readonly attempts?: number;
  /** How long a server may be silent, in milliseconds; 60,000 by default. To connect it has 5,000 at most. */
  readonly timeout?: number;
};

export type ResolvedOptions = StoreOptions & Required<Pick<StoreOptions, "attempts" | "timeout">>;

export const DEFAULTS = { attempts: 3, timeout: 60_000 } as const satisfies StoreOptions;
