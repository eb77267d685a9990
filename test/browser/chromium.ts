// A real browser without a window: Debian's Chromium, installed when it is missing and this is root on such a system.
import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

const FIVE_MINUTES = 300_000;

/** The browser's program, or undefined where there is none and none can be installed. */
export function findChromium(): string | undefined {
  const found = which("chromium") ?? which("chromium-browser") ?? which("google-chrome");
  if (found || process.getuid?.() !== 0 || !which("apt-get")) return found;
  try {
    execFileSync("apt-get", ["update"], { stdio: "ignore", timeout: FIVE_MINUTES });
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
      stdio: "ignore",
      timeout: FIVE_MINUTES,
      env,
    });
  } catch {
    return undefined;
  }
  return which("chromium");
}

export function startBrowser(executablePath: string): Promise<Browser> {
  // The sandbox around its processes cannot be made by root in a container; the pages are our own.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

function which(program: string): string | undefined {
  try {
    return execFileSync("sh", ["-c", 'command -v "$1"', "sh", program], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
