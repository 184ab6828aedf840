import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toMethod, toNative, toUnknown } from '../engine/abstract.ts';
import { listArguments } from '../engine/calls.ts';
import { toCallable } from './callable.ts';
import { first, isCallable } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/**
 * A handler that hands the event to an application of a web framework. The routes of the application are functions that the
 * framework was given: those are called wherever they were registered.
 */
const adapt: Call = (engine, args, site) => {
  engine.escape(listArguments(args), 'an adapter of a web framework', site);
  return toNative('web-adapter', (e, given, at) => {
    for (const value of args.positional) if (value.k === 'native' && isCallable(value)) e.call(value, given, at);
    return toUnknown('a response');
  });
};

/** Packages whose every export makes such a handler, or helps to. */
const ADAPTERS =
  /^(?:serverless-http|@vendia\/serverless-express|@codegenie\/serverless-express|aws-serverless-express|@fastify\/aws-lambda|aws-lambda-fastify|@as-integrations\/aws-lambda|apollo-server-lambda|serverless_wsgi|apig_wsgi|awsgi2?|aws_wsgi|mangum)$/;

const findExport = (packageName: string): Abstract =>
  toCallable(packageName, adapt, (name) => toMethod(packageName, name, adapt));

/** `fp(plugin, meta)`: the plugin as it was. */
const PLUGIN = toCallable('fastify-plugin', first, () => PLUGIN);

/** What makes a Lambda handler of an application of Express, Fastify, Koa, Hono, Flask, FastAPI or Apollo. */
export const webAdapters: PackageModel = {
  matches: (name) => ADAPTERS.test(name) || name === 'hono' || name === 'fastify-plugin',
  find: (_engine, packageName, path) => {
    const name = path.at(-1) ?? '';
    if (packageName === 'fastify-plugin') return path.length > 2 ? undefined : PLUGIN;
    if (packageName !== 'hono') return path.length > 2 ? undefined : findExport(packageName);
    const isAdapter = path.length === 2 && /^\/(?:aws-lambda|lambda-edge)$/.test(path[0] ?? '');
    return isAdapter && /^(?:handle|streamHandle)$/.test(name) ? toMethod('hono', name, adapt) : undefined;
  },
};
