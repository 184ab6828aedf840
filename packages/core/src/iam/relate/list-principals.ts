import { matchPrincipals } from '../evaluate/match-principal.ts';
import { parseCaller, type Caller } from '../evaluate/caller.ts';
import type { Principal, Statement } from '../policy/policy.ts';
import { isSpent, type Budget } from './budget.ts';

/** Callers such that every other one is told apart from none of them by the principals of some statements. */
export interface Principals {
  /** As requests name them. */
  readonly names: readonly string[];
  /** Those of them whom no statement names. */
  readonly strangers: readonly string[];
  /** The places of those whom a statement is about; `undefined` for one without principals. */
  readonly placesOf: (statement: Statement) => ReadonlySet<number> | undefined;
}

/** Accounts for strangers, in the order of choice. */
const ACCOUNTS = ['111122223333', '444455556666', '777788889999', '123456789012', '999999999999', '000000000001'];
/** What it takes to hold a caller against a principal. */
const MATCH = 6;
const NO_SCOPE = { valueOf: () => undefined, assume: false };

/** `ofStrangers` is a statement about those whom nobody names: anonymous callers, and other accounts. */
export function listPrincipals(statements: readonly Statement[], budget: Budget, ofStrangers?: Statement): Principals {
  const named = statements.flatMap(({ principals }) => principals?.principals ?? []);
  const isAny = statements.some(({ principals }) => principals !== undefined);
  const account = findFreeAccount(named);
  const strangers = ['anonymous', ...listAccount(account)];
  const all = [...strangers.slice(0, 1), ...named.flatMap(listNamed), ...strangers, ...listOthers(named, account)];
  const names = isAny ? [...new Set(all)] : [];
  const callers = names.map(toCaller);
  const known = new Map<Statement, ReadonlySet<number>>();
  if (ofStrangers !== undefined) known.set(ofStrangers, new Set(strangers.map((name) => names.indexOf(name))));
  return {
    names,
    strangers,
    placesOf: (statement) => {
      let places = known.get(statement);
      if (places === undefined && statement.principals === undefined) return undefined;
      if (places === undefined) known.set(statement, (places = findPlaces(statement, callers, budget)));
      return places;
    },
  };
}

/**
 * Who goes by a name. What a policy names and no request could, such as `arn:aws:iam::111122223333:group/admins`, is a caller of its own.
 */
export function toCaller(name: string): Caller | undefined {
  return parseCaller(name) ?? (name.startsWith('arn:') ? { kind: 'user', arn: name, account: '' } : undefined);
}

/** What a spent budget says counts for nothing. */
function findPlaces(
  statement: Statement,
  callers: readonly (Caller | undefined)[],
  budget: Budget,
): ReadonlySet<number> {
  budget.steps -= callers.length * ((statement.principals?.principals.length ?? 0) + 1) * MATCH;
  if (isSpent(budget)) return new Set();
  const isAbout = (caller: Caller | undefined): boolean =>
    caller !== undefined && matchPrincipals(statement, caller, NO_SCOPE) !== 'none';
  return new Set(callers.flatMap((caller, place) => (isAbout(caller) ? [place] : [])));
}

/** Whom a principal names, and who is near: sessions of a role, the neighbours in an account. */
function listNamed(principal: Principal): readonly string[] {
  if (principal.kind === 'service') return principal.service === '*' ? [] : [principal.service];
  if (principal.kind === 'federated') return [principal.provider];
  if (principal.kind === 'canonical-user') return [principal.id];
  if (principal.kind === 'account') return listAccount(principal.account);
  if (principal.kind !== 'arn') return [];
  const account = principal.arn.split(':', 5)[4] ?? '';
  const role = /^(arn:[\w-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(principal.arn);
  const session = role === null ? [] : [`${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/example`];
  return [principal.arn, ...session, ...(/^\d{12}$/.test(account) ? listAccount(account) : [])];
}

const listAccount = (account: string): readonly string[] => [
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/example`,
  `arn:aws:iam::${account}:role/example`,
  `arn:aws:sts::${account}:assumed-role/example/example`,
];

/** One of each other sort that nobody names. */
function listOthers(named: readonly Principal[], account: string): readonly string[] {
  const text = JSON.stringify(named);
  const canonical = ['7', '8', '9'].map((digit) => digit.repeat(64)).find((id) => !text.includes(id)) ?? 'a'.repeat(64);
  return ['example.amazonaws.com', `arn:aws:iam::${account}:saml-provider/example`, canonical];
}

function findFreeAccount(named: readonly Principal[]): string {
  const text = JSON.stringify(named);
  const usual = ACCOUNTS.find((candidate) => !text.includes(candidate));
  if (usual !== undefined) return usual;
  let number = 200_000_000_000;
  while (text.includes(String(number))) number += 1;
  return String(number);
}
