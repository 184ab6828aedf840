import { SallyportError } from '../../errors.ts';
import type { Crc32 } from '../../host.ts';
import type { AdvisoryIndex } from './advisory-index.ts';
import { IndexBuilder } from './index-builder.ts';
import { toAdvisories } from './to-advisories.ts';

/**
 * The index with some records replaced: `records` are OSV records by their id, as they stand now. What was withdrawn goes.
 * Throws `ERR_BAD_ARCHIVE` when one is no OSV record, and `ERR_BAD_DATABASE` when the old index is damaged.
 */
export function updateIndex(
  index: AdvisoryIndex,
  records: ReadonlyMap<string, unknown>,
  date: number,
  crc32: Crc32,
): Uint8Array {
  const { ecosystem, source, isStarter } = index.header;
  const builder = new IndexBuilder({ withSummaries: !isStarter });
  for (const { name, advisories } of index.list()) {
    builder.addPackage(name);
    for (const advisory of advisories) if (!records.has(advisory.id)) builder.add({ name, advisory });
  }
  for (const [id, record] of records) {
    const advisories = toAdvisories(ecosystem, record);
    if (advisories === undefined) throw new SallyportError('ERR_BAD_ARCHIVE', `\`${id}\` is no OSV record`);
    for (const advisory of advisories) builder.add(advisory);
  }
  return builder.toFile({ ecosystem, date, isStarter, source }, crc32);
}
