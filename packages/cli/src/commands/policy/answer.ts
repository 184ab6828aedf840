import { SallyportError } from '@sallyport/core';
import { findValue, type ParsedArgs } from '../../args/option.ts';
import type { Io } from '../../terminal/io.ts';
import { toPrintable } from '../../terminal/wrap.ts';
import type { ExitCode } from '../command.ts';
import type { BatchEntry } from './read-json.ts';

/** One answer: what goes into the JSON, the lines for people, and the exit code. */
export interface Answer {
  readonly json: object;
  readonly lines: readonly string[];
  readonly exit: ExitCode;
}

export function printAnswer(answer: Answer, args: ParsedArgs, io: Io): ExitCode {
  const isJson = findValue(args, 'format') === 'json';
  io.stdout.write(isJson ? `${JSON.stringify(answer.json, null, 2)}\n` : toLines(answer.lines));
  return answer.exit;
}

const toLines = (lines: readonly string[]): string => lines.map((line) => `${toPrintable(line)}\n`).join('');

/** What is worse wins: unreadable entries, then failures, then what is undecided. */
const ORDER: readonly ExitCode[] = [3, 2, 1, 4, 0];

/** Answers every entry; one that is refused has an `error` in its place. */
export function printBatch(
  entries: readonly BatchEntry[],
  answer: (entry: BatchEntry) => Answer,
  args: ParsedArgs,
  io: Io,
): ExitCode {
  const answers = entries.map((entry) => ({ id: entry.id, answer: answerSafely(entry, answer) }));
  const json = answers.map(({ id, answer: { json: body } }) => ({ id, ...body }));
  const lines = answers.map(
    ({
      id,
      answer: {
        lines: [first = ''],
      },
    }) => `${String(id)}: ${first}`,
  );
  const exit = ORDER.find((code) => answers.some((one) => one.answer.exit === code)) ?? 0;
  return printAnswer({ json, lines, exit }, args, io);
}

function answerSafely(entry: BatchEntry, answer: (entry: BatchEntry) => Answer): Answer {
  try {
    return answer(entry);
  } catch (error) {
    if (!(error instanceof SallyportError)) throw error;
    const { code, message } = error;
    return { json: { error: { code, message } }, lines: [message], exit: 2 };
  }
}
