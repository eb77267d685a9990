// Bounds that keep a wrong or hostile file from taking the machine. Every one has a diagnostic.

/** Bytes of a file, packed or unpacked: 32 MiB, what the Kubeflow Pipelines API server takes at most. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** Levels of nesting in a document. The SDK writes about 15; a value of a user's may hold more. */
export const MAX_DEPTH = 200;

/**
 * Keys and values in a text. A pipeline of 10,000 tasks has 300,000, and 32 MiB full of tasks less than this, while the
 * same bytes of `[[],[],…]` have 11 million. A text of as many characters or fewer cannot have more.
 */
export const MAX_NODES = 4_000_000;

/** A document whose aliases make it this many times larger than its text is a bomb, not a pipeline. */
export const MAX_ALIAS_GROWTH = 10;

/** Errors of one kind that are shown of one file. */
export const MAX_SYNTAX_ERRORS = 20;

/** Characters of a broken text of which more than the first mistake is looked for: the second reader takes its time. */
export const MAX_RECOVERY = 100_000;

/** Keys and values in a text whose mistakes are shown with their places: to note where everything stands takes memory. */
export const MAX_LOCATED = 2_000_000;
