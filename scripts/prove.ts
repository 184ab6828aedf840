/**
 * Holds the IAM prover against its oracle on many random pairs of policies: `npm run prove [PAIRS] [SEED]`, 100,000 without a number, and a
 * seed of the day's making, which is printed, without one.
 */
import { execFileSync } from 'node:child_process';

const pairs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
console.log(`${pairs} pairs, seed ${seed}`);
// Half of them are policies of identities, half of resources.
const env = { ...process.env, SALLYPORT_PROVE: String(Math.ceil(pairs / 2)), SALLYPORT_SEED: String(seed) };
execFileSync('npx', ['vitest', 'run', 'packages/core/test/iam/relate/oracle.test.ts'], { env, stdio: 'inherit' });
