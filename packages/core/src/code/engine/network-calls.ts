const VERBS = '(?:get|post|put|patch|delete|head|options|request|send|stream)';

/** What waits for a machine elsewhere, as the engine names calls of libraries: `urllib3.PoolManager.().request`. */
const NETWORK: readonly RegExp[] = [
  new RegExp(`^(?:aiohttp|urllib3)\\.(?:.*\\.)?${VERBS}$`),
  /^(?:six\.moves\.)?urllib\.request\.(?:urlopen|urlretrieve)$/,
  /^(?:global|undici)\.fetch$/,
  /^(?:node-fetch|cross-fetch)(?:\.(?:default|fetch))?$/,
  new RegExp(
    `^(?:axios|got|ky|superagent|needle|undici)(?:\\.default)?(?:\\.(?:create|extend)\\.\\(\\))?(?:\\.${VERBS})?$`,
  ),
  /^(?:node:)?https?\.(?:default\.)?(?:get|request)$/,
  /^(?:psycopg2?|pymysql|MySQLdb|mysql\.connector|oracledb|pyodbc)\.(?:\w+\.)*connect$/,
  /^(?:pg|mysql2?|mysql2\/promise)\.(?:.*\.)?(?:connect|query|execute)$/,
];

/** How a person would write a call over the network; `undefined` for other calls. */
export function findNetworkCall(name: string): string | undefined {
  if (!NETWORK.some((pattern) => pattern.test(name))) return undefined;
  return name.replace(/^(?:global\.|node:)/, '').replaceAll(/\.(?:default|\(\))/g, '');
}
