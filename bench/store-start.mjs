// What a task's first step asks of a store: is somebody before me, and if so, what is there? node store-start.mjs URI ENDPOINT
import { openStore } from "@slipway/store";

async function main([uri, endpoint]) {
  const store = await openStore(uri, { endpoint, pathStyle: true });
  const start = performance.now();
  await store.putIfAbsent("run.json", new TextEncoder().encode("{}"));
  await store.get("run.json");
  process.stdout.write(JSON.stringify({ requests: performance.now() - start }));
}

void main(process.argv.slice(2));
