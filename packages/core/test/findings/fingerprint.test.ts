import { describe, expect, it } from 'vitest';
import { createFingerprints } from '../../src/findings/fingerprint.ts';

describe('createFingerprints', () => {
  it('gives the same name to the same finding in every run', () => {
    const [a, b] = [createFingerprints(), createFingerprints()];
    expect(a('PERM001', 'template.yaml', ['Role', '*'])).toBe(b('PERM001', 'template.yaml', ['Role', '*']));
    expect(createFingerprints()('PERM001', 'a', [])).toMatch(/^[0-9a-f]{16}$/);
  });

  it('tells rules, files and identities apart, wherever their words are cut', () => {
    const name = createFingerprints();
    const names = [
      name('PERM001', 'a', ['b', 'c']),
      name('PERM001', 'a', ['bc']),
      name('PERM001', 'ab', ['c']),
      name('PERM002', 'a', ['b', 'c']),
    ];
    expect(new Set(names).size).toBe(4);
  });

  it('numbers what is equal', () => {
    const name = createFingerprints();
    const first = name('PERM001', 'a', ['b']);
    expect(name('PERM001', 'a', ['b'])).toBe(`${first}-2`);
    expect(name('PERM001', 'a', ['b'])).toBe(`${first}-3`);
  });
});
