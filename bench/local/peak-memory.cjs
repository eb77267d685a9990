// Loaded before a program: says at its end, on standard error, how much memory it took at most, in MB.
process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS / 1024}\n`));
