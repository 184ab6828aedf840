import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { isGiven } from './environment.ts';
import { toCallable } from './callable.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

/** Names of the user and the host in the settings of the different signers. */
const USERS = ['username', 'DBUsername', 'db_username'] as const;
const HOSTS = ['hostname', 'DBHostname', 'host', 'Hostname'] as const;

/**
 * A token that logs in to a database is made without a call; the database asks for the permission when the token is used
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html,
 * https://docs.aws.amazon.com/aurora-dsql/latest/userguide/authentication-authorization.html).
 */
export function recordDatabaseToken(
  engine: Engine,
  kind: 'rds' | 'dsql' | 'dsql-admin',
  settings: Abstract,
  library: string,
  site: Site,
): Abstract {
  const read = (names: readonly string[]): Abstract | undefined =>
    names.map((n) => engine.get(settings, toConst(n), true, site)).find(isGiven);
  const input = engine.createObject();
  const user = read(USERS);
  const host = read(HOSTS);
  if (user !== undefined) input.fields.set('DbUserName', user);
  if (host !== undefined) input.fields.set('hostname', host);
  const isRds = kind === 'rds';
  callOperation(
    engine,
    { service: isRds ? 'rds-db' : 'dsql', credentials: 'default' },
    { operation: isRds ? 'connect' : kind === 'dsql' ? 'DbConnect' : 'DbConnectAdmin', args: input, library },
    site,
  );
  return toUnknown('a token for a database');
}

const signer =
  (library: string, methods: Readonly<Record<string, 'rds' | 'dsql' | 'dsql-admin'>>): NativeValue['call'] =>
  (engine, args) => {
    const settings = args.positional[0] ?? UNDEFINED;
    const key = `${library}:${engine.nextId()}`;
    return toCallable(
      key,
      () => toUnknown('a signer'),
      (name) => {
        const kind = Object.hasOwn(methods, name) ? methods[name] : undefined;
        return kind === undefined
          ? undefined
          : toMethod(key, name, (e, given, site) =>
              recordDatabaseToken(e, kind, given.positional[0] ?? settings, library, site),
            );
      },
    );
  };

const SIGNERS: Readonly<Record<string, readonly [name: string, NativeValue['call']]>> = {
  '@aws-sdk/rds-signer': ['Signer', signer('@aws-sdk/rds-signer', { getAuthToken: 'rds' })],
  '@aws-sdk/dsql-signer': [
    'DsqlSigner',
    signer('@aws-sdk/dsql-signer', { getDbConnectAuthToken: 'dsql', getDbConnectAdminAuthToken: 'dsql-admin' }),
  ],
};

/** `AWS.RDS.Signer` of the SDK for JavaScript v2. */
export const rdsSigner: Abstract = toCallable('AWS.RDS.Signer', signer('aws-sdk', { getAuthToken: 'rds' }));

/** The arguments of boto3's methods as settings: host, port, user. */
export function toTokenSettings(engine: Engine, args: Arguments): Abstract {
  const positional = ['DBHostname', 'Port', 'DBUsername'].flatMap((name, i) => {
    const value = args.positional[i];
    return value === undefined ? [] : [[name, value] as const];
  });
  return engine.createObject([...positional, ...args.named]);
}

/** Methods of a boto3 client that make such a token. */
export function findTokenMethod(service: string, name: string): 'rds' | 'dsql' | 'dsql-admin' | undefined {
  if (service === 'rds' && name === 'generate_db_auth_token') return 'rds';
  if (service === 'dsql' && name === 'generate_db_connect_auth_token') return 'dsql';
  return service === 'dsql' && name === 'generate_db_connect_admin_auth_token' ? 'dsql-admin' : undefined;
}

/** Signers of tokens that log in to a database. */
export const databaseSigners: PackageModel = {
  matches: (name) => Object.hasOwn(SIGNERS, name),
  find: (_engine, packageName, path) => {
    const [name, make] = SIGNERS[packageName] ?? [];
    return path.length === 1 && path[0] === name && make !== undefined
      ? toCallable(`${packageName}.${name}`, make)
      : undefined;
  },
};
