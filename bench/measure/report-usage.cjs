// Preloaded into a measured process: writes what it used to the file that BENCH_USAGE names.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => {
  const usage = process.resourceUsage();
  // On Linux a process inherits the peak of the one that started it; the peak of its own memory stands elsewhere.
  const own =
    process.platform === 'linux' ? /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined;
  writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({ ...usage, maxRSS: own === undefined ? usage.maxRSS : Number(own) }),
  );
});
