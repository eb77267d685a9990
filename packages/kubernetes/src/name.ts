// What Kubernetes accepts as a name, and names that it accepts for texts that it does not.
import { createHash } from "node:crypto";

const LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const NAME = /^[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/;

const LONGEST_LABEL = 63;
const LONGEST_SUBDOMAIN = 253;

/**
 * May a text be a name where a DNS label is asked for, such as that of a container or a namespace?
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 * @example
 * isDnsLabel("train-model"); // true
 * isDnsLabel("train.model"); // false
 */
export function isDnsLabel(text: string): boolean {
  return text.length <= LONGEST_LABEL && DNS_LABEL.test(text);
}

/**
 * May a text be the name of most objects, such as a ConfigMap?
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 * @example
 * isDnsSubdomain("train.example.org"); // true
 * isDnsSubdomain("Train"); // false
 */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= LONGEST_SUBDOMAIN && DNS_SUBDOMAIN.test(text);
}

/**
 * May a text be the value of a label? An empty one may.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 * @example
 * isLabelValue("v1.2_rc"); // true
 * isLabelValue("-v1"); // false
 */
export function isLabelValue(text: string): boolean {
  return text === "" || isName(text);
}

/**
 * May a text be the key of a label or an annotation?
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 * @example
 * isQualifiedName("app.kubernetes.io/name"); // true
 * isQualifiedName("a/b/c"); // false
 */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf("/");
  if (slash === -1) return isName(text);
  return isDnsSubdomain(text.slice(0, slash)) && isName(text.slice(slash + 1));
}

function isName(text: string): boolean {
  return text.length <= LONGEST_LABEL && NAME.test(text);
}

const HASH_LENGTH = 10;
const LIKE_HASHED = new RegExp(`(?:^|-)[0-9a-f]{${HASH_LENGTH}}$`);

/**
 * A DNS label for any text: the text itself where it is one, else what is readable of it with a hash of all of it. Two
 * texts have two labels, and a text always the same one.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 * @example
 * toDnsLabel("train-model"); // "train-model"
 * toDnsLabel("Train model"); // "train-model-c4d010dd1d"
 */
export function toDnsLabel(text: string, maxLength: number = LONGEST_LABEL): string {
  // A text that ends like a label made here gets a hash too, or it could be the label of another text.
  if (text.length <= maxLength && isDnsLabel(text) && !LIKE_HASHED.test(text)) return text;
  if (maxLength < HASH_LENGTH) throw new RangeError(`a label of ${maxLength} characters has no room for a hash`);
  // Of UTF-16, because UTF-8 has one and the same spelling for all halves of surrogate pairs.
  const hash = createHash("sha256").update(text, "utf16le").digest("hex").slice(0, HASH_LENGTH);
  const room = Math.max(0, Math.min(maxLength, LONGEST_LABEL) - HASH_LENGTH - 1);
  const readable = toReadable(text).slice(0, room).replace(/-+$/, "");
  return readable === "" ? hash : `${readable}-${hash}`;
}

/**
 * A label's value for any text: the text itself where it is one, else what {@link toDnsLabel} makes of it. So a name of
 * more than 63 characters, or one with blanks, can be looked for as a label.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 * @example
 * toLabelValue("Train_1.0"); // "Train_1.0"
 * toLabelValue("Train model"); // "train-model-c4d010dd1d"
 */
export function toLabelValue(text: string): string {
  return isLabelValue(text) ? text : toDnsLabel(text);
}

function toReadable(text: string): string {
  const withoutAccents = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return withoutAccents
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "");
}
