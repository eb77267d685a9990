// An artifact: what it is, where it lies, who made it and who used it.
import type { ArtifactRecord, TaskView } from "@slipway/runtime";
import { bytes } from "./format.js";
import { type Html, html, NOTHING } from "./html.js";
import type { Lineage } from "./lineage.js";
import { renderText } from "./value.js";
import { anchorOf, titleOf } from "./walk.js";

export function renderArtifact(name: string, artifact: ArtifactRecord, lineage: Lineage): Html {
  const { uri, size, digest, isFolder, customPath, metadata } = artifact;
  const facts: readonly (readonly [string, Html | false | undefined])[] = [
    ["Digest", digest !== undefined && html`<code>${digest}</code>`],
    ["Put at", customPath !== undefined && html`<code>${customPath}</code>`],
    ["Made by", linksTo(lineage.makers.get(uri))],
    ["Used by", linksTo(lineage.users.get(uri))],
  ];
  const what = [titleOf(artifact), isFolder && "a folder", size === undefined ? "not stored" : bytes(size)];
  const amount = Object.keys(metadata).length;
  return html`<li><p><b>${name}</b> <span class="quiet">${what.filter(Boolean).join(", ")}</span></p><p class="uri"><code>${uri || "no uri"}</code></p>
<dl class="facts">${facts.map(([label, value]) => (value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : NOTHING))}</dl>
${amount > 0 && html`<details><summary>Metadata <span class="quiet">${amount}</span></summary>${renderText(JSON.stringify(metadata, undefined, 2))}</details>`}</li>`;
}

const MOST_LINKS = 20;

/** Links to the panels of tasks, by their paths. */
export function linksTo(tasks: readonly TaskView[] = []): Html | undefined {
  if (tasks.length === 0) return undefined;
  const links = tasks.slice(0, MOST_LINKS).map((task) => html`<a href="#${anchorOf(task)}">${task.path}</a> `);
  const rest = tasks.length - links.length;
  return html`${links}${rest > 0 && html`and ${rest} more`}`;
}
