// Where a task is in the tree of DAGs, by the ids of the plan. The root's id is empty.

/** Id of the DAG that a task is in: of `for-loop-1/train` it is `for-loop-1`. */
export function dagOf(task: string): string {
  return task.slice(0, Math.max(0, task.lastIndexOf("/")));
}

/** Is a task or a DAG somewhere in this DAG, or the DAG itself? */
export function isWithin(id: string, dag: string): boolean {
  return dag === "" || id === dag || id.startsWith(`${dag}/`);
}

/** A task or a DAG and the DAGs around it as far as, and without, one that holds them all; the innermost first. */
export function upTo(dag: string, id: string): readonly string[] {
  const ids: string[] = [];
  for (let one = id; one !== dag; one = dagOf(one)) ids.push(one);
  return ids;
}

/** The innermost DAG that holds both tasks. */
export function sharedDag(one: string, other: string): string {
  let dag = dagOf(one);
  while (!isWithin(other, dag) || other === dag) dag = dagOf(dag);
  return dag;
}

/** The task of `dag` that `id` is, or is in. */
export function childOf(dag: string, id: string): string {
  const start = dag === "" ? 0 : dag.length + 1;
  const end = id.indexOf("/", start);
  return end === -1 ? id : id.slice(0, end);
}
