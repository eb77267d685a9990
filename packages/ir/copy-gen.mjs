// tsc copies no JavaScript: the compiled validators go to dist as they are.
import { cpSync } from "node:fs";

for (const file of ["validators.cjs", "validators.d.cts"]) {
  cpSync(new URL(`src/gen/${file}`, import.meta.url), new URL(`dist/gen/${file}`, import.meta.url));
}
