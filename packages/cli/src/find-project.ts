import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** By what the folder of a project is known. */
const MARKS = ['package.json', 'pyproject.toml', 'setup.py', 'requirements.txt', 'template.yaml', 'template.yml'];

const MOST_LEVELS = 16;
/** Imports climb a few folders; more is no project. */
const MOST_CLIMBED = 6;
const MOST_TEXT = 1_000_000;

/**
 * The folder that holds what a lone file belongs to: its checkout, else the nearest folder that is marked as a project, and
 * never less than its own imports reach (`../lib/x.js`, `from ..lib import x`).
 */
export function findProject(file: string): string {
  const folder = dirname(file);
  const checkout = findAbove(folder, ['.git']);
  if (checkout !== undefined) return checkout;
  const project = findAbove(folder, MARKS) ?? folder;
  const climbed = climb(folder, countClimbs(file));
  return climbed.length < project.length ? climbed : project;
}

function findAbove(folder: string, marks: readonly string[]): string | undefined {
  let current = folder;
  for (let i = 0; i < MOST_LEVELS; i += 1) {
    if (marks.some((mark) => existsSync(join(current, mark)))) return current;
    const above = dirname(current);
    if (above === current) return undefined;
    current = above;
  }
  return undefined;
}

function countClimbs(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').slice(0, MOST_TEXT);
  } catch {
    return 0;
  }
  const paths = [...text.matchAll(/['"`]((?:\.\.\/)+)/g)].map((match) => (match[1] ?? '').length / 3);
  // One dot is the own package, each further one a folder up.
  const packages = [...text.matchAll(/^\s*from\s+(\.{2,})/gm)].map((match) => (match[1] ?? '').length - 1);
  return Math.min(MOST_CLIMBED, Math.max(0, ...paths, ...packages));
}

/** Never the root of the disk. */
function climb(folder: string, levels: number): string {
  let current = folder;
  for (let i = 0; i < levels; i += 1) {
    const above = dirname(current);
    if (dirname(above) === above) return current;
    current = above;
  }
  return current;
}
