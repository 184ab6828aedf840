import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const BIN = 'packages/cli/dist/bin.js';
const EXAMPLE = 'examples/orders-typescript/before';
const SHOWN = 'GetOrderFunction';
const PLACE = /(<!-- picture -->\n```text\n)[\s\S]*?(```\n<!-- end of picture -->)/;

/** The README with what the command line prints today; `undefined` when it is not built. */
export function findReadme(root: string, readme: string): string | undefined {
  if (!existsSync(join(root, BIN))) return undefined;
  const args = [BIN, 'permissions', EXAMPLE];
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
  const output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  return readme.replace(PLACE, (_, before: string, after: string) => `${before}${toPicture(output)}${after}`);
}

/** The overview and one function of an output: the whole would be a page of its own. */
export function toPicture(output: string): string {
  const paragraphs = output.trimEnd().split('\n\n');
  const overview = paragraphs.slice(0, 2);
  const shown = paragraphs.filter((text) => text.startsWith(SHOWN));
  return `${[`$ sallyport permissions ${EXAMPLE}`, ...overview, '[…]', ...shown, '[…]'].join('\n\n')}\n`;
}
