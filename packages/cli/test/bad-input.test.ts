import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

vi.setConfig({ testTimeout: 60_000 });

const FUNCTION = `    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: a.h, InlineCode: 'exports.h = async () => 1;', Policies: [AdministratorAccess] }
`;
const GOOD = `Transform: AWS::Serverless-2016-10-31\nResources:\n  Good:\n${FUNCTION}`;
const queue = (id: string, properties: string): string =>
  `  ${id}:\n    Type: AWS::SQS::Queue\n    Properties: ${properties}\n`;

interface Case {
  readonly name: string;
  readonly content: string | Buffer;
  readonly file?: string;
  /** What is told of it: a code, and its line. */
  readonly told?: readonly [code: string, line: number];
}

const aliases = Array.from(
  { length: 12 },
  (_, i) => `A${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join(',')}]\n`,
);

const cases: readonly Case[] = [
  {
    name: 'broken YAML',
    content: 'Resources:\n  A:\n    Type: AWS::SQS::Queue\n   B: [\n',
    told: ['template-syntax', 4],
  },
  {
    name: 'broken JSON',
    content: '{"Resources": {"A": {"Type": "AWS::SQS::Queue"}, ',
    file: 'template.json',
    told: ['template-syntax', 1],
  },
  { name: 'broken before any type', content: 'Resources:\n  A:\n    Typ: [\n', told: ['template-syntax', 4] },
  { name: 'no types', content: 'Resources:\n  A:\n    Typ: X\n', told: ['template-shape', 2] },
  {
    name: 'binary',
    content: Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 256)),
    told: ['template-unreadable', 1],
  },
  { name: 'UTF-16', content: Buffer.from(`\uFEFF${GOOD}`, 'utf16le'), told: ['template-unreadable', 1] },
  { name: 'UTF-16 without its mark', content: Buffer.from(GOOD, 'utf16le'), told: ['template-unreadable', 1] },
  { name: 'a byte order mark and CRLF', content: `\uFEFF${GOOD.replaceAll('\n', '\r\n')}` },
  { name: 'too much', content: `${GOOD}# ${'x'.repeat(5_000_000)}\n`, told: ['template-too-large', 1] },
  {
    name: 'aliases that multiply',
    content: `A0: &a0 [x]\n${aliases.join('')}${GOOD}${queue('B', '{ Tags: *a12 }')}`,
    told: ['alias-expansion', 6],
  },
  {
    name: 'nesting in YAML',
    content: `${GOOD}${queue('B', `{ X: ${'['.repeat(10_000)}${']'.repeat(10_000)} }`)}`,
    told: ['template-syntax', 8],
  },
  {
    name: 'nesting in JSON',
    content: `{"Resources":{"A":{"Type":"AWS::SQS::Queue","Properties":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}}}`,
    file: 'template.json',
    told: ['template-syntax', 1],
  },
  {
    name: 'references in a circle',
    content: `${GOOD}${queue('A', '{ QueueName: !Ref B }')}${queue('B', '{ QueueName: !Ref A }')}`,
    told: ['circular-reference', 6],
  },
  {
    name: 'a stack that nests itself',
    content: 'Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: template.yaml }\n',
    told: ['nested-stack-circle', 2],
  },
  {
    name: 'names of prototypes',
    content: `${GOOD}  __proto__:\n${FUNCTION}  constructor:\n${FUNCTION}Parameters:\n  __proto__: { Type: String, Default: a }\nMappings:\n  __proto__: { a: { b: c } }\n`,
  },
  { name: 'a key that stands twice', content: `${GOOD}  Good:\n${FUNCTION}`, told: ['duplicate-key', 6] },
  {
    name: 'empty sections',
    content: GOOD.replace('Resources:', 'Parameters:\nConditions:\nOutputs:\nGlobals:\nResources:'),
  },
  { name: 'no resources', content: 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n', told: ['template-shape', 2] },
  {
    name: 'resources without properties',
    content: `${GOOD}  F:\n    Type: AWS::Serverless::Function\n  G:\n    Type: AWS::Lambda::Function\n  N:\n  L: [1]\n  U: { Type: AWS::SQS::Queue, Properties: text }\n`,
    told: ['resource-without-type', 10],
  },
  {
    name: 'an OpenAPI document',
    content: `${GOOD}  Api:\n    Type: AWS::Serverless::Api\n    Properties: { StageName: p, DefinitionBody: { swagger: '2.0', paths: { /a: { get: {} } } } }\n`,
  },
  {
    name: 'types that nobody knows',
    content: `${GOOD}  X: { Type: AWS::Nope::Thing, Properties: { A: !Nope x, B: !GetAtt Nope.Arn } }\n  Y: { Type: Foo }\n`,
    told: ['value-lost', 6],
  },
  {
    name: 'escapes and HTML in names',
    content: `${GOOD}  "A\\e[31m\\e]0;x\\a<script>\\u202e":\n${FUNCTION}`,
    told: ['sam-refuses', 7],
  },
  {
    name: 'lines in names',
    content: `${GOOD}  "A\\n::error::x":\n    Type: AWS::S3::Bucket\n    Properties: { AccessControl: PublicRead }\n`,
  },
  { name: 'a resource that is empty', content: `${GOOD}  H:\n`, told: ['sam-refuses', 6] },
  { name: 'a second document', content: `${GOOD}---\n${GOOD}`, told: ['template-shape', 7] },
  {
    name: 'many open braces in a text',
    content: `${GOOD}${queue('B', `{ QueueName: !Sub "${'${'.repeat(20_000)}" }`)}`,
  },
];

async function run(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = createTestIo({ cwd });
  return { code: await main(args, io), out: io.out(), err: io.err() };
}

interface Document {
  readonly findings: readonly { readonly rule: string; readonly file: string }[];
  readonly diagnostics: readonly { readonly code: string; readonly file?: string; readonly line?: number }[];
}

describe.each(cases)('$name', ({ content, file = 'template.yaml', told }) => {
  const create = (): string => {
    const folder = createFolder({ 'good/template.yaml': GOOD });
    writeFileSync(join(folder, file), content);
    return folder;
  };

  it('is told with its place, and loses nothing else', async () => {
    const { code, out, err } = await run(create(), 'scan', '--no-deps', '--format', 'json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { findings, diagnostics } = JSON.parse(out) as Document;
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'PERM009', file: 'good/template.yaml' }));
    const own = diagnostics.filter((d) => d.file === file).map((d) => [d.code, d.line]);
    if (told === undefined) expect(own.filter(([c]) => c !== 'sam-refuses')).toEqual([]);
    else expect(own).toContainEqual(told);
  });

  it('ends no other command, and reaches no terminal', async () => {
    const folder = create();
    for (const args of [['scan', '--no-deps'], ['permissions'], ['expand', file], ['scan', '--no-deps', '--fix']]) {
      const { code, out, err } = await run(folder, ...args);
      expect(code, args.join(' ')).toBeLessThan(3);
      expect(`${out}${err}`).not.toMatch(/internal error|\n\s+at /);
      if (args[0] !== 'expand') expect(['\u001B', '\u0007', '\u202E'].filter((mark) => out.includes(mark))).toEqual([]);
      // What a runner of workflows takes for a command.
      if (args[0] !== 'expand') expect(`${out}${err}`).not.toMatch(/^\s*::/m);
    }
  });
});

describe('links', () => {
  it('that lead out, in circles or nowhere are not followed', async () => {
    const folder = createFolder({ 'good/template.yaml': GOOD });
    symlinkSync('/etc/passwd', join(folder, 'template.json'));
    symlinkSync('/', join(folder, 'root'));
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync('nowhere', join(folder, 'template.yaml'));
    const { code, out } = await run(folder, 'scan', '--no-deps', '--format', 'json');
    expect(code).toBe(1);
    const { findings, diagnostics } = JSON.parse(out) as Document;
    expect(new Set(findings.map((f) => f.file))).toEqual(new Set(['good/template.yaml']));
    const told = ['link-outside root:undefined', 'template-outside template.json:1'];
    expect(diagnostics.map((d) => `${d.code} ${d.file}:${d.line}`)).toEqual(told);
    const deps = JSON.parse((await run(folder, 'deps', '--format', 'json')).out) as Document;
    const links = deps.diagnostics.filter(({ code: own }) => own === 'link-outside');
    expect(links).toMatchObject([{ severity: 'warning', file: 'root' }]);
  });
});
