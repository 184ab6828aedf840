import type { Rule } from '../rule.ts';
import { devDependencyShipped } from './dev-dependency-shipped/dev-dependency-shipped.ts';
import { installScript } from './install-script/install-script.ts';
import { knownVulnerable } from './known-vulnerable/known-vulnerable.ts';
import { unusedDependency } from './unused-dependency/unused-dependency.ts';
import { unpinnedInCodeUri } from './unpinned-in-code-uri/unpinned-in-code-uri.ts';

/** The rules of packages, in the order of their ids; apart, because `deps` runs them alone and loads nothing else. */
export const dependencyRules: readonly Rule[] = [
  knownVulnerable,
  unpinnedInCodeUri,
  unusedDependency,
  devDependencyShipped,
  installScript,
];
