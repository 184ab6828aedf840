import { describe, expect, it } from 'vitest';
import { parseErrorCodes } from '../scripts/docs/error-page.ts';
import { listSources, readRepositoryFile } from './repository.ts';

const documented = parseErrorCodes(readRepositoryFile('packages/core/src/errors.ts'));
const sources = listSources().filter((file) => file !== 'packages/core/src/errors.ts');

describe('errors', () => {
  it('each have a meaning', () => {
    expect(documented.length).toBeGreaterThan(0);
    expect(documented.filter(({ meaning }) => meaning === '')).toEqual([]);
  });

  it('are all thrown somewhere, and no other is', () => {
    const thrown = sources.flatMap((file) =>
      [...readRepositoryFile(file).matchAll(/new (?:Sallyport|Schema)Error\(\s*'(\w+)'/g)].map(([, code = '']) => code),
    );
    expect([...new Set(thrown)].toSorted()).toEqual(documented.map(({ code }) => code).toSorted());
  });

  it('have messages that start in lower case and end without a full stop', () => {
    const wrong = sources.flatMap((file) =>
      [...readRepositoryFile(file).matchAll(/new SallyportError\(\s*'\w+',\s*(['"`])([\s\S]*?)\1/g)]
        .filter(([, , message = '']) => /^[A-Z](?![A-Z])/.test(message) || message.endsWith('.'))
        .map(([, , message]) => `${file}: ${message}`),
    );
    expect(wrong).toEqual([]);
  });
});
