// One of several processes that write the same object: node race.mjs WHAT STORE KEY COUNT, where WHAT is
// claim      tries to be the first to write, and prints "true" or "false"
// increment  adds 1 to the number in the object COUNT times, or until it is told to end, and prints a "+" for each
// overwrite  writes a megabyte of one digit after the other until it is killed
// STORE is JSON: the uri and the options.
import { openStore } from "@slipway/store";

const [what, text, key, count] = process.argv.slice(2);
const { uri, options } = JSON.parse(text);
const store = await openStore(uri, options);
let isTold = false;
const encode = (value) => new TextEncoder().encode(value);

async function increment() {
  for (;;) {
    const { bytes, version } = await store.get(key);
    if (await store.replace(key, encode(String(Number(new TextDecoder().decode(bytes)) + 1)), version)) return;
  }
}

switch (what) {
  case "claim":
    process.stdout.write(String(await store.putIfAbsent(key, encode(String(process.pid)))));
    break;
  case "increment":
    process.once("SIGTERM", () => {
      isTold = true;
    });
    for (let i = 0; i < Number(count) && !isTold; i++) {
      await increment();
      process.stdout.write("+");
    }
    break;
  case "overwrite":
    for (let i = 0; ; i = (i + 1) % 10) await store.put(key, encode(String(i).repeat(1024 * 1024)));
}
