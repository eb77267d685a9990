import type { JsonValue } from "@slipway/ir";
import fc from "fast-check";
import { printDocuments, type Style, styles } from "../print.js";
import { documentsOf, type Pipeline } from "../write/pipeline.js";
import { damageText, type TextDamage, textDamages } from "./text.js";
import { damageTree, type TreeDamage, treeDamages } from "./tree.js";

/** A file that was a pipeline, and what was done to it. */
export type Damaged = {
  readonly text: string;
  readonly damage: readonly (TreeDamage | TextDamage)[];
  readonly style: Style;
};

type Damages = { readonly tree?: readonly TreeDamage[]; readonly text?: readonly TextDamage[] };

/**
 * Files with one mistake or a few: in what they say (a node deleted, retyped, renamed, repeated, pointing elsewhere), or
 * in how they are written (cut, garbled, shifted). Some are still pipelines.
 */
export function damaged(pipeline: fc.Arbitrary<Pipeline>): fc.Arbitrary<Damaged> {
  const several = { minLength: 1, maxLength: 3 };
  const inTree = fc.record({ tree: fc.array(treeDamages(), several) });
  const inText = fc.record({ text: fc.array(textDamages(), several) });
  const inBoth = fc.record({ tree: fc.array(treeDamages(), several), text: fc.array(textDamages(), several) });
  const damages = fc.oneof<fc.MaybeWeightedArbitrary<Damages>[]>(
    { weight: 6, arbitrary: inTree },
    { weight: 2, arbitrary: inText },
    { weight: 1, arbitrary: inBoth },
  );
  return fc.tuple(pipeline, styles(), damages).map(([whole, style, { tree = [], text = [] }]) => {
    const documents = tree.reduce<readonly JsonValue[]>(damageTree, documentsOf(whole));
    const printed = printDocuments(documents, style);
    return { text: text.reduce<string>(damageText, printed), damage: [...tree, ...text], style };
  });
}
