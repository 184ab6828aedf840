/** Modules of Node 24 that need no `node:` in front. */
const BUILTINS: ReadonlySet<string> = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs ' +
    'http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream ' +
    'string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/** Whether the first part of a specifier (`fs` of `fs/promises`) is a module of Node itself. */
export const isBuiltin = (name: string): boolean => BUILTINS.has(name);
