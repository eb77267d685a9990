import { defineConfig } from "vitest/config";

// Tests import the packages by their published names, so they test what is built: `npm test` builds first.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "packages/*/test/**/*.test.ts"],
    // What needs a cluster has a configuration of its own.
    exclude: ["**/node_modules/**", "test/cluster/**"],
    testTimeout: 60_000,
    hookTimeout: 600_000,
    // A worker for each core, where vitest would leave one free: most tests wait for the programs that they start.
    maxWorkers: "100%",
    // Concurrent tests start processes, and the cores are few.
    maxConcurrency: 4,
  },
});
