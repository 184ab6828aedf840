/**
 * Tries the escapes of `packages/runtime/test/restrict` under one Node, at L1 and L2, and prints a table; part of `npm run
 * test:node`. Run: `tsx scripts/test-escapes.ts [path of node]`.
 */
import { escapes, honest } from '../packages/runtime/test/restrict/escapes.ts';
import { createYard } from '../packages/runtime/test/restrict/run-escapes.ts';

const node = process.argv[2] ?? process.execPath;
// One of the attempts sends it to its parent.
process.on('SIGUSR2', () => {});
const yard = await createYard();
for (const level of ['L1', 'L2'] as const) {
  let stopped = 0;
  for (const escape of escapes) {
    const outcome = await yard.run(escape, node, level);
    if (outcome.stopped) stopped++;
    else console.log(`  ${escape.name}: got ${outcome.detail}`);
  }
  const isUnharmed = !(await yard.run(honest, node, level)).stopped;
  console.log(
    `| ${level} | ${stopped} of ${escapes.length} stopped | an honest function is ${isUnharmed ? 'unharmed' : 'HARMED'} |`,
  );
  if (stopped < escapes.length || !isUnharmed) process.exitCode = 1;
}
yard.close();
