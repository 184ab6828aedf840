import { toDirectory, toRootPath } from '../../../app/path.ts';
import type { Diagnostic } from '../../../findings/diagnostic.ts';
import type { PackageRef, ReaderContext, Reading } from '../../package.ts';
import { parseRequirement, toAddressSource, type Requirement } from '../../python/parse-requirement.ts';
import { joinLines, type LogicalLine } from './join-lines.ts';
import { parseLine, type RequirementLine } from './parse-line.ts';

/** More files than any project includes. */
const MAX_FILES = 200;
const MAX_DIAGNOSTICS = 50;
const DEVELOPMENT = /(?:^|[-_./])(?:dev|develop|development|tests?|testing|lint|docs?|ci)(?:[-_./]|$)/i;

/** Reads a requirements file with those that it includes; constraints fix versions and ask for nothing. */
export class RequirementsReader {
  private readonly file: string;
  private readonly host: ReaderContext['host'];
  private readonly packages: PackageRef[] = [];
  private readonly references: PackageRef[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly constraints = new Map<string, string>();
  private readonly seen = new Set<string>();

  constructor(file: string, { host }: ReaderContext) {
    this.file = file;
    this.host = host;
  }

  read(text: string): Reading {
    this.readFile(text, this.file, []);
    const packages = this.packages.map((ref) => this.pin(ref));
    return { packages, references: this.references, diagnostics: this.diagnostics };
  }

  private pin(ref: PackageRef): PackageRef {
    const version = ref.version ?? this.constraints.get(ref.name);
    return version === undefined || version === ref.version ? ref : { ...ref, version };
  }

  private readFile(text: string, file: string, above: readonly string[], isConstraint = false): void {
    this.seen.add(`${file}\n${isConstraint}`);
    for (const line of joinLines(text.replace(/^\uFEFF/, ' '))) {
      const parsed = parseLine(line.text);
      if (parsed.kind === 'include') this.include(parsed, line, file, above, isConstraint);
      else if (parsed.kind === 'requirement') this.addRequirement(parsed, line, file, isConstraint);
      else if (parsed.kind === 'address') this.addAddress(parsed, line, file, isConstraint);
      else if (parsed.kind === 'unknown')
        this.report(`\`${parsed.text.slice(0, 200)}\` is no requirement`, file, line.line);
    }
  }

  private include(
    { path, isConstraint }: Extract<RequirementLine, { kind: 'include' }>,
    { line }: LogicalLine,
    file: string,
    above: readonly string[],
    inConstraint: boolean,
  ): void {
    if (/^\w+:\/\//.test(path)) return this.report(`\`${path}\` is on the network and was not read`, file, line);
    const target = toRootPath(toDirectory(file), path);
    if (target === undefined || this.host.kindOf(target) === 'outside') {
      return this.report(`\`${path}\` lies outside the scanned folder and was not read`, file, line);
    }
    if ([...above, file].includes(target)) return this.report(`\`${path}\` includes itself`, file, line, 'warning');
    const asConstraint = isConstraint || inConstraint;
    if (this.seen.has(`${target}\n${asConstraint}`)) return;
    const text = this.host.kindOf(target) === 'file' ? this.host.readText(target) : undefined;
    if (text === undefined) {
      const why = this.host.kindOf(target) === 'missing' ? 'does not exist' : 'is no text file';
      return this.report(`\`${path}\` ${why}`, file, line);
    }
    if (this.seen.size >= MAX_FILES)
      return this.report(`\`${path}\` was not read: too many files are included`, file, line);
    this.readFile(text, target, [...above, file], asConstraint);
  }

  private addRequirement(
    { text, offset, hasHash }: Extract<RequirementLine, { kind: 'requirement' }>,
    line: LogicalLine,
    file: string,
    isConstraint: boolean,
  ): void {
    // A version that the environment tells is one that no file fixes.
    const isUnknown = /\$\{[A-Z\d_]+\}/.test(text);
    const parsed = parseRequirement(isUnknown ? text.replaceAll(/\$\{[A-Z\d_]+\}/g, '0') : text);
    if (parsed === undefined) return this.report(`\`${text.slice(0, 200)}\` is no requirement`, file, line.line);
    if (isConstraint) {
      if (parsed.version !== null && !isUnknown) this.constraints.set(parsed.name, parsed.version);
      return;
    }
    const at = line.isPlain ? line.at + offset : undefined;
    const ref = toPackage(parsed, file, line.line, at, hasHash);
    if (isUnknown || parsed.source !== undefined) this.refer({ ...ref, version: null });
    else this.packages.push(ref);
  }

  private addAddress(
    { url, hasHash }: Extract<RequirementLine, { kind: 'address' }>,
    line: LogicalLine,
    file: string,
    isConstraint: boolean,
  ): void {
    if (isConstraint) return;
    const name = /[#&]egg=([\w.-]+)/.exec(url)?.[1] ?? url;
    this.refer({
      ecosystem: 'PyPI',
      name,
      version: null,
      file,
      line: line.line,
      direct: true,
      dev: DEVELOPMENT.test(file),
      source: toAddressSource(url),
      ...(hasHash ? { hasIntegrity: true } : {}),
    });
  }

  private refer(ref: PackageRef): void {
    this.references.push(ref);
    const where = ref.source?.url ?? 'a version that only the environment knows';
    this.report(
      `\`${ref.name}\` comes from ${where}: it is matched against no advisory`,
      ref.file,
      ref.line ?? 1,
      'warning',
    );
  }

  private report(message: string, file: string, line: number, severity: Diagnostic['severity'] = 'error'): void {
    if (this.diagnostics.length >= MAX_DIAGNOSTICS) return;
    this.diagnostics.push({ code: 'manifest-syntax', message, file, line, severity });
  }
}

function toPackage(
  parsed: Requirement,
  file: string,
  line: number,
  at: number | undefined,
  hasHash: boolean,
): PackageRef {
  return {
    ecosystem: 'PyPI',
    name: parsed.name,
    version: parsed.version,
    range: parsed.range,
    file,
    line,
    ...(at === undefined ? {} : { start: at + parsed.start, end: at + parsed.end }),
    direct: true,
    dev: DEVELOPMENT.test(file),
    ...(parsed.source === undefined ? {} : { source: parsed.source }),
    ...(parsed.version === null ? {} : { hasIntegrity: hasHash }),
    ...(parsed.marker === undefined ? {} : { marker: parsed.marker }),
  };
}
