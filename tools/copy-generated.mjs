// tsc copies no JavaScript: what was compiled from schemas/ goes from src/gen to dist/gen as it is. Run in a package.
import { cpSync, readdirSync } from "node:fs";

for (const file of readdirSync("src/gen").filter((name) => /(?:\.c?js|\.d\.c?ts)$/.test(name))) {
  cpSync(`src/gen/${file}`, `dist/gen/${file}`);
}
