// INVARIANT: nothing is imported here, so bundlers put the numbers where they are used.

/** What a value may be: the sum of some of these. */
export const STRING = 1;
export const NUMBER = 2;
export const BOOLEAN = 4;
export const OBJECT = 8;
export const LIST = 16;
/** A string without control characters. */
export const LINE = 32;
/**
 * A string that passes or not whatever the policy says, and that says the same in most events of a function: a region, a
 * version, an ARN. What passed last is let through.
 */
export const STEADY = 64;
/** An object or a list that a check of its own reads: the walk leaves out what is in it. */
export const OWN = 128;

/** Sums stand here, or bundlers would keep the shapes that are not used. */
export const LINE_OF_TEXT: number = STRING + LINE + STEADY;
export const TOKEN: number = STRING + LINE;
export const NUMBER_OR_STRING: number = NUMBER + STRING;
export const SCALAR: number = STRING + NUMBER + BOOLEAN;
export const OWN_MAP: number = OBJECT + OWN;
export const ANYTHING: number = STRING + NUMBER + BOOLEAN + OBJECT + LIST;
