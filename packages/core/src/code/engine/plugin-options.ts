import type { Arguments } from './abstract.ts';
import { toUnknown } from './abstract.ts';

/**
 * `app.register(plugin, options)`: the framework calls the plugin with itself and the options. Functions come back bound to
 * these; every other call keeps its arguments.
 */
export function bindPluginOptions(name: string, args: Arguments): Arguments {
  const [plugin, options] = args.positional;
  if (name !== 'register' || plugin?.k !== 'function' || options?.k !== 'object' || plugin.bound !== undefined)
    return args;
  const bound = { ...plugin, bound: [toUnknown('an application of a framework'), options] };
  return { ...args, positional: [bound, ...args.positional.slice(1)] };
}
