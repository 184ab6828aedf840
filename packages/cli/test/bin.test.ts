import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFolder } from './folder.ts';
import { sampleApplication } from './sample-application.ts';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const isBuilt = existsSync(bin);
if (!isBuilt) console.log('SKIPPED the built command: there is no dist, run `npm run build` first');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command; with `closes`, its reader goes away after the first bytes. */
function run(args: readonly string[], cwd: string, closes = false): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  if (closes) child.stdout.destroy();
  else child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

describe.skipIf(!isBuilt)('the built command', () => {
  it('prints to stdout and sets the exit code', async () => {
    const folder = createFolder(sampleApplication);
    const { code, out, err } = await run(['permissions', '--fail-on', 'excess'], folder);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('dynamodb:GetItem');
    expect((await run(['scna'], folder)).code).toBe(2);
  });

  it('says nothing when its reader goes away', async () => {
    const { err, code } = await run(['permissions', '--format', 'json'], createFolder(sampleApplication), true);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says when its result could not be written', async () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const folder = createFolder(sampleApplication);
    const child = spawn(process.execPath, [bin, 'scan'], { cwd: folder, stdio: ['ignore', full, 'pipe'] });
    let err = '';
    child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(2);
    expect(err).toMatch(/^sallyport: cannot write to stdout\n.*\n$/);
  });

  it('reads Python too', async () => {
    const python =
      'import boto3\n\ndef handler(event, context):\n    boto3.client("sqs").send_message(QueueUrl=event["url"], MessageBody="x")\n';
    const { out } = await run(['permissions', 'app.py', '--format', 'json'], createFolder({ 'app.py': python }));
    expect(JSON.parse(out)).toMatchObject({ functions: [{ id: 'app', needed: [{ action: 'sqs:SendMessage' }] }] });
  });
});
