// Waiting for a server that says nothing any more, where its client would wait for ever.

/** Ends what is waited for when it has lasted as long as that, in milliseconds. */
export type Patience = { readonly start: () => void; readonly stop: () => void };

export function patience(milliseconds: number, end: (error: Error) => void): Patience {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  const start = () => {
    stop();
    timer = setTimeout(() => end(silence(milliseconds)), milliseconds);
  };
  return { start, stop };
}

function silence(milliseconds: number): Error {
  return Object.assign(new Error(`nothing was heard for ${milliseconds} ms`), { code: "ETIMEDOUT" });
}
