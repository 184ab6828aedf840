import { createEvent } from './event.ts';
import { createFormat } from './format.ts';
import { createFrontEnd } from './front-end.ts';
import { createPackageReader } from './package-reader.ts';
import { createRule } from './rule.ts';
import type { CreateScaffold } from './scaffold.ts';

/** What `npm run new` can make. */
export const scaffolds: Readonly<Record<string, CreateScaffold>> = {
  rule: createRule,
  'front-end': createFrontEnd,
  format: createFormat,
  event: createEvent,
  lockfile: createPackageReader('lockfiles', 'lock'),
  manifest: createPackageReader('manifests', 'manifest'),
};
