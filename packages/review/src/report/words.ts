// Numbers and lists as people read them.

/** @example count(2, "task") // "2 tasks" */
export function count(amount: number, what: string, many = `${what}s`): string {
  return `${amount.toLocaleString("en-US")} ${amount === 1 ? what : many}`;
}

/** @example kib(2048) // "2 KiB" */
export function kib(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString("en-US")} KiB`;
}

/** @example listed(["a", "b", "c"], 2) // "a, b and 1 more" */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** @example clip("a long text", 6) // "a lon…" */
export function clip(text: string, most: number): string {
  const characters = [...text.slice(0, most * 2)];
  return text.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** @example seconds(5400) // "1 h 30 min" */
export function seconds(amount: number): string {
  if (amount < 60) return `${amount} s`;
  const [hours, minutes, rest] = [Math.floor(amount / 3600), Math.floor(amount / 60) % 60, amount % 60];
  const parts = [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`, rest > 0 && `${rest} s`];
  return parts.filter((part) => part !== false).join(" ");
}
