import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toNative, toUnknown } from '../engine/abstract.ts';
import { readAddressPart } from '../engine/address-parts.ts';
import { toKey } from '../engine/union.ts';

/** `urllib.parse.urlparse(address)`: the host and the path, which of `s3://bucket/key` are the bucket and the key. */
export const parseUrl: NativeValue['call'] = (_engine, args): Abstract => {
  const address = args.positional[0] ?? args.named.get('urlstring') ?? args.named.get('url') ?? toUnknown('a URL');
  return {
    k: 'model',
    key: `urlparse:${toKey(address)}`,
    get: (_e, name) => {
      if (name === 'geturl') return toNative('geturl', () => address);
      const position = { '1': 'netloc', '2': 'path' }[name];
      return readAddressPart(address, position ?? name) ?? toUnknown(`${name} of a URL`);
    },
  };
};
