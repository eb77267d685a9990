// Digests written into the text of a pipeline: every other character stays what it is.
import { imagesOf, type NamedImage } from "@slipway/compiler";
import { locate, type PipelineFile, parsePipeline } from "@slipway/ir";
import { diagnose } from "./messages.js";

type Edit = { readonly start: number; readonly end: number; readonly text: string };

export type Edited =
  | { readonly kind: "edited"; readonly text: string }
  /** Images that are not written on one line, as they are read. */
  | { readonly kind: "unclear"; readonly images: readonly string[] };

/**
 * @param text that the file was read from
 * @param change gives the name to write in place of another
 */
export function editImages(text: string, file: PipelineFile, change: (image: string) => string): Edited {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const changed = imagesOf(file).filter(({ image }) => change(image) !== image);
  const places = placesOf(changed, file);
  const edits = changed.map(({ image }, index) => editAt(text, image, (places[index] ?? -1) + mark, change(image)));
  const unclear = changed.filter((_, index) => edits[index] === undefined).map(({ image }) => image);
  if (unclear.length > 0) return { kind: "unclear", images: [...new Set(unclear)] };
  // An alias leads several paths to one place.
  const once = new Map(edits.flatMap((edit) => (edit ? [[edit.start, edit]] : [])));
  const made = [...once.values()].sort((one, other) => other.start - one.start).reduce(apply, text);
  return isRight(made, file, change) ? { kind: "edited", text: made } : { kind: "unclear", images: namesOf(changed) };
}

function namesOf(images: readonly NamedImage[]): readonly string[] {
  return [...new Set(images.map(({ image }) => image))];
}

function placesOf(images: readonly NamedImage[], { source }: PipelineFile): readonly (number | undefined)[] {
  const asked = images.map(({ image, path }) => diagnose("not-locked", path, { image, lock: "" }));
  return locate(asked, source).map(({ range }) => range?.offset);
}

/** A name in quotes, or as it is. What an alias stands for is written where its anchor is. */
function editAt(text: string, image: string, place: number, instead: string): Edit | undefined {
  const at = /^(?:[&!]\S+\s+)*/.exec(text.slice(place, place + 200))?.[0].length ?? 0;
  const start = place + at;
  if (ALIAS.test(text.slice(start, start + 200))) return { start, end: start, text: "" };
  const quote = /^["']/.exec(text.slice(start, start + 1))?.[0] ?? "";
  const from = start + quote.length;
  const isWritten = text.startsWith(`${image}${quote}`, from);
  return isWritten ? { start: from, end: from + image.length, text: instead } : undefined;
}

/** Of an entry whose value is an alias the place is that of its key. */
const ALIAS = /^(?:["']?image["']?\s*:\s*)?\*/;

function apply(text: string, { start, end, text: instead }: Edit): string {
  return `${text.slice(0, start)}${instead}${text.slice(end)}`;
}

/** What is written is read once more: the images are those wanted. */
function isRight(text: string, before: PipelineFile, change: (image: string) => string): boolean {
  const read = parsePipeline(text);
  if (!read.ok) return false;
  const wanted = imagesOf(before).map(({ image, path }) => ({ image: change(image), path }));
  return JSON.stringify(imagesOf(read.value)) === JSON.stringify(wanted);
}
