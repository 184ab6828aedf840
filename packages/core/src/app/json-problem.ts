/** Why a text is not JSON, and at which offset. */
export interface JsonProblem {
  readonly offset: number;
  readonly why: string;
}

/** What keeps a text from being JSON, in the words of the engine; `undefined` where nothing does. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  const message = findMessage(text);
  if (message === undefined) return undefined;
  // Engines quote what they were reading, with its line breaks.
  const why = message.replace(/ at position \d+.*/s, '').replace(/, (?:"|\.\.\.).* is not valid JSON$/s, '');
  return { offset: findPosition(message) ?? findEnd(text), why };
}

function findMessage(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function findPosition(message: string): number | undefined {
  const [, position] = / at position (\d+)/.exec(message) ?? [];
  return position === undefined ? undefined : Number(position);
}

/** Engines do not say where a token is that they did not expect: it ends the shortest beginning that could not be gone on with. */
function findEnd(text: string): number {
  const isBroken = (length: number): boolean => {
    const message = findMessage(text.slice(0, length));
    return message !== undefined && !/\bend of JSON/.test(message) && (findPosition(message) ?? 0) < length;
  };
  if (!isBroken(text.length)) return text.length;
  let whole = 0;
  let broken = text.length;
  while (broken - whole > 1) {
    const middle = (whole + broken) >> 1;
    if (isBroken(middle)) broken = middle;
    else whole = middle;
  }
  return broken - 1;
}
