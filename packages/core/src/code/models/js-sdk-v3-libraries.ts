import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { toAlternatives, toArguments, toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { findCommand, sendCommand } from './command.ts';
import { findClientSettings } from './js-sdk-v3.ts';
import type { Entry } from './native-table.ts';
import { definePackages, first } from './native-table.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';
import { recordPresignedPost } from './presigned-post.ts';

type Call = Extract<Entry, (...args: never[]) => unknown>;

const ofS3 = (client: Abstract | undefined): ClientSettings =>
  findClientSettings(client) ?? { service: 's3', credentials: 'default' };

/** `getSignedUrl(client, command)`: whoever has the URL sends the command with the function's permissions. */
const getSignedUrl: Call = (engine, args, site) => {
  const [client, given = UNDEFINED] = args.positional;
  const command = toAlternatives(given)
    .map(findCommand)
    .find((c) => c !== undefined);
  const url = toUnknown('a signed URL');
  if (command === undefined) {
    engine.unresolved('getSignedUrl', 'the command that it signs is not known', site);
    return url;
  }
  const settings = findClientSettings(client) ?? { service: command.service, credentials: 'default' };
  sendCommand(engine, settings, toArguments(given), site);
  return url;
};

/** `createPresignedPost(client, { Bucket, Key })`. */
const createPresignedPost: Call = (engine, args, site) => {
  const [client, form = UNDEFINED] = args.positional;
  const read = (field: string): Abstract => engine.get(form, toConst(field), true, site);
  return recordPresignedPost(engine, ofS3(client), { bucket: read('Bucket'), key: read('Key') }, site);
};

/** Credentials of a role that the function assumes. */
const fromTemporaryCredentials: Call = (engine, args, site) => {
  const params = engine.get(args.positional[0] ?? UNDEFINED, toConst('params'), false, site);
  callOperation(
    engine,
    { service: 'sts', credentials: 'default' },
    { operation: 'AssumeRole', args: params, library: '@aws-sdk/credential-providers' },
    site,
  );
  return { k: 'model', key: 'credentials:assumed' };
};

/** `new Upload({ client, params }).done()`. */
function makeUpload(engine: Engine, args: Arguments, site: Site): Abstract {
  const read = (field: string): Abstract => engine.get(args.positional[0] ?? UNDEFINED, toConst(field), false, site);
  const call = { operation: 'PutObject', args: read('params'), library: '@aws-sdk/lib-storage' };
  const result = callOperation(engine, ofS3(read('client')), call, site);
  return {
    k: 'model',
    key: `Upload@${site.at}`,
    get: (_e, name) =>
      name === 'done'
        ? toNative('Upload.done', () => result)
        : toNative(`Upload.${name}`, (e, given, at) => e.callUnknownMethod(name, 'an upload', given, at)),
  };
}

const uploadClass: ModelValue = { k: 'model', key: 'class:Upload', construct: makeUpload, call: makeUpload };

/** Packages around the clients of SDK v3: signing, managed upload, documents, credentials. */
export const clientLibraries: PackageModel = definePackages({
  '@aws-sdk/lib-storage': { Upload: uploadClass },
  '@aws-sdk/s3-request-presigner': { getSignedUrl },
  '@aws-sdk/s3-presigned-post': { createPresignedPost },
  '@aws-sdk/util-dynamodb': { marshall: first, unmarshall: first, convertToAttr: first, convertToNative: first },
  '@aws-sdk/credential-providers': { fromTemporaryCredentials },
});
