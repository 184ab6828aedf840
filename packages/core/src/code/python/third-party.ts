import type { Host } from '../../host.ts';
import { join } from './search-path.ts';

/** Packages that are never the application's own, wherever they stand. */
const ALWAYS_EXTERNAL = new Set(
  `aioboto3 aiobotocore aws_lambda_powertools aws_xray_sdk boto boto3 botocore crhelper jmespath mypy_boto3 pynamodb
  s3transfer types_boto3`.split(/\s+/),
);
/** Packages that are often committed beside the code, without their `dist-info`. */
const OFTEN_VENDORED = new Set(
  `PIL attr attrs bs4 certifi cffi chardet charset_normalizer click cryptography dateutil docutils fastapi flask idna
  jinja2 jose jsonschema jwt lxml mangum markupsafe numpy opensearchpy pandas pkg_resources psycopg2 pycparser pydantic
  pydantic_core pymysql pytz redis requests requests_aws4auth rsa setuptools simplejson sqlalchemy starlette
  typing_extensions urllib3 werkzeug wrapt yaml`.split(/\s+/),
);

/** Whether a top-level name of an import root belongs to a package that was installed there rather than written. */
export interface ThirdParty {
  has(root: string, name: string): boolean;
}

/** Whether the requirements of the code in `directories` name the package, so that a build installs it. */
export function isRequired(host: Host, directories: readonly string[], name: string): boolean {
  const spelled = name.replaceAll('_', '[-_.]');
  const listed = new RegExp(`^\\s*["']?${spelled}(?![\\w./-])`, 'im');
  return directories.some((directory) =>
    ['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py'].some((file) => {
      const path = join(directory, file);
      return host.kindOf(path) === 'file' && listed.test(host.readText(path) ?? '');
    }),
  );
}

export function isAlwaysExternal(name: string): boolean {
  return ALWAYS_EXTERNAL.has(name) || name.startsWith('mypy_boto3_') || name.startsWith('types_boto3_');
}

/** Answers from the `*.dist-info` folders that installers leave; each root is read once. */
export function createThirdParty(host: Host): ThirdParty {
  const installed = new Map<string, ReadonlySet<string>>();
  const find = (root: string): ReadonlySet<string> => {
    const known = installed.get(root) ?? findInstalled(host, root);
    installed.set(root, known);
    return known;
  };
  return {
    has: (root, name) =>
      find(root).has(name) || (OFTEN_VENDORED.has(name) && host.kindOf(join(root, `${name}/__init__.py`)) === 'file'),
  };
}

function findInstalled(host: Host, root: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const entry of host.list(root)) {
    if (!entry.endsWith('.dist-info')) continue;
    const directory = join(root, entry);
    const listed =
      host.readText(join(directory, 'top_level.txt'))?.split(/\s+/) ??
      findRecorded(host.readText(join(directory, 'RECORD')) ?? '');
    for (const name of listed) names.add(name);
    names.add(entry.split('-')[0] ?? entry);
  }
  return names;
}

/** The first parts of the paths in a `RECORD`. */
function findRecorded(record: string): string[] {
  return record.split('\n').map((line) => /^([A-Za-z_]\w*)(?:\.py,|\/)/.exec(line)?.[1] ?? '');
}
