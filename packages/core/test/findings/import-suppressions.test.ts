import { describe, expect, it } from 'vitest';
import { foreignTools } from '../../src/findings/imported/rule-maps.ts';
import { rules } from '../../src/rules/index.ts';
import { scan } from '../../src/scan.ts';
import { createMemoryHost } from '../memory-host.ts';

const ONLY = ['DEF009', 'DEF010', 'LOG004'];

interface Told {
  readonly suppressed: readonly string[];
  readonly open: readonly string[];
  readonly diagnostics: readonly string[];
}

async function read(
  resources: string,
  options: { readonly importSuppressions?: boolean; readonly today?: string } = {},
): Promise<Told> {
  const host = createMemoryHost({
    'template.yaml': resources.startsWith('Metadata') ? resources : `Resources:\n${resources}`,
  });
  const { findings, diagnostics } = await scan(host, { only: ONLY, deps: false, importSuppressions: true, ...options });
  const toId = ({ rule, resource }: (typeof findings)[number]): string => `${rule} ${resource}`;
  return {
    suppressed: findings.flatMap((f) =>
      f.suppressed === undefined ? [] : [`${toId(f)}: ${f.suppressed.reason} (${f.suppressed.where})`],
    ),
    open: findings.filter((f) => f.suppressed === undefined).map(toId),
    diagnostics: diagnostics.map(({ code, line, message }) => `${code} ${line}: ${message}`),
  };
}

describe('suppressions of other tools', () => {
  it.each([
    ['cfn_nag', '{ cfn_nag: { rules_to_suppress: [{ id: W47, reason: no data }] } }', 'no data', 'W47 of cfn_nag'],
    [
      'cdk-nag',
      '{ cdk_nag: { rules_to_suppress: [{ id: AwsSolutions-KDS1, reason: no data }] } }',
      'no data',
      'AwsSolutions-KDS1 of cdk-nag',
    ],
    ['checkov', '{ checkov: { skip: [{ id: CKV_AWS_26, comment: no data }] } }', 'no data', 'CKV_AWS_26 of checkov'],
  ])('are read from the metadata of %s, with their reason', async (_, metadata, reason, where) => {
    const type = where.includes('KDS1') ? 'AWS::Kinesis::Stream' : 'AWS::SNS::Topic';
    const text = `  Topic:\n    Type: ${type}\n    Metadata: ${metadata}\n  Other: { Type: AWS::SNS::Topic }\n`;
    expect(await read(text)).toEqual({
      suppressed: [`DEF009 Topic: ${reason} (template.yaml:4, ${where})`],
      open: ['DEF009 Other'],
      diagnostics: [],
    });
    expect((await read(text, { importSuppressions: false })).suppressed).toEqual([]);
  });

  it('are read from comments in and above a resource', async () => {
    const text = `  # trivy:ignore:AVD-AWS-0095 -- no data
  Above: { Type: AWS::SNS::Topic }
  Inside:
    # checkov:skip=CKV_AWS_26:public anyway
    Type: AWS::SNS::Topic
  Neither: { Type: AWS::SNS::Topic }
`;
    expect(await read(text)).toEqual({
      suppressed: [
        'DEF009 Above: no data (template.yaml:2, AVD-AWS-0095 of Trivy)',
        'DEF009 Inside: public anyway (template.yaml:5, CKV_AWS_26 of checkov)',
      ],
      open: ['DEF009 Neither'],
      diagnostics: [],
    });
  });

  it('are read from the metadata of a template, and from the first line of a file', async () => {
    const lint =
      'Metadata:\n  cfn-lint: { config: { ignore_checks: [I3013] } }\nResources:\n  Log: { Type: AWS::Logs::LogGroup }\n';
    expect((await read(lint)).suppressed).toEqual([
      'LOG004 Log: I3013 is silenced for cfn-lint, without a reason (template.yaml:2, I3013 of cfn-lint)',
    ]);
    const kics = '# kics-scan disable=7f65be75-90ab-4036-8c2a-410aef7bb650\n  S: { Type: AWS::Kinesis::Stream }\n';
    expect((await read(kics)).suppressed).toHaveLength(1);
  });

  it('are told where they silence a part of a rule, and then silence nothing', async () => {
    const text = `  Stream:
    Type: AWS::Kinesis::Stream
    Metadata: { cdk_nag: { rules_to_suppress: [{ id: AwsSolutions-KDS1, reason: this one, applies_to: ['Property::X'] }] } }
`;
    const { open, diagnostics } = await read(text);
    expect(open).toEqual(['DEF009 Stream']);
    expect(diagnostics).toEqual([expect.stringMatching(/^suppression-not-imported .*one without a plain id$/)]);
  });

  it('stand for the resource that they are in, as its last line too', async () => {
    const text = `  First:
    Type: AWS::SNS::Topic
    # checkov:skip=CKV_AWS_26:public anyway
  Second: { Type: AWS::SNS::Topic }
`;
    const { suppressed, open } = await read(text);
    expect(suppressed).toEqual(['DEF009 First: public anyway (template.yaml:4, CKV_AWS_26 of checkov)']);
    expect(open).toEqual(['DEF009 Second']);
  });

  it('stand for the resource that they are in behind a value too', async () => {
    const text = `  First:
    Type: AWS::SNS::Topic # checkov:skip=CKV_AWS_26:public anyway
  Second: { Type: AWS::SNS::Topic }
`;
    expect((await read(text)).open).toEqual(['DEF009 Second']);
  });

  it('give no reason that is encoded', async () => {
    const skip = '{ id: AwsSolutions-KDS1, reason: bm8gZGF0YQ==, is_reason_encoded: true }';
    const text = `  Stream:\n    Type: AWS::Kinesis::Stream\n    Metadata: { cdk_nag: { rules_to_suppress: [${skip}] } }\n`;
    expect((await read(text)).suppressed).toEqual([expect.stringContaining('without a reason')]);
  });

  it('end on their day', async () => {
    const text = '  # trivy:ignore:AWS-0095:exp:2026-01-31\n  T: { Type: AWS::SNS::Topic }\n';
    expect((await read(text, { today: '2026-01-31' })).open).toEqual([]);
    const later = await read(text, { today: '2026-02-01' });
    expect(later.open).toEqual(['DEF009 T']);
    expect(later.diagnostics[0]).toMatch(/^suppression-ended 2:/);
  });

  it('are told where they have no counterpart, and then silence nothing', async () => {
    const text = `  T:
    # checkov:skip=CKV_AWS_117:no network
    # checkov:skip=CKV_NEW_1
    # kics-scan ignore-line
    # nosemgrep
    #trivy:ignore:AWS-0095[display_name=a]
    Type: AWS::SNS::Topic
`;
    const { open, diagnostics } = await read(text);
    expect(open).toEqual(['DEF009 T']);
    expect(diagnostics).toEqual([
      'suppression-not-imported 3: what is silenced for checkov has no counterpart here and suppresses nothing: `CKV_AWS_117`, `CKV_NEW_1`',
      'suppression-not-imported 5: what is silenced for KICS has no counterpart here and suppresses nothing: one without a plain id',
      'suppression-not-imported 6: what is silenced for Semgrep has no counterpart here and suppresses nothing: one without a plain id',
      'suppression-not-imported 7: what is silenced for Trivy has no counterpart here and suppresses nothing: one without a plain id',
    ]);
  });

  it('are so many at most, and what is behind them is told', async () => {
    const comments = '  # checkov:skip=CKV_AWS_66\n'.repeat(3000);
    const { diagnostics } = await read(`${comments}  T: { Type: AWS::SNS::Topic }\n  # checkov:skip=CKV_AWS_26\n`);
    expect(diagnostics).toEqual([
      expect.stringMatching(/^suppression-not-imported 1002: .*`all behind the first 1000`$/),
    ]);
    const own = `${'  # sallyport-ignore LOG004 -- x\n'.repeat(3000)}  L: { Type: AWS::Logs::LogGroup }\n`;
    const told = await read(own);
    expect(told.suppressed).toHaveLength(1);
    expect(told.diagnostics).toEqual([
      expect.stringMatching(/^suppression-invalid 1002: more than 1000 suppressions in one file/),
    ]);
  });

  it('are not called unused, and give way to what was written for this tool', async () => {
    const text = `  # sallyport-ignore DEF009 -- ours
  T:
    Type: AWS::SNS::Topic
    Metadata:
      checkov: { skip: [{ id: CKV_AWS_26, comment: theirs }, { id: CKV_AWS_66 }] }
      cfn_nag: { rules_to_suppress: [{ id: __proto__ }, { id: constructor }, hello] }
`;
    const { suppressed, diagnostics } = await read(text);
    expect(suppressed).toEqual(['DEF009 T: ours (template.yaml:2)']);
    expect(diagnostics).toEqual([expect.stringMatching(/cfn_nag .*`__proto__`, `constructor`$/)]);
  });

  it('lead to rules that exist', () => {
    const known = new Set(rules.map(({ id }) => id));
    for (const { name, rules: table } of foreignTools) {
      expect(table.size, name).toBeGreaterThan(0);
      expect(
        [...table.values()].flat().filter((id) => !known.has(id)),
        name,
      ).toEqual([]);
    }
  });
});
