import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { concatenate } from '../engine/fold.ts';
import { createSigner, findSignedService, recordSignedRequest } from './http-signer.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const read = (engine: Engine, value: Abstract, names: readonly string[], site: Site): Abstract | undefined =>
  names
    .map((name) => engine.get(value, toConst(name), false, site))
    .find((v) => v.k !== 'const' || (v.value ?? null) !== null);

/** The URL and method of a request as the SDK's `HttpRequest` and `aws4` describe one. */
function recordRequest(engine: Engine, request: Abstract, service: string | null, library: string, site: Site): void {
  const host = read(engine, request, ['hostname', 'host'], site) ?? toUnknown('a host');
  const path = read(engine, request, ['path', 'pathname'], site) ?? toConst('/');
  const method = read(engine, request, ['method'], site) ?? toConst('GET');
  const url = findWhole(host) ?? concatenate([toConst('https://'), host, path]);
  recordSignedRequest(engine, service, { url, method, library }, site);
}

/** The URL that a host is part of, where the code took it apart. */
function findWhole(host: Abstract): Abstract | undefined {
  const data = host.k === 'model' ? host.data : undefined;
  return typeof data === 'object' && data !== null && 'partOf' in data ? (data.partOf as Abstract) : undefined;
}

/** `new SignatureV4({ service }).sign(request)`. */
const signatureV4: Call = (engine, args, site) => {
  const signer = createSigner(engine.get(args.positional[0] ?? UNDEFINED, toConst('service'), false, site));
  const sign: Call = (e, given, at) => {
    recordRequest(e, given.positional[0] ?? UNDEFINED, findSignedService(signer) ?? null, '@smithy/signature-v4', at);
    return given.positional[0] ?? UNDEFINED;
  };
  return {
    ...signer,
    get: (_e, name) =>
      name === 'sign' || name === 'presign' ? toNative(`SignatureV4.${name}`, sign) : toUnknown(`${name} of a signer`),
  };
};

const aws4Sign: Call = (engine, args, site) => {
  const request = args.positional[0] ?? UNDEFINED;
  const service = engine.get(request, toConst('service'), false, site);
  recordRequest(engine, request, findSignedService(createSigner(service)) ?? null, 'aws4', site);
  return request;
};

/** `new HttpRequest({ hostname, path, method })` is what it is given. */
const httpRequest: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** JavaScript packages that sign HTTP requests. */
export const jsSigners: PackageModel = {
  matches: (name) =>
    /^(@smithy\/(signature-v4|protocol-http)|@aws-sdk\/(signature-v4|protocol-http|signature-v4-multi-region)|aws4)$/.test(
      name,
    ),
  find: (_engine, _name, path) => {
    switch (path.at(-1)) {
      case 'SignatureV4':
        return toNative('SignatureV4', signatureV4);
      case 'HttpRequest':
        return toNative('HttpRequest', httpRequest);
      case 'sign':
        return toNative('aws4.sign', aws4Sign);
      default:
        return undefined;
    }
  },
};
