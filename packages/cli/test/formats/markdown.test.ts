import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../src/formats/scan/markdown-text.ts';
import { printMarkdown } from '../../src/formats/scan/markdown.ts';
import { plainContext } from '../plain-context.ts';
import { createFinding, createResult, place } from '../sample-result.ts';

describe('printMarkdown', () => {
  it('has a summary, a table, the reasons, and what is not covered', () => {
    const fix = { title: 'grant `dynamodb:GetItem`', edits: [] };
    const findings = [createFinding({ fix }), createFinding({ suppressed: { reason: 'known', where: 'x' } })];
    expect(printMarkdown(createResult(findings), plainContext, 'backend/')).toMatchInlineSnapshot(`
      "### Sallyport of <code>orders</code>: 1 high

      2 functions in 1 template read; not read: the code of 1 function; unknown: 3 values; 1 finding suppressed

      | Severity | Rule | Where | What |
      | --- | --- | --- | --- |
      | high | PERM002 service-wildcard | <code>backend/template.yaml&#58;12</code> | <code>dynamodb&#58;&#42;</code> is granted, and the code calls <code>dynamodb&#58;GetItem</code> alone |

      <details>
      <summary>Why, and what to do</summary>

      - **PERM002 service-wildcard** at <code>backend/template.yaml&#58;12&#58;7</code>
        - why: whoever takes over this function may read, change and delete every table in the account
        - fix: grant <code>dynamodb&#58;GetItem</code>

      </details>

      <details>
      <summary>2 things that could not be read, or should be known</summary>

      - error <code>backend/template.yaml&#58;31</code>: handler <code>src/gone.handler</code> was not found
      - warning: one finding is gone

      </details>
      "
    `);
  });

  it('says so when there is nothing', () => {
    const text = printMarkdown(createResult([], { diagnostics: [] }), plainContext, '');
    expect(text).toMatch(
      /^### Sallyport of <code>orders<\/code>: nothing found\n\n2 functions in 1 template read; not read: /,
    );
    expect(text).not.toContain('|');
  });

  it('prints findings alone when quiet', () => {
    const quiet = { ...plainContext, quiet: true };
    expect(printMarkdown(createResult([]), quiet, '')).toBe('');
    expect(printMarkdown(createResult([createFinding()]), quiet, '')).toMatch(/^\| Severity \|/);
  });

  it('fits into a comment, whatever is found', () => {
    const long = '|<`@'.repeat(1000);
    const many = Array.from({ length: 300 }, (_, i) =>
      createFinding({ message: `${i} ${long}`, at: place(i, 1, long) }),
    );
    const diagnostics = many.map(({ message }) => ({ code: 'x', severity: 'error', message }) as const);
    const text = printMarkdown(createResult(many, { diagnostics }), plainContext, '');
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\nand \d+ more\n/);
  });

  it('keeps the table in one piece for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const finding = createFinding({ message: text, at: place(1, 1, text) });
        const rows = printMarkdown(createResult([finding]), { ...plainContext, quiet: true }, '').split('\n');
        expect(rows[2]?.match(/\|/g)).toHaveLength(5);
        expect(rows[3]).toBe('');
      }),
    );
  });
});

describe('toMarkdown', () => {
  it('sets as code what stands between backticks', () => {
    expect(toMarkdown('`a:*` and `b|c`, not `d')).toBe(
      '<code>a&#58;&#42;</code> and <code>b&#124;c</code>, not &#96;d',
    );
  });

  it('lets nothing of a scanned project act', () => {
    const hostile = '<img src=x> [a](javascript:b) ![x](y) **b** @team #1 https://x.y www.x.y \\| &lt;\n# head\n- item';
    const text = toMarkdown(hostile);
    expect(text.replace(/&#\d+;/g, '')).not.toMatch(/[<>[\]*@#:\\|&_!~=\n]|www\./);
    expect(text).toContain('&#64;&#8203;team &#35;&#8203;1');
  });

  it('has no character that acts, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const rest = toMarkdown(text).replace(/<\/?code>|&#\d+;/g, '');
        expect(rest).not.toMatch(/[<>[\]*@#:\\|&_!~=^$`\n\r]/);
      }),
    );
  });

  it('cuts what is long', () => {
    expect(toMarkdown('a'.repeat(5_000_000))).toBe(`${'a'.repeat(500)}…`);
  });
});
