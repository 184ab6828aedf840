/** Holds the IAM prover against its oracle on many random pairs of policies: `npm run prove [PAIRS]`, 100,000 without a number. */
import { execFileSync } from 'node:child_process';

const pairs = Number(process.argv[2] ?? 100_000);
// Half of them are policies of identities, half of resources.
const env = { ...process.env, SALLYPORT_PROVE: String(Math.ceil(pairs / 2)) };
execFileSync('npx', ['vitest', 'run', 'packages/core/test/iam/relate/oracle.test.ts'], { env, stdio: 'inherit' });
