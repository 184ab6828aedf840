import type { Abstract, ExternalValue, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toNative } from '../engine/abstract.ts';
import { isGiven, OWN_NAME } from './environment.ts';
import { definePackages, readArgument } from './native-table.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const LIBRARY = 'slack_bolt';

const toExternal = (...path: readonly string[]): ExternalValue => ({ k: 'external', name: LIBRARY, path });

/** What the model keeps of an application. */
interface AppState {
  hasLazyListeners: boolean;
}

/** Ways to register a listener: `app.command('/x')(ack=fn, lazy=[fn])`. */
const REGISTERS =
  /^(?:command|action|block_action|attachment_action|dialog_\w+|event|function|message|options|block_suggestion|shortcut|global_shortcut|message_shortcut|view|view_submission|view_closed)$/;

const isSome = (value: Abstract | undefined): boolean =>
  isGiven(value) && !(value.k === 'list' && value.items.length === 0 && !value.open);

const createApp: Call = (engine, given, at) => {
  const state: AppState = { hasLazyListeners: false };
  engine.call(toExternal('App'), given, at);
  const register =
    (method: string): Call =>
    (e, args, site) => {
      if (isSome(args.named.get('lazy'))) state.hasLazyListeners = true;
      const decorator = e.call(toExternal('App', '()', method), args, site);
      return toNative(`${LIBRARY}.${method}`, (inner, listeners, here) => {
        if (isSome(listeners.named.get('lazy'))) state.hasLazyListeners = true;
        const result = inner.call(decorator, listeners, here);
        return listeners.positional[0] ?? result;
      });
    };
  return {
    k: 'model',
    key: `${LIBRARY}.App:${engine.nextId()}`,
    data: state,
    get: (_e, name) =>
      REGISTERS.test(name) ? toNative(`${LIBRARY}.${name}`, register(name)) : toExternal('App', '()', name),
  };
};

const isApp = (value: Abstract | undefined): value is ModelValue =>
  value?.k === 'model' && value.key.startsWith(`${LIBRARY}.App:`);

/** Lazy listeners run in a further invocation of the function by itself, which the handler for Lambda asks for. */
const createHandler =
  (library: ExternalValue): Call =>
  (engine, given, at) => {
    const app = readArgument(given, 0, 'app');
    const made = engine.call(library, given, at);
    const handle: Call = (e, args, site) => {
      if (isApp(app) && (app.data as AppState).hasLazyListeners)
        callOperation(
          e,
          { service: 'lambda', credentials: 'default' },
          { operation: 'Invoke', args: e.createObject([['FunctionName', OWN_NAME]]), library: LIBRARY },
          site,
        );
      return e.call(toExternal(...library.path, '()', 'handle'), args, site);
    };
    return {
      k: 'model',
      key: `${LIBRARY}.handler:${engine.nextId()}`,
      get: (e, name, site) =>
        name === 'handle'
          ? toNative(`${LIBRARY}.handle`, handle)
          : e.get(made, { k: 'const', value: name }, false, site),
    };
  };

const lambda = createHandler(toExternal('adapter', 'aws_lambda', 'SlackRequestHandler'));
const chalice = createHandler(toExternal('adapter', 'aws_lambda', 'chalice_handler', 'ChaliceSlackRequestHandler'));

/** Slack's Bolt for Python (https://docs.slack.dev/tools/bolt-python/concepts/lazy-listeners). */
export const slackBolt: PackageModel = definePackages({
  slack_bolt: {
    App: createApp,
    'app.App': createApp,
    'adapter.aws_lambda.SlackRequestHandler': lambda,
    'adapter.aws_lambda.handler.SlackRequestHandler': lambda,
    'adapter.aws_lambda.chalice_handler.ChaliceSlackRequestHandler': chalice,
  },
});
