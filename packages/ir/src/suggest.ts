import { closest, distance } from "fastest-levenshtein";

/** In a file of thousands of names a search for each mistake would take longer than reading it. */
const MOST_NAMES = 5000;
const MOST_CANDIDATES = 2000;
const LONGEST_NAME = 100;

/** ` Did you mean "x"?` when one of the names is near enough to be a slip of the finger; else an empty text. */
export function didYouMean(name: string, names: Iterable<string>): string {
  if (name.length > LONGEST_NAME) return "";
  const limit = name.length <= 3 ? 1 : Math.ceil(name.length / 3);
  const candidates: string[] = [];
  let seen = 0;
  for (const candidate of names) {
    seen += 1;
    if (Math.abs(candidate.length - name.length) <= limit && candidate !== name) candidates.push(candidate);
    if (seen > MOST_NAMES || candidates.length > MOST_CANDIDATES) return "";
  }
  if (candidates.length === 0) return "";
  const nearest = closest(name, candidates);
  return distance(name.toLowerCase(), nearest.toLowerCase()) <= limit ? ` Did you mean "${nearest}"?` : "";
}
