// An image's name, taken apart: who can change what it means.
// Source: https://github.com/distribution/reference/blob/v0.6.0/reference.go

export type ImageFacts = {
  /** As the pod has it; where that is known only in a run, words that say where it comes from. */
  readonly text: string;
  readonly isKnown: boolean;
  /** `docker.io` where the name has none. */
  readonly registry?: string;
  /** `library/python`. */
  readonly repository?: string;
  /** `latest` where the name has neither tag nor digest. */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
  /** Without a digest the same name may bring another image tomorrow. */
  readonly isMutable: boolean;
};
