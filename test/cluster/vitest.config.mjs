import { defineConfig } from "vitest/config";

// What runs on the cluster of this folder: `npm run test:cluster`.
export default defineConfig({
  test: {
    include: ["test/cluster/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Pods of several workflows at once: the cores are few, but most of a workflow's time is waiting.
    maxConcurrency: 4,
  },
});
