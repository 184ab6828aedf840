import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import { analysePermissions } from '../../../src/permissions/analyse-permissions.ts';
import { createStandalone } from '../../../src/standalone.ts';

const nothing: CodeFacts = { handler: null, files: ['ops.py'], calls: [], unresolved: [], diagnostics: [] };

const analyse = (facts: CodeFacts) => analysePermissions(createStandalone('ops.py'), [facts])[0];

describe('programs without a template', () => {
  it('are complete when their code is, and say that their role is not here', () => {
    const program = analyse(nothing);
    expect(program?.complete).toBe(true);
    expect(program?.missing).toEqual([]);
    expect(program?.unresolved.map((u) => u.what)).toEqual(['role of ops']);
  });

  it('are not complete when something of their code is not known', () => {
    const at = createStandalone('ops.py').functions[0]?.at;
    if (at === undefined) throw new Error('a program has a place');
    expect(analyse({ ...nothing, unresolved: [{ what: 'a call', why: 'it is not known', at }] })?.complete).toBe(false);
  });
});
