// Writes records with one logger and prints the CPU time of one, in microseconds: node write-records.cjs LOGGER RECORDS WARM-UP FILE
const { openSync } = require('node:fs');
const [logger, records, warmUp, file] = process.argv.slice(2);

const context = {
  functionName: 'orders',
  functionVersion: '$LATEST',
  awsRequestId: '8476a536-e9f4-41e8-9739-2dfe598c3fcd',
  logGroupName: '/aws/lambda/orders',
  logStreamName: '2026/11/21/[$LATEST]4459c970fa6d4c77aca62c95850fce54',
  getRemainingTimeInMillis: () => 2999,
};
const fields = {
  source: 'api-gateway-v2',
  route: 'GET /users/{id}',
  outcome: 'accepted',
  coldStart: false,
  durationMs: 1.25,
};

async function createWriter(fd) {
  if (logger === 'pino') {
    const { pino } = await import('pino');
    const log = pino({ base: null, timestamp: false }, pino.destination({ fd, sync: true }));
    return () =>
      log.info({
        aws_request_id: context.awsRequestId,
        cold_start: fields.coldStart,
        duration_ms: fields.durationMs,
        event_source: fields.source,
        function_name: context.functionName,
        function_version: context.functionVersion,
        log_group: context.logGroupName,
        outcome: fields.outcome,
        remaining_time: context.getRemainingTimeInMillis(),
        route: fields.route,
        timestamp: Date.now(),
      });
  }
  const { createAuditLog } = await import('@sallyport/runtime/audit-log');
  const log = createAuditLog({ fd, ...(logger === 'audit-keyed' ? { key: 'ab'.repeat(32) } : {}) });
  return () => log.record(context, fields);
}

async function main() {
  const write = await createWriter(openSync(file, 'w'));
  for (let at = 0; at < Number(warmUp); at += 1) write();
  const before = process.cpuUsage();
  {
    let l = process.cpuUsage();
    const o = [];
    for (let at = 1; at <= Number(records); at += 1) {
      write();
      if (at % 500 === 0) {
        const c = process.cpuUsage(l);
        o.push(((c.user + c.system) / 500).toFixed(1));
        l = process.cpuUsage();
      }
    }
    console.log(o.join(' '));
  }
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / Number(records));
}

void main();
