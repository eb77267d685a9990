// The licences of the packages in a bundle, which ask for their text to go with it.
import { readdirSync, readFileSync } from "node:fs";

/** @param metafile what esbuild says of a bundle */
export function licencesOf({ inputs }) {
  const roots = Object.keys(inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const licences = [...new Set(roots.filter((root) => root !== undefined))].map((root) => {
    return `${root.replace(/^.*node_modules\//, "")}\n\n${licenceOf(root).trim()}\n`;
  });
  return licences.join(`\n${"-".repeat(80)}\n\n`);
}

/** Some packages have no file; then what they say of themselves is all that there is. */
function licenceOf(root) {
  const name = readdirSync(root).find((file) => /^licen[cs]e/i.test(file));
  if (name) return readFileSync(`${root}/${name}`, "utf8");
  const { license, author } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
  if (!license) throw new Error(`${root} has no licence`);
  return `${license}\n${author?.name ?? author ?? ""}`;
}
