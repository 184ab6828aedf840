import { expect, it } from 'vitest';
import { getParser } from '../python/grammar.ts';
import { EXPECTED } from './javascript/source.ts';
import { CLIENTS } from './python/clients.ts';
import { CONFIGURATION, STRUCTURE } from './python/structure.ts';
import { analyseProgram, listFacts } from './read-facts.ts';

const parser = await getParser();

it.each([...CLIENTS, ...STRUCTURE, ...CONFIGURATION].map((s) => [s.name, s] as const))('%s', (_name, { files }) => {
  const facts = analyseProgram({ files, parser, entry: { file: 'app.py', export: 'handler' } });
  expect(listFacts(facts)).toEqual(EXPECTED);
});
