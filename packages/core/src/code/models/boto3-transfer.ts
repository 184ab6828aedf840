import type { Abstract, Arguments } from '../engine/abstract.ts';
import { toNative, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation } from './operation-call.ts';

interface Transfer {
  readonly parameters: readonly string[];
  readonly operation: string;
}

/**
 * The transfer methods that boto3 adds to S3 clients, with the order of their parameters
 * (https://boto3.amazonaws.com/v1/documentation/api/latest/reference/customizations/s3.html).
 */
const TRANSFERS: Readonly<Record<string, Transfer>> = {
  upload_file: { parameters: ['Filename', 'Bucket', 'Key', 'ExtraArgs'], operation: 'PutObject' },
  upload_fileobj: { parameters: ['Fileobj', 'Bucket', 'Key', 'ExtraArgs'], operation: 'PutObject' },
  download_file: { parameters: ['Bucket', 'Key', 'Filename', 'ExtraArgs'], operation: 'GetObject' },
  download_fileobj: { parameters: ['Bucket', 'Key', 'Fileobj', 'ExtraArgs'], operation: 'GetObject' },
  copy: { parameters: ['CopySource', 'Bucket', 'Key', 'ExtraArgs'], operation: 'CopyObject' },
};

/** A transfer method, with `known` naming what a resource already says (`Bucket`, `Key`). */
export function findTransfer(
  settings: ClientSettings,
  name: string,
  known: Readonly<Record<string, Abstract>> = {},
): Abstract | undefined {
  const transfer = settings.service === 's3' && Object.hasOwn(TRANSFERS, name) ? TRANSFERS[name] : undefined;
  return transfer === undefined
    ? undefined
    : toNative(`s3.${name}:${Object.keys(known).join()}`, (engine, args, site) =>
        run(engine, settings, transfer, known, args, site),
      );
}

function run(
  engine: Engine,
  settings: ClientSettings,
  transfer: Transfer,
  known: Readonly<Record<string, Abstract>>,
  args: Arguments,
  site: Site,
): Abstract {
  const input = engine.createObject(Object.entries(known));
  transfer.parameters
    .filter((p) => known[p] === undefined)
    .forEach((parameter, i) => {
      const value = args.named.get(parameter) ?? args.positional[i] ?? args.rest;
      if (value !== undefined && parameter !== 'ExtraArgs') input.fields.set(parameter, value);
      else if (value?.k === 'object') for (const [name, field] of value.fields) input.fields.set(name, field);
    });
  for (const local of ['Filename', 'Fileobj']) input.fields.delete(local);
  callOperation(engine, settings, { operation: transfer.operation, args: input }, site);
  return UNDEFINED;
}
