/**
 * A text for a container's environment, command or arguments that reaches the container as it is. Kubernetes replaces
 * references to variables there, and takes two dollars for one; older versions also spoil a letter beyond ASCII that
 * follows a dollar.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 * @example
 * literalText("costs $5"); // "costs $5"
 * literalText("$$"); // "$$$$"
 */
export function literalText(text: string): string {
  return /\$[($\u0080-\uffff]/.test(text) ? text.replaceAll("$", "$$$$") : text;
}
