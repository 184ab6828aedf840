import { ANY, matchesPattern, type Pattern } from '../policy/match-text.ts';

const COLON = 58;

/**
 * Whether an ARN fits a pattern, each of the six components apart; only the last may hold `:`. A lone `*` fits every text.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: Pattern, arn: string): boolean {
  if (pattern.length === 1 && pattern[0] === ANY) return true;
  const want = splitPattern(pattern);
  const have = splitArn(arn);
  return want !== undefined && have !== undefined && want.every((part, i) => matchesPattern(part, have[i] ?? ''));
}

function splitPattern(pattern: Pattern): Pattern[] | undefined {
  const parts: Pattern[] = [];
  let from = 0;
  for (let i = 0; i < pattern.length && parts.length < 5; i += 1) {
    if (pattern[i] !== COLON) continue;
    parts.push(pattern.slice(from, i));
    from = i + 1;
  }
  return parts.length === 5 ? [...parts, pattern.slice(from)] : undefined;
}

function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
