import { parseSync, type Program } from 'oxc-parser';

/** Characters: what is shorter costs little when its first call compiles it. */
const LONG = 150;

/** What takes the place of a part of a text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A bundled module with its long functions in brackets. V8 compiles a function behind a bracket together with its file, and every
 * other one when it is first called: for that it is read a second time, while an event waits. Bundlers keep such brackets.
 */
export function compileWithFile(code: string, file: string): string {
  const { program, errors } = parseSync(file, code);
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  return [...listEdits(code, program)]
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

function* listEdits(code: string, { body }: Program): Generator<Edit> {
  const assignments: string[] = [];
  for (const node of body) {
    if (node.type === 'FunctionDeclaration' && isLong(node)) {
      assignments.push(`${node.id?.name}=(${code.slice(node.start, node.end)})`);
      yield { start: node.start, end: node.end, text: '' };
    }
    for (const { init } of node.type === 'VariableDeclaration' ? node.declarations : []) {
      if (init?.type !== 'ArrowFunctionExpression' || !isLong(init)) continue;
      yield { start: init.start, end: init.end, text: `(${code.slice(init.start, init.end)})` };
    }
  }
  // Before everything else, as declared functions are there before it as well; imports may follow.
  if (assignments.length > 0) yield { start: 0, end: 0, text: `var ${assignments.join(',')};` };
}

const isLong = ({ start, end }: { readonly start: number; readonly end: number }): boolean => end - start >= LONG;
