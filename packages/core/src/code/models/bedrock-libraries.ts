import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import { isCallable } from './native-table.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

interface Api {
  readonly invoke: string;
  readonly stream: string;
}

const INVOKE: Api = { invoke: 'InvokeModel', stream: 'InvokeModelWithResponseStream' };
const CONVERSE: Api = { invoke: 'Converse', stream: 'ConverseStream' };

/** Names under which the libraries take the id of a model. */
const MODEL_NAMES = ['model', 'model_id', 'modelId', 'modelName'] as const;

function readOption(engine: Engine, args: Arguments, names: readonly string[], site: Site): Abstract | undefined {
  const options = args.positional[0];
  return names
    .flatMap((n) => [
      args.named.get(n),
      options?.k === 'object' ? engine.get(options, toConst(n), false, site) : undefined,
    ])
    .find(isGiven);
}

function callModel(
  engine: Engine,
  library: string,
  operation: string,
  model: Abstract | undefined,
  site: Site,
  isLikely = false,
): Abstract {
  const input = engine.createObject([['modelId', model ?? toUnknown('the default model of a library')]]);
  callOperation(
    engine,
    { service: 'bedrock-runtime', credentials: 'default' },
    { operation, args: input, library, ...(isLikely ? { confidence: 'likely' as const } : {}) },
    site,
  );
  return toUnknown('the answer of a model');
}

/** Where a model is handed to something else that asks it, both ways of asking are possible. */
function deferBoth(
  engine: Engine,
  key: string,
  library: string,
  api: Api,
  model: Abstract | undefined,
  site: Site,
): void {
  engine.deferred.set(key, () => {
    for (const operation of [api.invoke, api.stream]) callModel(engine, library, operation, model, site, true);
  });
}

const ASKS = /^a?(?:invoke|generate|predict|call|_call|batch|run|complete|embed\w*)|^(?:agenerate|__call__)/i;
const STREAMS = /stream/i;

/** `new ChatBedrock({ model })`: what it is asked for is recorded; bound to tools it is the same model. */
const chat =
  (library: string, api: Api): Call =>
  (engine, args, site) => {
    const model = readOption(engine, args, MODEL_NAMES, site);
    const streams = readOption(engine, args, ['streaming'], site);
    const key = `${library}.model:${engine.nextId()}`;
    deferBoth(engine, key, library, api, model, site);
    const self: ModelValue = {
      k: 'model',
      key,
      get: (_e, name) =>
        toMethod(key, name, (e, given, at) => {
          e.escape(given.positional.filter(isCallable), key, at);
          if (!STREAMS.test(name) && !ASKS.test(name)) return self;
          e.deferred.delete(key);
          const isStream = STREAMS.test(name) || (streams?.k === 'const' && streams.value === true);
          return callModel(e, library, isStream ? api.stream : api.invoke, model, at);
        }),
    };
    return self;
  };

/** `new AnthropicBedrock().messages.create({ model, stream })`. */
const anthropic =
  (library: string): Call =>
  (engine) => {
    const key = `${library}.client:${engine.nextId()}`;
    const messages: ModelValue = {
      k: 'model',
      key: `${key}.messages`,
      get: (_e, name) =>
        toMethod(`${key}.messages`, name, (e, args, site) => {
          const stream = readOption(e, args, ['stream'], site);
          const isStream =
            name === 'stream' || (stream !== undefined && !(stream.k === 'const' && stream.value === false));
          const model = readOption(e, args, MODEL_NAMES, site);
          return callModel(e, library, isStream ? INVOKE.stream : INVOKE.invoke, model, site);
        }),
    };
    const client: ModelValue = {
      k: 'model',
      key,
      get: (_e, name) =>
        name === 'messages' || name === 'completions'
          ? messages
          : name === 'beta'
            ? client
            : toMethod(key, name, () => client),
    };
    return client;
  };

const AI_SDK = '@ai-sdk/amazon-bedrock';

interface Provided {
  readonly model: Abstract;
}

/** `bedrock('model')`, `bedrock.embedding('model')`: asked by the functions of `ai`. */
const provide: Call = (engine, args, site) => {
  const key = `${AI_SDK}.model:${engine.nextId()}`;
  const model = args.positional[0] ?? UNDEFINED;
  deferBoth(engine, key, AI_SDK, CONVERSE, model, site);
  return { k: 'model', key, data: { model } satisfies Provided };
};

const provider = (): ModelValue => toCallable(AI_SDK, provide, (name) => toMethod(AI_SDK, name, provide));

/** `generateText({ model })`, `streamText({ model })`, `embed({ model })`. */
const ask =
  (operation: string): Call =>
  (engine, args, site) => {
    const options = args.positional[0] ?? UNDEFINED;
    const model = engine.get(options, toConst('model'), false, site);
    engine.escape([options], 'ai', site);
    if (model.k === 'model' && model.key.startsWith(`${AI_SDK}.model`)) {
      engine.deferred.delete(model.key);
      callModel(engine, AI_SDK, operation, (model.data as Provided).model, site);
    }
    return toUnknown('the answer of a model');
  };

function findAi(name: string): Abstract | undefined {
  if (/^generate(?:Text|Object)$/.test(name)) return toMethod('ai', name, ask(CONVERSE.invoke));
  if (/^stream(?:Text|Object)$/.test(name)) return toMethod('ai', name, ask(CONVERSE.stream));
  return /^(?:embed|embedMany|generateImage|experimental_generateImage|rerank)$/.test(name)
    ? toMethod('ai', name, ask(INVOKE.invoke))
    : undefined;
}

/** Stores, retrievers and loaders over other services: what they call is not told here. */
const reportService =
  (library: string, name: string): Call =>
  (engine, _args, site) => {
    engine.unresolved(`\`${name}\` of \`${library}\``, 'the library may call AWS and is not known', site);
    return { k: 'external', name: library, path: [name, '()'] };
  };

const SERVICE = /Amazon|AWS|DynamoDB|(?:^|[a-z])S3|Sage[Mm]aker|Kendra|Athena|Neptune|Bedrock|Lambda[A-Z]/;

function findLangChain(library: string, name: string): Abstract | undefined {
  if (name === 'ChatBedrockConverse') return toCallable(`${library}.${name}`, chat(library, CONVERSE));
  if (/^(?:ChatBedrock|BedrockChat|BedrockLLM|Bedrock|BedrockEmbeddings)$/.test(name))
    return toCallable(`${library}.${name}`, chat(library, INVOKE));
  return SERVICE.test(name) ? toCallable(`${library}.${name}`, reportService(library, name)) : undefined;
}

/** Libraries that ask models of Bedrock. */
export const bedrockLibraries: PackageModel = {
  matches: (name) =>
    /^(?:@langchain\/(?:aws|community)|langchain_(?:aws|community)|@anthropic-ai\/bedrock-sdk|anthropic|ai|@ai-sdk\/amazon-bedrock)$/.test(
      name,
    ),
  find: (_engine, packageName, path) => {
    const name = path.at(-1) ?? '';
    if (packageName === AI_SDK) {
      if (name === 'bedrock') return provider();
      return name === 'createAmazonBedrock' ? toMethod(AI_SDK, name, provider) : undefined;
    }
    if (packageName === 'ai') return findAi(name);
    if (packageName.includes('langchain')) return findLangChain(packageName, name);
    const isClient =
      /^(?:Async)?AnthropicBedrock$/.test(name) || (name === '' && packageName === '@anthropic-ai/bedrock-sdk');
    return isClient
      ? toCallable(`${packageName}.AnthropicBedrock`, anthropic(packageName), (member) =>
          member === 'AnthropicBedrock' ? toCallable(`${packageName}.${member}`, anthropic(packageName)) : undefined,
        )
      : undefined;
  },
};
