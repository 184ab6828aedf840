import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sources } from '../../packages/runtime/src/events/index.ts';
import { toTable } from '../benchmark.ts';
import type { Checks } from './measure-source.ts';

const SCRIPT = join(import.meta.dirname, 'measure-source.ts');

/** In a process of its own: a function has one source. */
const measureSource = (args: readonly string[]): Checks =>
  JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', SCRIPT, ...args], { encoding: 'utf8' })) as Checks;

/** Which event each row is of: `sqs` twice, as what lies in a message is checked where AWS wrote it. */
const listCases = (): readonly (readonly [label: string, source: string, event: string])[] =>
  sources.flatMap(({ name }) => [
    [name, name, name] as const,
    ...(name === 'sqs' ? [['sqs, a notification of S3 in it', name, 'sqs-with-s3'] as const] : []),
  ]);

/** A table of all sources, and the geometric mean of those that the other parser knows and accepts. */
export function compareChecks(): string {
  const ratios: number[] = [];
  let reading = '';
  const rows = listCases().map(([label, source, event]) => {
    const { parse, check, ofOther, reading: times } = measureSource([source, event]);
    if (ofOther !== null) ratios.push(ofOther);
    if (times !== null) reading = describeReading(times);
    return [label, `${parse.toFixed(2)} µs`, `${((check / parse) * 100).toFixed(0)} %`, ofOther?.toFixed(2) ?? ''];
  });
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  const table = toTable(['source', '`JSON.parse`', 'checks', 'parse and check, of the other parser'], rows);
  return `${table}\n\n${reading}\n\nGeometric mean against the other parser: ${mean.toFixed(2)} (${ratios.length} events).`;
}

/** What CloudWatch Logs sends is compressed: to check it takes as long as to read it, but it is read once only. */
const describeReading = ([byHand, checked]: readonly [number, number]): string =>
  `The events of CloudWatch Logs are compressed, and \`JSON.parse\` reads the wrapping alone. To read what is in it takes ${byHand.toFixed(1)} µs by hand (\`JSON.parse\`, base64, gunzip, \`JSON.parse\`), and ${checked.toFixed(1)} µs with the checks and \`toLogMessage\`, which reads nothing twice: ${((checked / byHand - 1) * 100).toFixed(0)} % more.`;
