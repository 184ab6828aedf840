import { writeTable } from './emit.ts';
import type { Service } from './services.ts';

/** `service.Operation METHOD /path/{member}` of API Gateway's management APIs, whose permissions are spelled that way. */
export function writeRestPaths(services: readonly Service[]): void {
  const lines = services
    .filter((s) => s.key === 'api-gateway' || s.key === 'apigatewayv2')
    .flatMap((service) =>
      Object.values(service.model?.operations ?? {}).map((operation) => {
        const members = service.model?.shapes[operation.input?.shape ?? '']?.members ?? {};
        const byLabel = new Map(
          Object.entries(members).map(([name, m]) => [(m as { locationName?: string }).locationName ?? name, name]),
        );
        const path = operation.http.requestUri
          .replace(/\?.*$/, '')
          .replace(/^\/v2\//, '/')
          .replaceAll(/\{([\w-]+)\+?\}/g, (_, label: string) => `{${byLabel.get(label) ?? label.replaceAll('-', '')}}`);
        return `${service.key}.${operation.name} ${operation.http.method} ${path}`;
      }),
    );
  writeTable('rest-paths.ts', 'restPathsTable', 'botocore (Apache-2.0)', lines);
}
