// A server between a client and another server that loses what it should pass on.
import { connect, createServer } from "node:net";
import { afterAll } from "vitest";

/** How many bytes of answers pass on a connection before it breaks; undefined for all. The first connection is 0. */
export type Cut = (connection: number) => number | undefined;

/** What becomes of an answer, as Latin-1. */
export type Change = (text: string) => string;

/** Where the proxy is. With `() => 0` every request is done, and every answer lost. */
export function startProxy(endpoint: string, cut: Cut, change?: Change): Promise<string> {
  let count = 0;
  const server = createServer((client) => {
    const most = cut(count);
    count += 1;
    let passed = 0;
    const upstream = connect(Number(new URL(endpoint).port), "127.0.0.1");
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
    client.pipe(upstream);
    upstream.on("data", (bytes) => {
      const chunk = change === undefined ? bytes : Buffer.from(change(bytes.toString("latin1")), "latin1");
      passed += chunk.length;
      if (most !== undefined && passed > most) end();
      else if (!client.write(chunk)) {
        upstream.pause();
        client.once("drain", () => upstream.resume());
      }
    });
  });
  return listen(server);
}

/** A server that takes every connection and never says a word. */
export function startSilence(): Promise<string> {
  return listen(createServer(() => {}));
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  afterAll(() => {
    server.close();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    });
  });
}
