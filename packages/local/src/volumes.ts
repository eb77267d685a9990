// Volume claims as folders: CreatePVC makes one, DeletePVC deletes it, and a container can have it mounted.
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathSegment } from "@slipway/pod";
import type { Volumes } from "@slipway/runtime";

/** The folder of a claim. */
export function claimFolder(folder: string, name: string): string {
  return join(folder, pathSegment(name));
}

/** @param folder of all claims; they outlive the run that made them */
export function folderVolumes(folder: string): Volumes {
  return {
    create: async (name) => {
      await mkdir(folder, { recursive: true });
      try {
        await mkdir(claimFolder(folder, name));
        return undefined;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
        return `there is already a volume claim "${name}"`;
      }
    },
    remove: async (name) => {
      const path = claimFolder(folder, name);
      if (!(await stat(path).then(Boolean, () => false))) return `there is no volume claim "${name}"`;
      await rm(path, { recursive: true });
      return undefined;
    },
  };
}
