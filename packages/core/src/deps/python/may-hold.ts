import { compareVersions } from '../versions/compare-versions.ts';

/** `undefined`: it depends on what is not known here. */
type Truth = boolean | undefined;

const TOKEN = /\s*(?:('[^']*'|"[^"]*")|([a-z_]+(?:\s+in\b)?)|(===|[<>=!~]=|[<>])|([()]))/iy;
const LONGEST = 2000;
const DEEPEST = 20;

/** What Lambda runs functions on. */
const LAMBDA: Readonly<Record<string, string>> = {
  sys_platform: 'linux',
  platform_system: 'Linux',
  os_name: 'posix',
  platform_python_implementation: 'CPython',
  implementation_name: 'cpython',
};

/** What an installation was asked for, where that is known. */
export interface Asked {
  readonly groups?: ReadonlySet<string>;
  readonly extras?: ReadonlySet<string>;
}

/**
 * Whether an environment marker may hold for a function: false only where it surely does not
 * (https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers).
 *
 * @param runtime As Lambda names it, `python3.13`; `null` where it is not known.
 */
export function mayHold(marker: string, runtime: string | null, asked: Asked = {}): boolean {
  const tokens = marker.length > LONGEST ? undefined : listTokens(marker);
  const python = /^python(\d+\.\d+)$/.exec(runtime ?? '')?.[1];
  return tokens === undefined || new MarkerParser(tokens, python, asked).parse() !== false;
}

function listTokens(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.trimEnd().length; at = TOKEN.lastIndex) {
    const [token] = TOKEN.exec(text) ?? [];
    if (token === undefined) return undefined;
    tokens.push(token.trim());
  }
  return tokens;
}

/** By precedence: comparisons, `and`, `or`. What is no marker is unknown. */
class MarkerParser {
  private readonly tokens: readonly string[];
  private readonly python: string | undefined;
  private readonly asked: Asked;
  private at = 0;
  private isBroken = false;

  constructor(tokens: readonly string[], python: string | undefined, asked: Asked) {
    this.tokens = tokens;
    this.python = python;
    this.asked = asked;
  }

  parse(): Truth {
    const truth = this.parseOr(0);
    return this.isBroken || this.at !== this.tokens.length ? undefined : truth;
  }

  private parseOr(depth: number): Truth {
    return this.parseChain('or', true, () => this.parseAnd(depth));
  }

  private parseAnd(depth: number): Truth {
    return this.parseChain('and', false, () => this.parseOne(depth));
  }

  /** Parts of which one that is `decisive` decides, whatever the others are. */
  private parseChain(operator: string, decisive: boolean, parsePart: () => Truth): Truth {
    let truth = parsePart();
    while (this.take(operator)) {
      const next = parsePart();
      if (truth === decisive || next === decisive) truth = decisive;
      else if (next === undefined) truth = undefined;
    }
    return truth;
  }

  private parseOne(depth: number): Truth {
    if (depth < DEEPEST && this.take('(')) {
      const truth = this.parseOr(depth + 1);
      if (!this.take(')')) this.isBroken = true;
      return truth;
    }
    const [left = '', operator = '', right = ''] = this.tokens.slice(this.at, this.at + 3);
    this.at += 3;
    const isText = /^['"]/.test(right);
    if (operator === 'in') return this.isAsked(left, right);
    // What stands the other way round, or between two variables, is left open.
    if (!isText || /^['"]/.test(left)) return undefined;
    return compare(left, operator, right.slice(1, -1), this.python);
  }

  /** `'test' in dependency_groups`, as lock files of several groups have it. */
  private isAsked(name: string, list: string): Truth {
    const { groups, extras } = this.asked;
    const known = list === 'dependency_groups' ? groups : list === 'extras' ? extras : undefined;
    return /^['"]/.test(name) ? known?.has(name.slice(1, -1)) : undefined;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }
}

function compare(variable: string, operator: string, wanted: string, python: string | undefined): Truth {
  if (variable === 'python_version' || variable === 'python_full_version') {
    return python === undefined ? undefined : compareRelease(python, operator, wanted);
  }
  const value = Object.hasOwn(LAMBDA, variable) ? LAMBDA[variable] : undefined;
  if (value === undefined) return undefined;
  if (operator === '==') return value === wanted;
  return operator === '!=' ? value !== wanted : undefined;
}

/** Of the runtime two parts are known: where those of the bound are the same, nothing is said of what hangs on a third. */
function compareRelease(python: string, operator: string, wanted: string): Truth {
  const [, bound, rest = ''] = /^(\d+\.\d+)((?:\.\d+)*(?:(?:a|b|rc)\d+)?|\.\*)$/.exec(wanted) ?? [];
  if (bound === undefined) return undefined;
  const order = compareVersions('PyPI', python, bound);
  if (order !== 0) {
    if (operator === '<' || operator === '<=') return order < 0;
    if (operator === '>' || operator === '>=') return order > 0;
    return operator === '==' || operator === '!=' ? operator === '!=' : undefined;
  }
  if (!['', '.0', '.*'].includes(rest)) return undefined;
  return operator === '<' || operator === '>=' ? operator === '>=' : undefined;
}
