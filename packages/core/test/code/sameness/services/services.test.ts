import { describe, expect, it } from 'vitest';
import { readJavaScript, readPython } from '../../models/run.ts';

import { JAVASCRIPT, PYTHON } from './dialects.ts';
import { OPERATIONS } from './operations.ts';
import { listCalls, toExpected } from './list-calls.ts';

describe.each(OPERATIONS)('%s', (_operation, operation) => {
  it.each(Object.entries(JAVASCRIPT))('%s', (_dialect, write) => {
    expect(listCalls(readJavaScript(write(operation)))).toEqual(toExpected(operation));
  });

  it.each(Object.entries(PYTHON))('%s', async (_dialect, write) => {
    expect(listCalls(await readPython(write(operation)))).toEqual(toExpected(operation));
  });
});
