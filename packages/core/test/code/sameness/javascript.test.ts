import { describe, expect, it } from 'vitest';
import { CLASSES } from './javascript/classes.ts';
import { compileAll, FORMS } from './javascript/compile.ts';
import { CONFIGURATION } from './javascript/configuration.ts';
import { CONTROL_FLOW } from './javascript/control-flow.ts';
import { DISPATCH, WRAPPING } from './javascript/dispatch.ts';
import { FUNCTIONS } from './javascript/functions.ts';
import { MODULES } from './javascript/modules.ts';
import { EXPECTED } from './javascript/source.ts';
import { analyseProgram, listFacts } from './read-facts.ts';

const SPELLINGS = [MODULES, CLASSES, FUNCTIONS, CONTROL_FLOW, CONFIGURATION, DISPATCH, WRAPPING].flat();
const forms = await compileAll(SPELLINGS);

describe.each(FORMS)('%s', (form) => {
  it.each([...(forms.get(form) ?? [])])('%s', (_name, { files, handler, layers = [] }) => {
    const file = Object.keys(files)[0] ?? '';
    const facts = analyseProgram({ files, layers, entry: handler ?? { file, export: 'handler' } });
    expect(listFacts(facts)).toEqual(EXPECTED);
  });
});
