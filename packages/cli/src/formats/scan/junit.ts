import type { Diagnostic, Finding, ScanResult } from '@sallyport/core';
import { toPrintable } from '../../terminal/wrap.ts';
import type { FormatContext } from '../format-context.ts';

/**
 * JUnit's XML, in the part that CI servers agree on (https://github.com/testmoapp/junitxml): each finding is a failed
 * case, a suppressed one is skipped, and what could not be read is an error. A clean scan is one case that passed, as
 * servers take a report without cases for a broken one.
 */
export function printJunit({ findings, diagnostics }: ScanResult, { title }: FormatContext, prefix: string): string {
  const unread = diagnostics.filter(({ severity }) => severity === 'error');
  const skipped = findings.filter(({ suppressed }) => suppressed !== undefined).length;
  const counts = {
    failures: String(findings.length - skipped),
    errors: String(unread.length),
    skipped: String(skipped),
  };
  const cases = [
    ...findings.map((finding) => printFindingCase(finding, prefix)),
    ...unread.map((diagnostic) => printUnreadCase(diagnostic, prefix)),
  ];
  if (cases.length === 0) cases.push(`    <testcase${toAttributes({ classname: title, name: 'nothing found' })}/>`);
  const all = toAttributes({ name: 'sallyport', tests: String(cases.length), ...counts });
  const suite = toAttributes({ name: title, tests: String(cases.length), ...counts });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites${all}>
  <testsuite${suite}>
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

function printFindingCase(finding: Finding, prefix: string): string {
  const { rule, slug, severity, message, why, at, fix, suppressed, suggestion } = finding;
  const file = prefix + at.file;
  const owner = finding.resource ?? finding.function;
  const name = `${rule} ${slug}${owner === undefined ? '' : ` (${owner})`} ${at.line}:${at.column}`;
  const place = `${file}:${at.line}:${at.column}`;
  const text = [place, message, `why: ${why}`, ...(fix === undefined ? [] : [`fix: ${fix.title}`])].join('\n');
  const outcome =
    suppressed === undefined
      ? `<failure${toAttributes({ message, type: suggestion === true ? 'suggestion' : severity })}>${escape(text)}</failure>`
      : `<skipped${toAttributes({ message: `${suppressed.reason} (${suppressed.where})` })}/>`;
  return printCase({ classname: file, name, file, line: String(at.line) }, outcome);
}

function printUnreadCase({ code, message, file, line }: Diagnostic, prefix: string): string {
  const place =
    file === undefined ? {} : { file: prefix + file, ...(line === undefined ? {} : { line: String(line) }) };
  const name = line === undefined ? code : `${code} line ${line}`;
  return printCase(
    { classname: file === undefined ? 'sallyport' : prefix + file, name, ...place },
    `<error${toAttributes({ message, type: code })}/>`,
  );
}

const printCase = (attributes: Readonly<Record<string, string>>, outcome: string): string =>
  `    <testcase${toAttributes(attributes)}>\n      ${outcome}\n    </testcase>`;

const toAttributes = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escape(value).replace(/[\t\n]/g, (c) => `&#${c.charCodeAt(0)};`)}"`)
    .join('');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write some characters, not even as references (https://www.w3.org/TR/xml/#charsets). */
const escape = (text: string): string =>
  toPrintable(text)
    .replace(/[\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (c) => entities[c] ?? c);
