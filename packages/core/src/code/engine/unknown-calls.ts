import type { Abstract, Arguments } from './abstract.ts';
import { toUnknown } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { isObjectAccess } from './cloud-packages.ts';
import { listArguments } from './calls.ts';
import { noteLateCall } from './late-calls.ts';
import { mapUnknown } from './map-unknown.ts';
import { bindPluginOptions } from './plugin-options.ts';
import { callStray } from './stray-fields.ts';

/** Methods whose name alone says that an AWS operation may hide behind a receiver that is not known. */
const TELLING =
  /^(?:(?:get|put|update|delete|batch_?get|batch_?write|transact_?write|transact_?get)_?items?|(?:get|put|delete|head|copy|list|select)_?objects?(?:_?v2)?(?:_?content)?|upload_?file(?:obj)?|download_?file(?:obj)?|(?:send|receive|delete)_?message(?:_?batch)?|start_?(?:sync_?)?execution|send_?task_?(?:success|failure)|put_?events|publish_?batch|get_?parameters?(?:_?by_?path)?|get_?secret_?value|put_?records?(?:_?batch)?|assume_?role|send_?(?:raw_|templated_)?email|post_?to_?connection|start_?query_?execution|invoke_?(?:function|model|endpoint|async)|put_?metric_?data|generate_?data_?key|admin_?\w+_?user|get_?signed_?url(?:promise)?|generate_?presigned_?(?:url|post))$/i;

/** A method of a value that is not known: functions among its arguments may be called, and the call may be an operation of AWS. */
export function callUnknownMethod(engine: Engine, name: string, why: string, args: Arguments, site: Site): Abstract {
  const stray = callStray(engine, name, args, site);
  if (stray !== undefined) return stray;
  const mapped = mapUnknown(engine, name, args, site);
  if (mapped !== undefined) return mapped;
  noteLateCall(engine, name, args, site);
  const values = listArguments(bindPluginOptions(name, args));
  const carriesCommand = values.some((v) => v.k === 'model' && v.key.startsWith('command:'));
  if (TELLING.test(name) && !carriesCommand)
    engine.unresolved(`call of \`${name}\``, `the object that it is called on is not known (${why})`, site);
  if (isObjectAccess(name, values))
    engine.unresolved(`call of \`${name}\``, 'it is given an address in S3, and what it calls is not known', site);
  engine.escape(
    values.filter((v) => v.k !== 'model'),
    `a method ${name} of a value that is not known`,
    site,
  );
  return toUnknown(`result of ${name}`);
}
