/** Why a text is not JSON, and at which offset. */
export interface JsonProblem {
  readonly offset: number;
  readonly why: string;
}

/** What keeps a text from being JSON, in the words of the engine; `undefined` where nothing does. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, offset] = / at position (\d+)/.exec(message) ?? [];
    // Engines quote what they were reading, with its line breaks.
    const why = message.replace(/ at position \d+.*/s, '').replace(/, (?:"|\.\.\.).* is not valid JSON$/s, '');
    return { offset: Number(offset ?? text.length), why };
  }
}
