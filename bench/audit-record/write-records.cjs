// Writes records with one logger and prints the CPU time of one, in microseconds: node write-records.cjs LOGGER RECORDS WARM-UP FILE VALUES
const { randomUUID } = require('node:crypto');
const { openSync } = require('node:fs');
const [logger, records, warmUp, file, values = 'the same'] = process.argv.slice(2);

/** Each of one shape, as Lambda's runtime makes them. */
const createInvocation = (awsRequestId, remaining, durationMs) => ({
  context: {
    functionName: 'orders',
    functionVersion: '$LATEST',
    awsRequestId,
    logGroupName: '/aws/lambda/orders',
    logStreamName: '2026/11/21/[$LATEST]4459c970fa6d4c77aca62c95850fce54',
    getRemainingTimeInMillis: () => remaining,
  },
  fields: { source: 'api-gateway-v2', route: 'GET /users/{id}', outcome: 'accepted', coldStart: false, durationMs },
});

/** Made before anything is measured: a thousand invocations as sandboxes have them, or one again and again. */
const invocations = Array.from({ length: values === 'the same' ? 1 : 1000 }, (_, at) =>
  at === 0
    ? createInvocation('8476a536-e9f4-41e8-9739-2dfe598c3fcd', 2999, 1.25)
    : createInvocation(randomUUID(), 2999 - at, 0.25 + Math.random() * 200),
);

async function createWriter(fd) {
  if (logger === 'pino') {
    const { pino } = await import('pino');
    const log = pino({ base: null, timestamp: false }, pino.destination({ fd, sync: true }));
    return (around, given) =>
      log.info({
        aws_request_id: around.awsRequestId,
        cold_start: given.coldStart,
        duration_ms: given.durationMs,
        event_source: given.source,
        function_name: around.functionName,
        function_version: around.functionVersion,
        log_group: around.logGroupName,
        outcome: given.outcome,
        remaining_time: around.getRemainingTimeInMillis(),
        route: given.route,
        timestamp: Date.now(),
      });
  }
  const { createAuditLog } = await import('@sallyport/runtime/audit-log');
  const log = createAuditLog({ fd, ...(logger === 'audit-keyed' ? { key: 'ab'.repeat(32) } : {}) });
  return (around, given) => log.record(around, given);
}

async function main() {
  const write = await createWriter(openSync(file, 'w'));
  const writeAll = (count) => {
    for (let at = 0; at < count; at += 1) {
      const invocation = invocations[at % invocations.length];
      write(invocation.context, invocation.fields);
    }
  };
  writeAll(Number(warmUp));
  const before = process.cpuUsage();
  writeAll(Number(records));
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / Number(records));
}

void main();
