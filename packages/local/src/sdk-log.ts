// What the kfp SDK logs before and after a component's own code: the whole executor input, line by line. It hides what
// the component itself has to say.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/executor_main.py

/** Says of each line of a stream, in order, whether the component itself has written it. */
export function ownLines(): (line: string) => boolean {
  let isInput = false;
  return (line) => {
    if (isInput) {
      isInput = line !== "}";
      return false;
    }
    if (!/^\[KFP Executor [^\]]* INFO\]: /.test(line)) return true;
    isInput = line.endsWith("Got executor_input:");
    return false;
  };
}
