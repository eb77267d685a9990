// How a store is reached. Names and keys of who we are have no place here: each client finds them in its own ways.

export type StoreOptions = {
  /** Where the server is, such as "http://minio:9000"; without it the vendor's own. */
  readonly endpoint?: string;
  /** S3 only; without it what the SDK finds, or "us-east-1" where there is an endpoint. */
  readonly region?: string;
  /** S3 only: the bucket is part of the path and not of the host's name. Most servers but Amazon's want it. */
  readonly pathStyle?: boolean;
  /** Asks as nobody, for what is public. */
  readonly anonymous?: boolean;
  /** How often a request is sent at most that fails for a passing reason; 3 by default. */
  readonly attempts?: number;
  /** How long to wait for a connection and for each answer, in milliseconds; 10,000 by default. */
  readonly timeout?: number;
};
