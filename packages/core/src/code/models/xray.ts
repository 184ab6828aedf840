import type { NativeValue } from '../engine/abstract.ts';
import { toArguments, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { createObserver, definePackages, first, nothing } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const runSegment: Call = (engine, args, site) =>
  engine.call(args.positional[1] ?? UNDEFINED, toArguments(toUnknown('a segment')), site);

const sdk = {
  captureAWS: first,
  captureAWSClient: first,
  captureAWSv3Client: first,
  captureHTTPs: first,
  captureHTTPsGlobal: nothing,
  captureAsyncFunc: runSegment,
  captureFunc: runSegment,
  capturePromise: nothing,
};

/** AWS X-Ray's SDKs: they hand on the clients that they watch. */
export const xray: PackageModel = definePackages({
  'aws-xray-sdk': sdk,
  'aws-xray-sdk-core': sdk,
  aws_xray_sdk: {
    'core.patch_all': nothing,
    'core.patch': nothing,
    'core.xray_recorder': createObserver('xray_recorder', {
      capture: () => toNative('decorator', first),
      capture_async: () => toNative('decorator', first),
    }),
  },
});
