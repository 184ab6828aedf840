import type { NamedRange } from '../../npm/split-name.ts';
import { scanYaml, type YamlEntry } from '../../text/scan-yaml.ts';
import type { TextProblem } from '../../text/text-problem.ts';

/** One block of the lock file: what was asked for, in how many ways, and what that became. */
export interface BerryEntry {
  readonly descriptors: readonly string[];
  readonly at: number;
  readonly line: number;
  version?: YamlEntry;
  /** `name@npm:1.0.0`, `name@workspace:packages/name`, `name@patch:…`. */
  resolution?: string;
  hasChecksum: boolean;
  /** Only for some machines: yarn records no checksum of what it did not download. */
  isConditional: boolean;
  readonly requires: NamedRange[];
}

interface ScannedBerry {
  readonly entries: readonly BerryEntry[];
  /** `version` of `__metadata`. */
  readonly format: YamlEntry | undefined;
  readonly problems: readonly TextProblem[];
}

/** Takes the lock file of yarn 2 and newer apart: blocks at the margin, fields below, dependencies below these. */
export function scanBerry(text: string): ScannedBerry {
  const entries: BerryEntry[] = [];
  let entry: BerryEntry | undefined;
  let format: YamlEntry | undefined;
  let field = '';
  const problems = scanYaml(text, (row) => {
    if (row.depth === 0) {
      entry = row.key === '__metadata' ? undefined : toEntry(row);
      if (entry !== undefined) entries.push(entry);
      field = '';
    } else if (row.depth === 1) {
      field = row.key;
      if (entry === undefined) format = field === 'version' ? row : format;
      else readField(entry, row);
    } else if (row.depth === 2 && (field === 'dependencies' || field === 'optionalDependencies')) {
      entry?.requires.push({ name: row.key, range: row.value });
    }
  });
  return { entries, format, problems };
}

function toEntry({ key, keyAt, line }: YamlEntry): BerryEntry {
  return { descriptors: key.split(', '), at: keyAt, line, hasChecksum: false, isConditional: false, requires: [] };
}

function readField(entry: BerryEntry, row: YamlEntry): void {
  if (row.key === 'version') entry.version = row;
  else if (row.key === 'resolution') entry.resolution = row.value;
  else if (row.key === 'checksum') entry.hasChecksum = row.value !== '';
  else if (row.key === 'conditions') entry.isConditional = true;
}
