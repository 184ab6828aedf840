import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { findString, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { createSigner, findSignedService, recordSignedRequest, toVerb } from './http-signer.ts';
import { readArgument } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/** `requests.get(url, auth=…)`, the same on a session whose `auth` is set. */
function send(library: string, method: Abstract, url: Abstract, auth: Abstract | undefined): Call {
  return (engine, args, site) => {
    if (!engine.isLoading) engine.noteRequest(`${library}.${findString(method)?.toLowerCase() ?? 'request'}`, site);
    engine.recordExtensionRequest([url, ...args.named.values(), ...args.positional.slice(1)], site);
    engine.escape([...(auth === undefined ? [] : [auth]), ...args.named.values()], library, site);
    const service = findSignedService(auth);
    if (service !== undefined) recordSignedRequest(engine, service, { url, method, library }, site);
    return toUnknown('an HTTP response');
  };
}

function findVerb(library: string, name: string, auth: () => Abstract | undefined): Abstract | undefined {
  if (name === 'request')
    return toNative(`${library}.request`, (e, args, site) =>
      send(
        library,
        readArgument(args, 0, 'method') ?? UNDEFINED,
        readArgument(args, 1, 'url') ?? UNDEFINED,
        args.named.get('auth') ?? auth(),
      )(e, args, site, UNDEFINED),
    );
  return METHODS.has(name)
    ? toMethod(library, name, (e, args, site) =>
        send(library, toVerb(name), readArgument(args, 0, 'url') ?? UNDEFINED, args.named.get('auth') ?? auth())(
          e,
          args,
          site,
          UNDEFINED,
        ),
      )
    : undefined;
}

function createSession(engine: Engine, library: string, args: Arguments): ModelValue {
  let auth = args.named.get('auth');
  const self: ModelValue = {
    k: 'model',
    key: `${library}.Session:${engine.nextId()}`,
    get: (_e, name) =>
      name === '__enter__' || name === '__aenter__'
        ? toNative(name, () => self)
        : (findVerb(library, name, () => auth) ?? toNative(name, () => toUnknown(`${name} of a session`))),
    set: (_e, name, value) => {
      if (name === 'auth') auth = value;
    },
  };
  return self;
}

/** `requests`, `httpx`. */
export const pythonHttp: PackageModel = {
  matches: (name) => name === 'requests' || name === 'httpx',
  find: (_engine, library, path) => {
    const name = path[0] ?? '';
    if (path.length !== 1) return undefined;
    if (/^(?:Session|session|Client|AsyncClient)$/.test(name))
      return toMethod(library, name, (e, args) => createSession(e, library, args));
    return findVerb(library, name, () => undefined);
  },
};

const signerClass = (position: number, keyword: string): Abstract =>
  toNative(`signer:${position}:${keyword}`, (_e, args) => createSigner(readArgument(args, position, keyword)));

/** `AWSRequest(method=…, url=…)`, kept so that the signer sees what it signs. */
const awsRequest: Call = (engine, args) =>
  engine.createObject(
    [
      ['method', readArgument(args, 0, 'method') ?? UNDEFINED],
      ['url', readArgument(args, 1, 'url') ?? UNDEFINED],
      ['headers', toUnknown('headers')],
    ],
    { open: true },
  );

const sigV4Auth: Call = (_engine, args) => {
  const signer = createSigner(readArgument(args, 1, 'service_name'));
  const add: Call = (engine: Engine, given: Arguments, site: Site) => {
    const request = given.positional[0] ?? UNDEFINED;
    const read = (name: string): Abstract => engine.get(request, { k: 'const', value: name }, false, site);
    recordSignedRequest(
      engine,
      findSignedService(signer) ?? null,
      { url: read('url'), method: read('method'), library: 'botocore' },
      site,
    );
    return UNDEFINED;
  };
  return {
    ...signer,
    get: (_e, name) => (name === 'add_auth' ? toNative('add_auth', add) : toUnknown(`${name} of a signer`)),
  };
};

/** Python packages that sign HTTP requests. */
export const pythonSigners: PackageModel = {
  matches: (name) =>
    /^(requests_aws4auth|aws_requests_auth|botocore|httpx_auth_awssigv4|requests_auth_aws_sigv4)$/.test(name),
  find: (_engine, _library, path) => {
    switch (path.at(-1)) {
      case 'AWS4Auth':
        return signerClass(3, 'service');
      case 'BotoAWSRequestsAuth':
        return signerClass(2, 'aws_service');
      case 'AWSRequestsAuth':
        return signerClass(4, 'aws_service');
      case 'AWSSigV4':
      case 'SigV4':
        return signerClass(0, 'service');
      case 'SigV4Auth':
      case 'SigV4QueryAuth':
        return toNative('SigV4Auth', sigV4Auth);
      case 'AWSRequest':
        return toNative('AWSRequest', awsRequest);
      default:
        return undefined;
    }
  },
};
