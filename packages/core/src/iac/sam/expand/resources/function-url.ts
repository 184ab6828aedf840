import { isIntrinsic, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isSet } from '../json.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';

/** A function's URL, and the permissions by which anybody may call it when it asks for no signature. */
export function makeUrl(source: Source, target: Made, config: JsonObject): Made[] {
  const { id, passed } = source;
  check(config);
  const options = { attributes: passed, from: config };
  const fn = ref(target.id);
  const isFunction = !isIntrinsic(config);
  const auth = isFunction ? config['AuthType'] : undefined;
  const find = (name: string): Json | undefined => (isFunction && isSet(config[name]) ? config[name] : undefined);
  const url = make(
    `${id}Url`,
    'AWS::Lambda::Url',
    { Cors: find('Cors'), AuthType: auth, TargetFunctionArn: fn, InvokeMode: find('InvokeMode') },
    options,
  );
  if (auth !== 'NONE') return [url];
  const permission = { Principal: '*', FunctionName: fn };
  return [
    url,
    make(
      `${id}UrlPublicPermissions`,
      'AWS::Lambda::Permission',
      { ...permission, Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: auth },
      options,
    ),
    make(
      `${id}URLInvokeAllowPublicAccess`,
      'AWS::Lambda::Permission',
      { ...permission, Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
      options,
    ),
  ];
}

const CORS: Readonly<Record<string, (value: Json) => boolean>> = {
  AllowOrigins: Array.isArray,
  AllowMethods: Array.isArray,
  AllowHeaders: Array.isArray,
  ExposeHeaders: Array.isArray,
  AllowCredentials: (value) => typeof value === 'boolean',
  MaxAge: Number.isInteger,
};

function check(config: JsonObject): void {
  if (isIntrinsic(config)) return;
  const auth = config['AuthType'];
  if (!isIntrinsic(auth) && auth !== 'AWS_IAM' && auth !== 'NONE')
    refuse('`FunctionUrlConfig.AuthType` is required, and `AWS_IAM` or `NONE`', config);
  const cors = config['Cors'];
  if (!isSet(cors) || isIntrinsic(cors)) return;
  for (const [name, value] of Object.entries(expectMap(cors, 'FunctionUrlConfig.Cors'))) {
    const isRight = Object.hasOwn(CORS, name) ? CORS[name] : undefined;
    if (isRight === undefined) refuse(`\`FunctionUrlConfig.Cors\` has no property \`${name}\``, cors);
    if (!isIntrinsic(value) && !isRight(value)) refuse(`\`FunctionUrlConfig.Cors.${name}\` has a wrong type`, cors);
  }
}
