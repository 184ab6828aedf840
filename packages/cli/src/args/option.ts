/** One option of a command line. */
export interface OptionSpec {
  /** Without the dashes: `fail-on`. */
  readonly name: string;
  readonly short?: string;
  /** How the help calls the value (`FILE`); absent for a flag. */
  readonly value?: string;
  /** May stand more than once. */
  readonly many?: boolean;
  /** The values that it takes; each part of a comma-separated list is checked when `list` is set. */
  readonly choices?: readonly string[];
  readonly list?: boolean;
  /** The verbs of the command that take it; all of them without this. */
  readonly verbs?: readonly string[];
  readonly help: string;
}

/** A command line after parsing. */
export interface ParsedArgs {
  readonly positionals: readonly string[];
  /** Every option in the order in which it was written; a flag has the value `''`. */
  readonly given: readonly { readonly name: string; readonly value: string }[];
}

export const hasFlag = (args: ParsedArgs, name: string): boolean => args.given.some((o) => o.name === name);

/** The last value of an option, as shells expect of a repeated one. */
export const findValue = (args: ParsedArgs, name: string): string | undefined =>
  args.given.findLast((o) => o.name === name)?.value;

/** All values of an option, with comma-separated lists taken apart. */
export function findList(args: ParsedArgs, name: string): string[] {
  const values = args.given.filter((o) => o.name === name).flatMap((o) => o.value.split(','));
  return values.map((v) => v.trim()).filter((v) => v !== '');
}
