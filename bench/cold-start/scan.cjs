// Loads the packages of a folder, then the scan, and prints the CPU time of both in milliseconds: node scan.cjs FOLDER LIBRARY
const { readdirSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const [root, library] = process.argv.slice(2);
process.env.LAMBDA_TASK_ROOT = root;
const load = createRequire(path.join(root, 'index.js'));
for (const name of readdirSync(path.join(root, 'node_modules'))) load(name);

const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const before = now();
const { scanColdStart } = require(library);
const loaded = now();
const { vulnerable } = scanColdStart();
const scanned = now();
console.log(JSON.stringify({ load: loaded - before, scan: scanned - loaded, vulnerable: vulnerable.length }));
