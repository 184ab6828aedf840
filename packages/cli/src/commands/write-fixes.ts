import { loadPermissionTools, type ScanResult } from '@sallyport/core';
import type { Io } from '../terminal/io.ts';
import { toCount, toPrintable, wrap } from '../terminal/wrap.ts';
import { writeEdits } from '../write-edits.ts';

/** One fix may make room for another; what still changes after that many rounds would never end. */
const mostRounds = 10;

/**
 * Carries out the fixes of a scan in the files below `root`, and scans again until there is nothing left to mend; gives the last
 * result. What was written is told on stderr. Throws `ERR_BAD_OPTION` where a file cannot be written.
 */
export async function writeFixes(root: string, rescan: () => Promise<ScanResult>, io: Io): Promise<ScanResult> {
  const { applyEdits, planFixes } = await loadPermissionTools();
  const written = new Map<string, number>();
  let result = await rescan();
  for (let round = 0; round < mostRounds; round += 1) {
    const { edits, counts } = planFixes(result);
    if (edits.length === 0) break;
    const texts = new Map(result.application.templates.map(({ file, text }) => [file, text]));
    writeEdits(root, edits, texts, applyEdits);
    for (const [file, count] of counts) written.set(file, (written.get(file) ?? 0) + count);
    result = await rescan();
  }
  for (const [file, count] of written)
    io.stderr.write(`wrote ${toPrintable(file)} (${toCount(count, 'fix', 'fixes')})\n`);
  const left = countAccepted(result);
  const why = `${toCount(left, 'fix', 'fixes')} left out, of findings that are accepted (known from the baseline, or ignored)`;
  if (written.size === 0)
    io.stderr.write(left === 0 ? 'nothing to fix\n' : `${wrap(`nothing to fix: ${why}`, 80, 2)}\n`);
  else if (left > 0) io.stderr.write(`${wrap(why, 80, 2)}\n`);
  return result;
}

/** What would be mended if nobody had accepted it. Packages are left to `deps --fix`. */
const countAccepted = ({ findings }: ScanResult): number =>
  findings.filter(
    ({ suppressed, fix, package: found }) =>
      suppressed !== undefined && found === undefined && (fix?.edits.length ?? 0) > 0,
  ).length;
