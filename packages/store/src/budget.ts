// Memory that several writers share, so that many large files at a time need no more of it than one.

export type Budget = {
  /** Runs `act` when there is room for that many bytes, in the order of the calls. More than there are count as all. */
  readonly spend: <T>(bytes: number, act: () => Promise<T>) => Promise<T>;
};

export function budgetOf(most: number): Budget {
  let left = most;
  const waiting: { readonly bytes: number; readonly go: () => void }[] = [];
  const next = () => {
    for (let first = waiting[0]; first !== undefined && first.bytes <= left; first = waiting[0]) {
      waiting.shift();
      left -= first.bytes;
      first.go();
    }
  };
  const enter = (bytes: number) =>
    new Promise<void>((go) => {
      waiting.push({ bytes, go });
      next();
    });
  return {
    spend: async (wanted, act) => {
      const bytes = Math.min(wanted, most);
      await enter(bytes);
      try {
        return await act();
      } finally {
        left += bytes;
        next();
      }
    },
  };
}
