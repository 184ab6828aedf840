import type { Rule } from '../rule.ts';
import { knownVulnerable } from './known-vulnerable/known-vulnerable.ts';

/** The rules of packages, in the order of their ids; apart, because `deps` runs them alone and loads nothing else. */
export const dependencyRules: readonly Rule[] = [knownVulnerable];
