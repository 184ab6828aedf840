import { lintPolicyText, type PolicyFinding, type PolicyKind } from '@sallyport/core/iam';
import { findValue, type ParsedArgs } from '../../args/option.ts';
import { toMisuse } from '../../args/parse-args.ts';
import type { Io } from '../../terminal/io.ts';
import type { ExitCode } from '../command.ts';
import { printAnswer } from './answer.ts';
import { isTemplateLike, JSON_SYNTAX, readText, TEMPLATE_HINT } from './read-json.ts';

export function runLint(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [file] = args.positionals;
  if (file === undefined) throw toMisuse('a file is missing', 'usage: sallyport policy lint FILE');
  const kind = findValue(args, 'kind') as PolicyKind | undefined;
  const text = readText(file, io);
  const findings = lintPolicyText(text, kind === undefined ? {} : { kind });
  const lines = findings.map((finding) => toLine(file, finding));
  const summary =
    findings.length === 0 ? 'nothing to say' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  const hints = findings.some(({ isFatal }) => isFatal) && isTemplateLike(file, text) ? [TEMPLATE_HINT] : [];
  return Promise.resolve(
    printAnswer({ json: { findings }, lines: [...lines, ...hints, summary], exit: toExit(findings) }, args, io),
  );
}

const toLine = (file: string, { line, column, severity, check, message }: PolicyFinding): string =>
  `${file}:${line ?? 1}:${column ?? 1} ${severity} ${check}: ${message}`;

/** What is no JSON is unreadable; suggestions fail nothing. */
function toExit(findings: readonly PolicyFinding[]): ExitCode {
  if (findings.some(({ check, isFatal }) => isFatal && check === JSON_SYNTAX)) return 2;
  return findings.some(({ severity }) => severity !== 'suggestion') ? 1 : 0;
}
