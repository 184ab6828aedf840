import { describe, expect, it } from 'vitest';
import { readJavaScript, readPython } from '../../models/run.ts';
import { listCalls } from './list-calls.ts';
import { METHODS } from './methods.ts';

const JAVASCRIPT = `import AWS from 'aws-sdk';
import * as s3 from '@aws-sdk/client-s3'; import * as sqs from '@aws-sdk/client-sqs'; import * as ec2 from '@aws-sdk/client-ec2';
import * as presigner from '@aws-sdk/s3-request-presigner'; import * as post from '@aws-sdk/s3-presigned-post'; import * as storage from '@aws-sdk/lib-storage';
`;
const PYTHON = 'import os, io, boto3\nf = io.BytesIO()\n';

/** `s3:GetObject|PutObject {…}` as the facts that it stands for. */
function toFacts(fact: string): string[] {
  const [, service = '', operations = '', input = ''] = /^(.*?):(\S*) (.*)$/.exec(fact) ?? [];
  return operations.split('|').map((operation) => `${service}:${operation} ${input}`);
}

describe.each(Object.entries(METHODS))('%s', (_name, { fact, javascript, python }) => {
  it.each(javascript)('%s', (expression) => {
    const facts = readJavaScript(`${JAVASCRIPT}export const handler = async (event) => { ${expression}; };`);
    expect(listCalls(facts)).toEqual(toFacts(fact));
  });

  it.each(python)('%s', async (expression) => {
    const facts = await readPython(`${PYTHON}def handler(event, context):\n    return ${expression}\n`);
    expect(listCalls(facts)).toEqual(toFacts(fact));
  });
});
