import type { Statement } from '../policy/policy.ts';

/** Equal spellings, equal statements, wherever they stand. */
export const spell = (statement: Statement): string => JSON.stringify({ ...statement, index: 0, sid: '' });
