/** How others call a field of the log. */
export interface FieldName {
  /** Path in OCSF, class 6003 API Activity; 6002 Application Lifecycle for lines about the sandbox. */
  readonly ocsf: string;
  /** Elastic Common Schema. */
  readonly ecs: string;
  /** OpenTelemetry semantic conventions; where they have no name, one under `sallyport`. */
  readonly otel: string;
}

const name = (ocsf: string, ecs: string, otel: string): FieldName => ({ ocsf, ecs, otel });

/**
 * Field of the log -> its name elsewhere.
 *
 * Sources: https://schema.ocsf.io (1.1.0 and later), https://www.elastic.co/docs/reference/ecs,
 * https://opentelemetry.io/docs/specs/semconv/faas/
 */
export const fieldNames: Readonly<Record<string, FieldName>> = {
  _mac: name('unmapped', 'labels.mac', 'sallyport.mac'),
  audit: name('activity_name', 'event.action', 'event.name'),
  aws_request_id: name('api.request.uid', 'faas.execution', 'faas.invocation_id'),
  chain: name('metadata.correlation_uid', 'labels.chain', 'sallyport.chain'),
  code: name('status_code', 'error.code', 'error.type'),
  cold_start: name('unmapped', 'faas.coldstart', 'faas.coldstart'),
  duration_ms: name('duration', 'event.duration', 'sallyport.duration_ms'),
  event_source: name('api.service.name', 'labels.event_source', 'sallyport.event_source'),
  function_name: name('resources.name', 'faas.name', 'faas.name'),
  function_version: name('resources.version', 'faas.version', 'faas.version'),
  log_group: name('metadata.log_name', 'labels.log_group', 'aws.log.group.names'),
  log_stream: name('metadata.log_provider', 'labels.log_stream', 'aws.log.stream.names'),
  outcome: name('status', 'event.outcome', 'sallyport.outcome'),
  prev: name('unmapped', 'labels.prev', 'sallyport.prev'),
  remaining_time: name('unmapped', 'labels.remaining_time', 'sallyport.remaining_time'),
  route: name('api.operation', 'labels.route', 'http.route'),
  seq: name('metadata.sequence', 'event.sequence', 'sallyport.seq'),
  timestamp: name('time', '@timestamp', 'timestamp'),
  v: name('metadata.log_version', 'labels.log_version', 'sallyport.log_version'),
};
