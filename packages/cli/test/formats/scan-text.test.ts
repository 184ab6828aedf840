import { describe, expect, it } from 'vitest';
import { toScope } from '../../src/formats/scan/summary.ts';
import { printScanText } from '../../src/formats/scan/text.ts';
import { createStyle } from '../../src/terminal/style.ts';
import { plainContext } from '../plain-context.ts';
import { createFinding, createResult, place } from '../sample-result.ts';

const findings = [
  createFinding({
    rule: 'PERM001',
    slug: 'admin-policy',
    severity: 'critical',
    function: 'Import',
    fix: {
      title: 'replace `*` by the three actions that the code calls',
      edits: [{ file: 'template.yaml', start: 1, end: 2, text: 'Action:\n  - s3:GetObject' }],
    },
    trace: [{ file: 'src/app.ts', line: 3, column: 1, message: 'calls GetObject' }],
  }),
  createFinding(),
  createFinding({ severity: 'medium', confidence: 'likely', rule: 'PERM015', at: place(14) }),
  createFinding({ severity: 'medium', at: place(15) }),
  createFinding({ severity: 'low', rule: 'PERM017', at: place(16) }),
  createFinding({ severity: 'low', suppressed: { reason: 'known', where: 'x' } }),
];

describe('printScanText', () => {
  it('puts the worst first, by function, with reason and fix, short', () => {
    expect(printScanText(createResult(findings), plainContext)).toMatchInlineSnapshot(`
      "orders: 1 critical, 1 high, 2 medium, 1 low
      2 functions in 1 template read; not read: the code of 1 function; unknown: 3
      values; 1 finding suppressed

      Import  template.yaml:30
        critical PERM001 admin-policy  template.yaml:12:7
          \`dynamodb:*\` is granted, and the code calls \`dynamodb:GetItem\` alone
          why: whoever takes over this function may read, change and delete every
               table in the account
          fix: replace \`*\` by the three actions that the code calls

      GetOrder  template.yaml:10
        high     PERM002 service-wildcard  template.yaml:12:7
          \`dynamodb:*\` is granted, and the code calls \`dynamodb:GetItem\` alone
          why: whoever takes over this function may read, change and delete every
               table in the account
        medium   PERM015 service-wildcard (likely)  template.yaml:14:7
          \`dynamodb:*\` is granted, and the code calls \`dynamodb:GetItem\` alone
          why: whoever takes over this function may read, change and delete every
               table in the account
        medium   PERM002 service-wildcard  template.yaml:15:7
          \`dynamodb:*\` is granted, and the code calls \`dynamodb:GetItem\` alone
          why: whoever takes over this function may read, change and delete every
               table in the account
        and 1 low: PERM017

      Could not be read, or should be known
        error template.yaml:31:7: handler \`src/gone.handler\` was not found
        warning: one finding is gone

      \`sallyport explain PERM001\` tells more, \`--verbose\` shows all with traces
      "
    `);
  });

  it('shows trace and edit when asked', () => {
    const text = printScanText(createResult(findings), { ...plainContext, verbose: true });
    expect(text).toContain('how:\n      src/app.ts:3:1 calls GetObject');
    expect(text).toContain('      +   - s3:GetObject');
    expect(text).not.toContain('--verbose');
  });

  it('marks suggestions and counts them apart', () => {
    const suggestion = createFinding({ severity: 'low', suggestion: true });
    const text = printScanText(createResult([createFinding({ severity: 'low' }), suggestion]), plainContext);
    expect(text).toMatch(/^orders: 1 low, 1 suggestion\n/);
    expect(text).toContain('  suggestion PERM002 service-wildcard');
  });

  it('says so when there is nothing', () => {
    const text = printScanText(createResult([], { diagnostics: [] }), plainContext);
    expect(text).toMatch(/^orders: nothing found\n2 functions in 1 template read; not read: the code of 1 function; /);
  });

  describe('where a function may do more than it needs', () => {
    const origin = { kind: 'policy-template', name: 'DynamoDBCrudPolicy', at: place(20) } as const;
    const [, fn] = createResult([]).permissions;
    const excess = [{ action: 'dynamodb:Scan', resource: '${Orders.Arn}', origin }];
    const permissions = fn === undefined ? [] : [{ ...fn, excess }];

    it('says that there is more to see than no finding', () => {
      expect(printScanText(createResult([], { permissions, diagnostics: [] }), plainContext)).toContain(
        '\n\nNo finding, but to be known: 1 function may do more than its code is known to\nneed (`sallyport permissions` lists it)\n',
      );
    });

    it('says so beside the findings of other places', () => {
      const text = printScanText(createResult([createFinding()], { permissions }), plainContext);
      expect(text.replaceAll('\n', ' ')).toContain(' Beyond the findings: 1 function may do more than ');
    });

    it('is silent where a finding tells it, suppressed or not', () => {
      const suppressed = createFinding({ at: origin.at, suppressed: { reason: 'known', where: 'x' } });
      expect(printScanText(createResult([suppressed], { permissions }), plainContext)).not.toContain('may do more');
    });
  });

  it('prints findings alone when quiet', () => {
    const quiet = { ...plainContext, quiet: true };
    expect(printScanText(createResult([]), quiet)).toBe('');
    expect(printScanText(createResult([createFinding()]), quiet)).toMatch(/^GetOrder {2}template.yaml:10\n/);
  });

  it('stays within 80 columns and colours nothing, whatever the names', () => {
    const long = createFinding({
      slug: 'a-very-long-rule-name-of-somebody',
      at: place(1, 1, `${'folder/'.repeat(7)}template.yaml`),
    });
    const text = printScanText(createResult([...findings, long]), plainContext);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).not.toContain('\u001B');
  });

  it('raises the first letter of a message, and of no name', () => {
    const named = createFinding({ function: 'publisher', message: 'publisher may do more' });
    const plain = createFinding({ message: 'a role is shared' });
    const text = printScanText(createResult([named, plain]), plainContext);
    expect(text).toContain('    publisher may do more\n');
    expect(text).toContain('    A role is shared\n');
  });

  it.each([
    'dynamodb:GetItem does not work on B/*',
    'apigateway.amazonaws.com may invoke the function',
    'xml2js 0.4.19 is vulnerable',
    '@scope/name 1.0.0 is vulnerable',
    'lock-file 1.0.0 is vulnerable',
    'qs 6.5.2 is vulnerable',
  ])('leaves %s as it is', (message) => {
    const found = { ecosystem: 'npm', name: 'qs', version: '6.5.2', file: 'a', path: ['qs'], functions: [] } as const;
    const text = printScanText(createResult([createFinding({ message, package: found })]), plainContext);
    expect(text).toContain(`    ${message}\n`);
  });

  it('lets no control character of a scanned file through', () => {
    const evil = createFinding({ message: 'a\u001B[2Jb\u202Ec', at: place(1, 1, 'x\u001By.yaml') });
    const text = printScanText(createResult([evil]), plainContext);
    expect(['\u001B', '\u202E'].filter((character) => text.includes(character))).toEqual([]);
  });

  it('colours severities when it may', () => {
    expect(printScanText(createResult(findings), { ...plainContext, style: createStyle(true) })).toContain(
      '\u001B[1;31mcritical\u001B[0m',
    );
  });

  it('keeps a large result short', () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      createFinding({ function: undefined as never, resource: `R${i}` }),
    );
    expect(printScanText(createResult(many), plainContext).split('\n').length).toBeLessThan(110);
  });
});

describe('toScope', () => {
  it('says that nothing is missing only where nothing is', () => {
    const { coverage } = createResult([]);
    const whole = { ...coverage, functionsWithCode: 2, packages: 7, unresolvedValues: 0 };
    const scope = toScope(createResult([], { coverage: whole, diagnostics: [] }));
    expect(scope).toBe('2 functions in 1 template and 7 packages read; not read: nothing; unknown: nothing');
    const unread = { code: 'template-syntax', severity: 'error', message: 'x', file: 'a.yaml' } as const;
    expect(toScope(createResult([], { coverage: whole, diagnostics: [unread, unread] }))).toContain(
      'not read: 1 file;',
    );
  });
});
