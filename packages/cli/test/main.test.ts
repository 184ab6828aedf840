import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { code as program, sampleApplication, template } from './sample-application.ts';
import { findProblems } from './schema.ts';
import { createTestIo } from './test-io.ts';

async function run(line: string, cwd: string = process.cwd()): Promise<{ code: number; out: string; err: string }> {
  const io = createTestIo({ cwd });
  const code = await main(
    line.split(' ').filter((word) => word !== ''),
    io,
  );
  return { code, out: io.out(), err: io.err() };
}

describe('main', () => {
  it.each(['', '--help', '-h', 'help'])('lists what exists: `%s`', async (line) => {
    const { code, out, err } = await run(line);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/\n {2}scan +Say/);
    expect(out.split('\n').filter((l) => l.length > 80)).toEqual([]);
  });

  it.each(['scan', 'permissions', 'explain'])('explains %s', async (name) => {
    const { code, out } = await run(`${name} --help`);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^usage: sallyport ${name} `));
    expect(out.split('\n').filter((l) => l.length > 80)).toEqual([]);
    expect((await run(`help ${name}`)).out).toBe(out);
  });

  it.each([
    ['policy simulate', '--boundary', '--not-granted'],
    ['policy compare', '--pairs', '--policy'],
    ['policy check', '--not-granted', '--boundary'],
    ['policy lint', '--kind', '--param'],
    ['policy escalate', '--principal', '--action'],
    ['db update', '--mirror', '--fail-on'],
    ['db info', '--format', '--mirror'],
    ['db diff', '--fail-on', '--full'],
  ])('explains %s alone', async (line, own, others) => {
    const { code, out } = await run(`${line} --help`);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^usage: sallyport ${line} .*\\n\\n[A-Z]`));
    expect(out).toMatch(new RegExp(`\\n {2}${own} `));
    expect(out).not.toMatch(new RegExp(`\\n {2}${others} `));
    expect(out.split('\n').filter((l) => l.length > 80)).toEqual([]);
    expect((await run(`help ${line}`)).out).toBe(out);
  });

  it('says of all options of a command which verbs take them', async () => {
    const { out } = await run('policy --help');
    expect(out).toMatch(/--boundary FILE +simulate: The permissions boundary/);
    expect((await run('policy toString --help')).out).toBe(out);
  });

  it('tells its version', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['sacn', 'unknown command `sacn`\ndid you mean `scan`?'],
    ['frobnicate', 'unknown command `frobnicate`\ncommands: scan, permissions'],
    ['--froce', 'unknown option `--froce`'],
    ['scan a b', 'unexpected argument `b`'],
    ['scan --formt json', 'unknown option `--formt`\ndid you mean `--format`?'],
    ['scan --format sarf', 'unknown value `sarf` for `--format`\ndid you mean `sarif`?'],
    ['scan --fail-on hihg', 'did you mean `high`?'],
    ['scan --only EVT002 --skip public-function-url', 'no rule is left to run'],
    ['scan --only PERM004 --no-code', 'no rule is left to run'],
    ['permissions --fail-on exces', 'did you mean `excess`?'],
    ['scan --param x', 'parameter `x` has no value'],
    ['scan nowhere', 'no file or folder `nowhere`\nlooked for `/'],
    ['scan --config none.json', 'config `none.json` cannot be read'],
    ['scan --baseline none.json', 'baseline `none.json` cannot be read'],
    ['explain PERM999', 'unknown rule `PERM999`'],
    ['explain perm1', 'unknown rule `perm1`\ndid you mean `PERM001`?'],
  ])('refuses `%s` with exit code 2', async (line, message) => {
    const { code, out, err } = await run(line, createFolder({}));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('a report', () => {
  it('is not written over what it is about', async () => {
    const text = 'Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n';
    const folder = createFolder({ 'template.yaml': text });
    for (const line of ['scan template.yaml --output template.yaml', 'scan . --output ./template.yaml'])
      expect(await run(line, folder)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('cannot write `'),
      });
    expect(readFileSync(join(folder, 'template.yaml'), 'utf8')).toBe(text);
  });
});

describe('nothing to read', () => {
  it('is not said of a template whose resources were judged', async () => {
    const files = { 'template.yaml': 'Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n' };
    const { code, out } = await run('scan', createFolder(files));
    expect(code).toBe(0);
    expect(out).toContain('nothing found\n0 functions in 1 template read');
    expect(await run('permissions', createFolder(files))).toMatchObject({ code: 2 });
  });

  it.each([
    [{}, 'no template in `.`\nlooked for SAM and CloudFormation templates'],
    [
      { 'template.yaml': 'Resources:\n  Wait:\n    Type: AWS::CloudFormation::WaitConditionHandle\n' },
      'no function in the template of `.`\nlooked for resources of type',
    ],
  ])('is exit code 2, with what was looked for', async (files, message) => {
    const folder = createFolder(files);
    for (const command of ['scan', 'permissions']) {
      const { code, out, err } = await run(command, folder);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(message);
    }
  });

  it('names the files that were not read', async () => {
    const folder = createFolder({
      't.yaml': 'Resources:\n  Wait:\n    Type: AWS::CloudFormation::WaitConditionHandle\n',
    });
    writeFileSync(join(folder, 'data.json'), Buffer.from('{"orders": [1, 2, 3, 4, 5]}', 'utf16le'));
    expect((await run('scan', folder)).err).toContain('not read: data.json: it cannot be read');
  });

  it('is what stands in a template that cannot be read, whatever its name, beside one that is clean', async () => {
    const clean =
      'Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties: { Runtime: nodejs22.x, Handler: a.b, Code: . }\n';
    const folder = createFolder({ 'a.yaml': clean, 'a.js': 'exports.b = async () => 1;\n' });
    writeFileSync(join(folder, 'stack.yaml'), Buffer.from(`\uFEFF${clean}`, 'utf16le'));
    const { code, out } = await run('scan --no-deps', folder);
    expect(code).toBe(2);
    expect(out).toContain('not read: 1 file');
    expect(out).toContain('error stack.yaml:1:1: it cannot be read');
  });

  it('is not what has findings without a function', async () => {
    const bucket = 'Resources:\n  Open: { Type: AWS::S3::Bucket, Properties: { AccessControl: PublicReadWrite } }\n';
    const { code, out } = await run('scan --only DEF010', createFolder({ 'template.yaml': bucket }));
    expect(code).toBe(1);
    expect(out).toContain('DEF010');
  });

  it.each([
    [{ 'serverless.yml': 'service: orders\n' }, '.', 'found `serverless.yml`: Serverless Framework projects are not'],
    [{ 'cdk.json': '{ "app": "x" }' }, '.', 'found `cdk.json`: CDK projects are not'],
    [{ 'cdk.json': '{}', 'cdk.out/tree.json': '{}' }, '.', 'found `cdk.out`: it holds the templates that the CDK'],
    [{ 'template.yaml': `Resources:\n${' '.repeat(5_000_001)}` }, '.', 'template.yaml:1:1: file of 5000012 bytes'],
  ])('says what is there instead', async (files, path, message) => {
    const { code, err } = await run(`scan ${path}`, createFolder(files));
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('says that a template is not text, or leads out', async () => {
    const folder = createFolder({});
    writeFileSync(join(folder, 'template.yaml'), Buffer.from('\uFEFFResources:\n', 'utf16le'));
    symlinkSync('/etc/hostname', join(folder, 'template.json'));
    const { code, err } = await run('scan', folder);
    expect(code).toBe(2);
    expect(err).toContain('template.yaml:1:1: it cannot be read: no permission, or no UTF-8 text');
    expect(err).toContain('template.json:1:1: `template.json` leads out of the scanned folder');
  });

  it('names a path as it was typed', async () => {
    const folder = createFolder({ 'a/notes.md': 'x', 'b/x': '' });
    expect((await run('scan ../a', join(folder, 'b'))).err).toContain('no template in `../a`\n');
    expect((await run(`scan ${folder}/a/notes.md`, join(folder, 'b'))).err).toContain('/a/notes.md`\n');
    expect((await run('scan /dev/null')).err).toBe('sallyport: `/dev/null` is neither a file nor a folder\n');
  });

  it('still gives a program its document', async () => {
    const { code, out } = await run('scan --format json', createFolder({}));
    expect(code).toBe(2);
    expect(findProblems('scan', JSON.parse(out))).toEqual([]);
    expect(JSON.parse(out)).toMatchObject({ coverage: { templates: 0, functions: 0 } });
  });
});

describe('scan', () => {
  it('keeps the contract of its JSON', async () => {
    const { out, err } = await run('scan --format json', createFolder(sampleApplication));
    expect(err).toBe('');
    expect(findProblems('scan', JSON.parse(out))).toEqual([]);
    expect(JSON.parse(out)).toMatchObject({
      root: '.',
      coverage: { templates: 1, functions: 1, functionsWithCode: 1 },
    });
  });

  it('writes several formats, and nothing to stdout that was not asked for', async () => {
    const folder = createFolder(sampleApplication);
    const { out } = await run('scan --format json --output out.json --format sarif --output out.sarif', folder);
    expect(out).toBe('');
    expect(findProblems('scan', JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')))).toEqual([]);
    const sarif = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')) as unknown;
    expect(findProblems(new URL('formats/sarif.reduced.schema.json', import.meta.url), sarif)).toEqual([]);
  });

  it('counts the paths of SARIF from the checkout, wherever it was started', async () => {
    const files = Object.entries(sampleApplication).map(([name, text]) => [`backend/orders/${name}`, text]);
    const folder = createFolder(Object.fromEntries(files));
    mkdirSync(join(folder, '.git'));
    const below = join(folder, 'backend');
    const lines = [
      ['scan --format sarif backend/orders', folder],
      ['scan --format sarif orders', below],
      ['scan --format sarif', join(below, 'orders')],
      [`scan --format sarif ${below}/orders`, process.cwd()],
    ] as const;
    for (const [line, cwd] of lines) {
      const { out } = await run(line, cwd);
      expect(out).toContain('"uri": "backend/orders/template.yaml"');
      expect(out).not.toContain(folder);
    }
  });

  it('says of no more than it has read that nothing was found', async () => {
    const folder = createFolder({ 'app.js': 'const x = (;' });
    const { code, out } = await run('scan app.js', folder);
    expect(code).toBe(2);
    expect(out).toContain('app.js: nothing found in what could be read\n');
    expect(out).toContain('not read: the code of 1 function; unknown: ');
  });

  it('reports a template that it cannot read, scans the others and exits with 2', async () => {
    const broken = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: [\n";
    const { code, out } = await run(
      'scan --format json --fail-on never',
      createFolder({ ...sampleApplication, 'broken.yaml': broken }),
    );
    const json = JSON.parse(out) as { coverage: { functions: number }; diagnostics: readonly { file?: string }[] };
    expect(code).toBe(2);
    expect(json.coverage.functions).toBe(1);
    expect(json.diagnostics.map((d) => d.file)).toContain('broken.yaml');
  });

  it('reads what a lone file imports from its project, wherever it was started', async () => {
    const files = {
      'app/package.json': '{}',
      'app/src/handlers/put.mjs': "import { put } from '../lib/put.mjs'; export const handler = (e) => put(e);",
      'app/src/lib/put.mjs':
        "import { SQS } from '@aws-sdk/client-sqs'; export const put = (e) => new SQS().sendMessage({ QueueUrl: e.url });",
    };
    const folder = createFolder(files);
    const marked = await run('permissions app/src/handlers/put.mjs --format json', folder);
    const lone = createFolder({ ...files, 'other/x.md': '' });
    const climbed = await run('permissions ../app/src/handlers/put.mjs --format json', join(lone, 'other'));
    for (const { out } of [marked, climbed]) expect(out).toContain('"sqs:SendMessage"');
  });

  it('exits with 2 where the code of one of the functions could not be read', async () => {
    const broken = { ...sampleApplication, 'src/app.mjs': 'export const handler = (' };
    expect((await run('scan --fail-on never', createFolder(broken))).code).toBe(2);
    expect((await run('permissions', createFolder(broken))).code).toBe(2);
  });

  it('takes a file that cannot be written as misuse', async () => {
    const { code, err } = await run('scan --output no/such/folder/x.txt', createFolder(sampleApplication));
    expect(code).toBe(2);
    expect(err).toContain('cannot write `no/such/folder/x.txt`');
  });

  it('survives links that lead out and in circles', async () => {
    const folder = createFolder(sampleApplication);
    symlinkSync('/', join(folder, 'src/everything'));
    symlinkSync('..', join(folder, 'src/up'));
    const { out } = await run('scan --format json', folder);
    expect(JSON.parse(out)).toMatchObject({ coverage: { templates: 1, functions: 1 } });
  });
});

describe('permissions', () => {
  it('keeps the contract of its JSON', async () => {
    const { code, out } = await run('permissions --format json', createFolder(sampleApplication));
    expect(findProblems('permissions', JSON.parse(out))).toEqual([]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      functions: [
        {
          id: 'GetOrder',
          template: 'template.yaml',
          line: 3,
          handler: { file: 'src/app.mjs', export: 'handler' },
          excess: [{ action: 'dynamodb:*', resource: '*' }],
          unscoped: [{ action: 'dynamodb:GetItem', granted: '*', needed: '${Orders.Arn}' }],
          missing: [],
        },
      ],
    });
  });

  it('says first what the excess allows', async () => {
    const { out } = await run('permissions', createFolder(sampleApplication));
    expect(out).toContain('Beyond its needs it may read, change and delete every table in the account');
    expect(out).toMatch(/needed +dynamodb:GetItem on \$\{Orders\.Arn\} +src\/app\.mjs:6\n/);
    expect(out.split('\n').filter((l) => l.length > 80)).toEqual([]);
  });

  it.each([
    ['excess', 1],
    ['missing', 0],
    ['missing,unscoped', 1],
    ['never', 0],
  ])('exits by --fail-on %s with %i', async (bar, code) => {
    expect((await run(`permissions --fail-on ${bar}`, createFolder(sampleApplication))).code).toBe(code);
  });

  it('writes the policy into the template, keeps its comment, and has nothing to do the second time', async () => {
    const folder = createFolder(sampleApplication);
    const file = join(folder, 'template.yaml');
    expect((await run('permissions --write --quiet', folder)).err).toMatch(/^wrote template.yaml \(\d+ edits?\)\n$/);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('dynamodb:GetItem');
    expect(text).toContain('!GetAtt Orders.Arn');
    expect(text).toContain('# Just until it works.');
    expect(text).not.toContain('dynamodb:*');
    expect((await run('permissions --write --quiet', folder)).err).toBe('nothing to write\n');
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect((await run('permissions --fail-on excess,missing,unscoped', folder)).code).toBe(0);
  });

  it.each([
    ['sam', '!GetAtt Orders.Arn'],
    ['cloudformation', 'AWS::IAM::'],
    ['iam', '"Version": "2012-10-17"'],
    ['terraform', 'data "aws_iam_policy_document"'],
    ['cdk', 'PolicyStatement'],
  ])('prints the policy as %s', async (format, part) => {
    const { code, out } = await run(`permissions --format ${format}`, createFolder(sampleApplication));
    expect(code).toBe(0);
    expect(out).toContain('dynamodb:GetItem');
    expect(out).toContain(part);
  });

  it.each([
    ['sam', '# '],
    ['cloudformation', '# '],
    ['terraform', '# '],
    ['cdk', '// '],
  ])('prints no policy as %s for a function whose code it cannot read, and says so', async (format, comment) => {
    const lost = createFolder({
      ...sampleApplication,
      'template.yaml': template.replace('app.handler', 'gone.handler'),
    });
    expect(await run(`permissions --format ${format}`, lost)).toEqual({
      code: 2,
      out: `${comment}GetOrder (template.yaml:3) is left out: its code could not be read\n`,
      err: '1 function left out, as the code could not be read (`--format text` tells why)\n',
    });
  });

  it('says in the policy what may lack in it', async () => {
    const source = `import { work } from './lost.mjs';\n${program}\nwork();\n`;
    const { out, err } = await run(
      'permissions --format sam',
      createFolder({ ...sampleApplication, 'src/app.mjs': source }),
    );
    expect(out).toMatch(/^# GetOrder \(template\.yaml:3\) may need more: 1 value could not be resolved\n/);
    expect(out).toContain('dynamodb:GetItem');
    expect(err).toContain('1 function may need more than the policy says');
  });

  it('keeps a byte order mark', async () => {
    const folder = createFolder({ ...sampleApplication, 'template.yaml': `\uFEFF${template}` });
    await run('permissions --write --quiet', folder);
    const text = readFileSync(join(folder, 'template.yaml'), 'utf8');
    expect(text).toMatch(/^\uFEFFTransform/);
    expect(text).toContain('dynamodb:GetItem');
  });

  it.each(['src/app.mjs', './src/app.mjs'])('takes one source file as the program: %s', async (path) => {
    const { code, out } = await run(`permissions ${path} --format json`, createFolder(sampleApplication));
    expect(findProblems('permissions', JSON.parse(out))).toEqual([]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      functions: [{ id: 'app', template: 'src/app.mjs', needed: [{ action: 'dynamodb:GetItem' }], granted: [] }],
    });
  });

  it('takes one template alone', async () => {
    const folder = createFolder({ ...sampleApplication, 'other.yaml': template.replace('GetOrder', 'Other') });
    const { out } = await run('permissions template.yaml --format json', folder);
    expect((JSON.parse(out) as { functions: readonly { id: string }[] }).functions.map((f) => f.id)).toEqual([
      'GetOrder',
    ]);
  });

  it('does not write without a template', async () => {
    const folder = createFolder(sampleApplication);
    const { code, out, err } = await run('permissions src/app.mjs --write', folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('`--write` needs a template');
  });
});

describe('internal errors', () => {
  it('are one paragraph, with the stack only when asked', async () => {
    const fail = async (line: string): Promise<{ code: number; err: string }> => {
      const io = createTestIo({ cwd: createFolder(sampleApplication) });
      const stdout = {
        ...io.stdout,
        write: () => {
          throw new TypeError('the pipe broke');
        },
      };
      return { code: await main(line.split(' '), { ...io, stdout }), err: io.err() };
    };
    const short = await fail('scan');
    expect(short.code).toBe(3);
    expect(short.err.replaceAll('\n', ' ')).toMatch(
      /^sallyport: internal error: the pipe broke\. This is a bug of Sallyport/,
    );
    expect(short.err).not.toContain('    at ');
    expect((await fail('scan --verbose')).err).toContain('    at ');
  });
});

describe('--param', () => {
  const files = {
    'template.yaml': `${template}Parameters:\n  Stage:\n    Type: String\n    Default: a\n`,
    'src/app.mjs': sampleApplication['src/app.mjs'] ?? '',
    'src/package.json': '{"dependencies":{"left-pad":"1.3.0"}}',
  };
  it.each([
    'scan',
    'permissions',
    'deps',
    'sbom',
    'manifest',
    'expand template.yaml',
    'scan src/app.mjs',
    'policy compare template.yaml template.yaml',
  ])('is warned of by %s where no template has it', async (command) => {
    const folder = createFolder(files);
    const { out, err } = await run(`${command} --param Stgae=b`, folder);
    const hint = command.includes('.mjs') ? '' : ': did you mean `Stage`?';
    expect(`${out}${err}`.replaceAll(/\s+/g, ' ')).toContain(`no template has a parameter \`Stgae\`${hint}`);
    const right = await run(`${command} --param Stage=b`, folder);
    if (hint !== '') expect(`${right.out}${right.err}`).not.toContain('no template has');
  });
});

describe('baseline', () => {
  const withBaseline = async (): Promise<{ folder: string; file: string }> => {
    const folder = createFolder(sampleApplication);
    await run('scan --format json --output known.json', folder);
    return { folder, file: join(folder, 'known.json') };
  };
  const countKnown = (file: string): number =>
    (JSON.parse(readFileSync(file, 'utf8')) as { findings: readonly unknown[] }).findings.length;

  it('lets only new findings count', async () => {
    const { folder } = await withBaseline();
    expect((await run('scan', folder)).code).toBe(1);
    expect(await run('scan --baseline known.json', folder)).toMatchObject({ code: 0, err: '' });
  });

  it('loses what is fixed, when asked, and gains nothing', async () => {
    const { folder, file } = await withBaseline();
    writeFileSync(
      join(folder, 'template.yaml'),
      template.replace('dynamodb:*', 'dynamodb:GetItem').replace("'*'", '!GetAtt Orders.Arn'),
    );
    const before = readFileSync(file, 'utf8');
    const { out } = await run('scan --baseline known.json', folder);
    expect(out).toMatch(/findings in baseline `known.json` (?:is|are) fixed:\s+`--update-baseline`/);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const updated = await run('scan --baseline known.json --update-baseline', folder);
    expect(updated.err).toMatch(/^baseline known\.json: \d fixed findings? taken out\n$/);
    expect(updated.out).not.toContain('--update-baseline');
    const left = countKnown(file);
    writeFileSync(join(folder, 'template.yaml'), template);
    expect(await run('scan --baseline known.json --update-baseline', folder)).toMatchObject({
      code: 1,
      err: 'baseline known.json: left as it is\n',
    });
    expect(countKnown(file)).toBe(left);
  });

  it.each([
    ['--only PERM001', sampleApplication],
    ['--no-code', sampleApplication],
    ['--no-deps', sampleApplication],
    ['', { ...sampleApplication, 'broken/template.yaml': 'Resources:\n  A: { Type: AWS::SQS::Queue\n' }],
    ['', { 'other.yaml': template.replace('dynamodb:*', 'dynamodb:GetItem') }],
  ])('keeps what was not looked for (%s)', async (option, files) => {
    const { file } = await withBaseline();
    const fixed = Object.entries(files).map(([name, text]) => [name, text.replace('dynamodb:*', 'dynamodb:GetItem')]);
    const known = countKnown(file);
    await run(`scan --baseline ${file} --update-baseline ${option}`, createFolder(Object.fromEntries(fixed)));
    expect(countKnown(file)).toBe(known);
  });

  it('is needed to be updated', async () => {
    expect((await run('scan --update-baseline', createFolder(sampleApplication))).err).toContain(
      'no baseline to update',
    );
  });
});

describe('scan --fix', () => {
  it.each([
    ['--baseline known.json', template],
    [
      '',
      template.replace(
        '- Statement',
        '# sallyport-ignore PERM001, PERM002, PERM004, PERM006 -- later\n        - Statement',
      ),
    ],
  ])('says that it leaves out what is accepted (%s)', async (option, text) => {
    const folder = createFolder({ ...sampleApplication, 'template.yaml': text });
    await run('scan --format json --output known.json', folder);
    const { err } = await run(`scan --fix ${option}`, folder);
    expect(err.replaceAll(/\s+/g, ' ')).toMatch(/\d fix(?:es)? left out, of findings that are accepted/);
  });

  it('mends what it can, reports what is left, and has nothing to do the second time', async () => {
    const folder = createFolder({
      ...sampleApplication,
      'template.yaml': `\uFEFF${template.replaceAll('\n', '\r\n')}`,
    });
    const { out, err } = await run('scan --fix', folder);
    expect(err).toMatch(/^wrote template\.yaml \(\d fix(?:es)?\)\n$/);
    expect(out).not.toContain('PERM002');
    const text = readFileSync(join(folder, 'template.yaml'), 'utf8');
    expect(text.startsWith('\uFEFFTransform')).toBe(true);
    expect(text).toContain('        # Just until it works.\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect((await run('scan --fix', folder)).err).toBe('nothing to fix\n');
    expect(readFileSync(join(folder, 'template.yaml'), 'utf8')).toBe(text);
  });
});
