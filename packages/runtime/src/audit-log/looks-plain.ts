import { countRarePairs } from './rare-pairs.ts';

/*
 * A name that people gave is made of words; what must not be printed is not. Words are runs of letters, in camel case too, with a few
 * digits behind; what is no word is called odd here, and little of it is allowed. All patterns are linear.
 */

/** Nine digits or more, with or without separators: numbers of cards, accounts, telephones. */
const LONG_NUMBER = /\d(?:[-._ /:]?\d){8,}/;
const IP_ADDRESS = /(?:^|[^\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/;
/** Ids of AWS credentials and principals: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const AWS_ID = /A(?:BIA|CCA|GPA|IDA|IPA|KIA|NPA|NVA|PKA|ROA|SCA|SIA)[A-Z2-7]{12}/;
/** How the tokens of well-known services begin. */
const TOKEN = /(?:[prs]k_(?:live|test)_|gh[opsur]_|github_pat_|xox[a-z]-|glpat-|npm_|AIza|ya29\.|eyJ)[\w-]{8}/;
const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;
/** What CloudFormation puts behind the names that it makes up. */
const GENERATED_SUFFIX = /^(?:[A-Z0-9]{12,13}|[A-Za-z0-9]{12})$/;
/** The qualifier of everything that the CDK bootstraps. */
const CDK_QUALIFIER = 'hnb659fds';

const MAX_WORD = 20;
const MAX_CAPITALS = 15;
const MAX_ACRONYM = 4;
const MAX_DIGITS = 4;
const DATE_DIGITS = 8;
const SHORT = 7;
const MAX_STRANGE = 2;

/** Whether text looks like names that people give, and like no number, token, key or address. */
export function looksPlain(text: string): boolean {
  if ([LONG_NUMBER, IP_ADDRESS, AWS_ID, TOKEN].some((pattern) => pattern.test(text))) return false;
  let [shorts, suffixes, strange] = [0, 0, 0];
  for (const segment of text.split('/')) {
    const parts = segment.split(/[^A-Za-z0-9]+/);
    for (const [at, part] of parts.entries()) {
      const strangeness = toStrangeness(part);
      if (strangeness !== undefined) strange += strangeness;
      else if (part.length <= SHORT && isShortName(part)) shorts += 1;
      else if (at === parts.length - 1 && /^[A-Za-z]{4,}$/.test(parts[at - 1] ?? '') && isGenerated(part))
        suffixes += 1;
      else if (part !== CDK_QUALIFIER) return false;
    }
  }
  return suffixes === 0 ? strange + shorts <= MAX_STRANGE : suffixes === 1 && strange + shorts <= 1;
}

/** How strange the words of `part` are, from 0; `undefined` where it is more than letters and then a few digits. */
function toStrangeness(part: string): number | undefined {
  const letters = part.replace(/\d+$/, '');
  const digits = part.length - letters.length;
  if (letters === '') return digits <= MAX_DIGITS || digits === DATE_DIGITS ? 0 : undefined;
  const words = letters.match(WORD) ?? [];
  if (digits > MAX_DIGITS || words.join('').length !== letters.length) return undefined;
  // Camel case of people has words of five letters on the average.
  let strangeness = words.length > 4 && letters.length < 3 * words.length ? MAX_STRANGE : 0;
  for (const word of words) {
    const isCapitals = word === word.toUpperCase();
    if (word.length > (isCapitals ? MAX_CAPITALS : MAX_WORD)) return undefined;
    // Random letters change case at every second one: one alone is as strange as a pair that no word has.
    if (word.length === 1 || (isCapitals && words.length > 2)) strangeness += words.length > 1 ? 1 : 0;
    else if (!isCapitals || word.length > MAX_ACRONYM) strangeness += countRarePairs(word);
  }
  return strangeness;
}

/** `i18n` and `v2beta1` are names; `s3cr3t` is not. */
const isShortName = (part: string): boolean => /^(?:[A-Za-z]*\d+[A-Za-z]*|v\d{1,2}(?:alpha|beta)\d)$/.test(part);

function isGenerated(part: string): boolean {
  if (!GENERATED_SUFFIX.test(part)) return false;
  return /[A-Z]/.test(part) && (/\d/.test(part) || /[a-z]/.test(part));
}
