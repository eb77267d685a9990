// What the kfp SDK logs before and after a component's own code: the whole executor input, line by line. It hides what
// the component itself has to say, which may go through the same logger, and may leave its last line without an end.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/executor_main.py

const LOGGED = new RegExp(
  [
    String.raw`\[KFP Executor \d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO\]: `,
    "(?:Looking for component `|--component_module_path is not specified|Loading KFP component |Got executor_input:$|",
    String.raw`Did not write output file\.$|Wrote executor output file to )`,
  ].join(""),
);

/** Gives of each line of a stream, in order, what the component itself has written of it; undefined where that is nothing. */
export function ownLines(): (line: string) => string | undefined {
  let isInput = false;
  return (line) => {
    if (isInput) {
      isInput = line !== "}";
      return undefined;
    }
    const logged = LOGGED.exec(line);
    if (!logged) return line;
    isInput = line.endsWith("Got executor_input:");
    return logged.index > 0 ? line.slice(0, logged.index) : undefined;
  };
}
