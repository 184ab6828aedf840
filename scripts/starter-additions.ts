/**
 * What the snapshot that the starter is made of lacks of the packages that Python functions ship most: facts of the GitHub Advisory
 * Database (https://github.com/github/advisory-database, CC-BY-4.0), in the form of OSV.
 */
type Range = readonly [introduced: string, fixed: string];

const toRecord = (
  id: string,
  alias: string | undefined,
  name: string,
  ranges: readonly Range[],
  rated: { readonly modified: string; readonly label: 'MODERATE' | 'HIGH'; readonly vector?: string },
): { readonly id: string } & Readonly<Record<string, unknown>> => ({
  id,
  modified: rated.modified,
  aliases: alias === undefined ? [] : [alias],
  severity: rated.vector === undefined ? [] : [{ type: 'CVSS_V3', score: `CVSS:3.1/${rated.vector}` }],
  database_specific: { severity: rated.label },
  affected: ranges.map(([introduced, fixed]) => ({
    package: { ecosystem: 'PyPI', name },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced }, { fixed }] }],
  })),
});

export const additions: readonly ReturnType<typeof toRecord>[] = [
  toRecord('GHSA-9wx4-h78v-vm56', 'CVE-2024-35195', 'requests', [['0', '2.32.2']], {
    modified: '2024-05-20T22:07:29Z',
    label: 'MODERATE',
    vector: 'AV:L/AC:H/PR:H/UI:R/S:U/C:H/I:H/A:N',
  }),
  toRecord('GHSA-9hjg-9r4m-mvj7', 'CVE-2024-47081', 'requests', [['0', '2.32.4']], {
    modified: '2025-06-09T19:06:08Z',
    label: 'MODERATE',
    vector: 'AV:N/AC:H/PR:N/UI:R/S:U/C:H/I:N/A:N',
  }),
  toRecord('GHSA-9v9h-cgj8-h64p', 'CVE-2024-0727', 'cryptography', [['0', '42.0.2']], {
    modified: '2024-02-17T06:30:32Z',
    label: 'MODERATE',
    vector: 'AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H',
  }),
  toRecord('GHSA-3ww4-gg4f-jr7f', 'CVE-2023-50782', 'cryptography', [['0', '42.0.0']], {
    modified: '2024-07-29T14:44:04Z',
    label: 'HIGH',
    vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
  }),
  toRecord('GHSA-6vqw-3v5j-54x4', 'CVE-2024-26130', 'cryptography', [['38.0.0', '42.0.4']], {
    modified: '2024-02-21T18:04:41Z',
    label: 'HIGH',
    vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  }),
  toRecord('GHSA-h4gh-qq45-vh27', undefined, 'cryptography', [['37.0.0', '43.0.1']], {
    modified: '2024-09-03T21:59:48Z',
    label: 'MODERATE',
  }),
  toRecord(
    'GHSA-34jh-p97f-mpxf',
    'CVE-2024-37891',
    'urllib3',
    [
      ['0', '1.26.19'],
      ['2.0.0', '2.2.2'],
    ],
    { modified: '2024-06-17T21:37:20Z', label: 'MODERATE', vector: 'AV:N/AC:H/PR:H/UI:N/S:U/C:H/I:N/A:N' },
  ),
  toRecord('GHSA-h75v-3vvj-5mfj', 'CVE-2024-34064', 'jinja2', [['0', '3.1.4']], {
    modified: '2024-05-06T14:20:59Z',
    label: 'MODERATE',
    vector: 'AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N',
  }),
];
