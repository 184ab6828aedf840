/**
 * Names in package-lock.json every optional package that `npm install` left out. Run after it: `npm run lockfile`.
 *
 * npm locks an optional package only when its registry served it that day, and `npm ci` then refuses a lock file in which
 * the binding of another platform is missing. The entries made here carry no integrity: npm knew none.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLockfile, type Lockfile } from './lockfile/complete.ts';

const path = join(import.meta.dirname, '../package-lock.json');
const before = readFileSync(path, 'utf8');
const after = `${JSON.stringify(completeLockfile(JSON.parse(before) as Lockfile), null, 2)}\n`;
if (after !== before) writeFileSync(path, after);
console.log(after === before ? 'package-lock.json is complete' : 'completed package-lock.json');
