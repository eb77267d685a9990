// Carries a file or a folder into a store, or back: node store-copy.mjs up|down URI ENDPOINT PATH. Says what it took.
import { download, openStore, upload } from "@slipway/store";

const [direction, uri, endpoint, path] = process.argv.slice(2);
const options = { pathStyle: true, anonymous: uri.startsWith("gs:"), ...(endpoint === "" ? {} : { endpoint }) };
const store = await openStore(uri, options);
const place = { store, key: "artifact" };
const start = performance.now();
const { size } = direction === "up" ? await upload(path, place) : await download(place, path);
const seconds = (performance.now() - start) / 1000;
const mebibytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ mebibytes, megabytesPerSecond: size / 1e6 / seconds }));
