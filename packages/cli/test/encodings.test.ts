import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
const TEMPLATE = `Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, InlineCode: 'exports.handler = async () => 1;' }
`;
const VEX = '{"@context":"https://openvex.dev/ns/v0.2.0","statements":[]}';
const BASELINE = '{"schemaVersion":1,"findings":[]}';

/** Each command that takes a file by its name, and its exit code where the file can be read. */
const commands: readonly (readonly [command: string, text: string, code: number])[] = [
  ['policy lint', POLICY, 0],
  ['policy escalate', POLICY, 0],
  ['policy check --not-granted s3:GetObject', POLICY, 1],
  ['policy compare old.json', POLICY, 0],
  ['schema build --out .', '{"type":"string"}', 0],
  ['event --source direct', '{}', 0],
  ['scan t.yaml --vex', VEX, 0],
  ['scan t.yaml --baseline', BASELINE, 0],
  ['scan t.yaml --config', 'failOn: high\n', 0],
];

const encode: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16, as PowerShell writes it': (text) => Buffer.from(`\uFEFF${text}\r\n`, 'utf16le'),
  'UTF-16 the other way round': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};

async function run(command: string, content: Buffer): Promise<{ code: number; err: string }> {
  const cwd = createFolder({ 't.yaml': TEMPLATE, 'old.json': POLICY });
  writeFileSync(join(cwd, 'file'), content);
  const io = createTestIo({ cwd });
  return { code: await main([...command.split(' '), 'file'], io), err: io.err() };
}

describe('files that are named', () => {
  it.each(commands)('are read in each encoding: sallyport %s', async (command, text, code) => {
    for (const [name, toBytes] of Object.entries(encode)) {
      expect({ name, ...(await run(command, toBytes(text))) }).toMatchObject({ name, code });
    }
  });

  it.each(commands)('are not read where they are no text: sallyport %s', async (command, text) => {
    const { code, err } = await run(command, Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])]));
    expect(code).toBe(2);
    expect(err).toContain('cannot read `file`\nit is no text in UTF-8');
  });
});
