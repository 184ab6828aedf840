import { CodeScanner } from './code-scanner.ts';

/**
 * oxc-parser is native code: source that nests too deeply overflows its stack and ends the whole process. So the
 * depth of the syntax tree is estimated before parsing. One unit is the stack that a term of `a + b + …` takes
 * (some 120 bytes); the weights were measured against it, and 8 MB of stack is about 70,000 units.
 */
const LIMIT = 55_000;
const BRACKET = 24;
const ANGLE = 13;
const OPERATORS: ReadonlyMap<string, number> = new Map([
  ['=>', 7],
  ['=', 5],
  ['?', 4],
  [':', 4],
  ['<', 4],
  ['**', 2],
  ['.', 2],
]);

/** Words that an expression or a statement follows, and what they weigh. */
const PREFIXES: ReadonlyMap<string, number> = new Map([
  ...weigh(7, 'if for while with do else try'),
  ...weigh(1, 'in instanceof'),
  ...weigh(
    4,
    'await typeof void delete new yield return throw case default function class of as satisfies keyof infer unique is asserts async',
  ),
  ...weigh(12, 'extends readonly'),
]);
const HEADERS: ReadonlySet<string> = new Set(['if', 'for', 'while', 'with']);
/** Words that go on with the statement before them. */
const CONTINUING: ReadonlySet<string> = new Set(
  'else catch finally in instanceof of as satisfies extends is'.split(' '),
);
const CLOSES: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['`', '`'],
]);

function weigh(weight: number, words: string): [string, number][] {
  return words.split(' ').map((word) => [word, weight]);
}

/** One open bracket: `own` is what the statement or expression under way in it weighs so far. */
interface Level {
  readonly bracket: string;
  readonly isHeader: boolean;
  own: number;
  angles: number;
}

/** Whether parsing `text` could overflow the parser's stack. A rough estimate, far above what people and bundlers write. */
export function isNestedTooDeeply(text: string): boolean {
  const scanner = new CodeScanner(text);
  const meter = new DepthMeter();
  while (scanner.next()) {
    meter.add(scanner);
    if (meter.total > LIMIT) return true;
  }
  return false;
}

class DepthMeter {
  total = 0;
  private readonly levels: Level[] = [];
  private level: Level = { bracket: '', isHeader: false, own: 0, angles: 0 };
  /** Whether the last token ends an operand, so that a word after it starts a new statement. */
  private isOperand = false;
  private isHeader = false;
  private isStatementOver = false;
  private last = '';

  add({ kind, text }: CodeScanner): void {
    if (this.isStatementOver && text !== 'else') this.restart();
    this.isStatementOver = false;
    if (kind === 'word') this.addWord(text);
    else if (kind === 'open') this.open(text);
    else if (kind === 'close') this.close(text);
    else if (kind === 'operator') this.addOperator(text);
    else {
      if (this.isOperand) this.restart();
      this.isOperand = true;
    }
    this.last = text;
  }

  private grow(weight: number): void {
    this.level.own += weight;
    this.total += weight;
  }

  private restart(): void {
    this.total -= this.level.own;
    this.level.own = 0;
    this.level.angles = 0;
  }

  private addWord(text: string): void {
    const weight = this.last === '.' || this.last === '?.' ? undefined : PREFIXES.get(text);
    if ((this.isOperand && !CONTINUING.has(text)) || text === 'case') this.restart();
    this.isOperand = weight === undefined;
    this.isHeader = HEADERS.has(text) && weight !== undefined;
    if (weight !== undefined) this.grow(weight);
  }

  private addOperator(text: string): void {
    this.isOperand = false;
    if (text === ';') this.isStatementOver = true;
    else if (text === ',') {
      const { angles } = this.level;
      this.restart();
      // Type arguments nest across commas.
      this.level.angles = angles;
      this.grow(angles * ANGLE);
    } else if (text === '>' && this.level.angles > 0) {
      this.level.angles--;
      this.grow(-ANGLE);
    } else {
      this.grow(OPERATORS.get(text) ?? 1);
      if (text !== '<') return;
      this.level.angles++;
      this.grow(ANGLE);
    }
  }

  private open(text: string): void {
    if (text === '{' && this.last === '}') this.restart();
    this.grow(1);
    this.total += BRACKET;
    this.levels.push(this.level);
    this.level = { bracket: text.slice(-1), isHeader: this.isHeader && text === '(', own: 0, angles: 0 };
    this.isHeader = false;
    this.isOperand = false;
  }

  /** Closes up to the bracket that matches; one that matches nothing (the scanner was misled) is left out. */
  private close(text: string): void {
    const bracket = CLOSES.get(text);
    this.isOperand = true;
    if (this.level.bracket !== bracket && !this.levels.some((level) => level.bracket === bracket)) return;
    for (let isDone = false; !isDone;) {
      isDone = this.level.bracket === bracket;
      this.isOperand = !this.level.isHeader;
      this.total -= this.level.own + BRACKET;
      this.level = this.levels.pop() as Level;
    }
  }
}
