import { toPackageName } from '../names.ts';
import type { Ecosystem, PackageRef } from '../package.ts';

/**
 * Distributions on PyPI whose modules have other names, as their own documentation imports them. All others are
 * taken to be imported by their own name.
 */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  attrs: ['attr', 'attrs'],
  'aws-lambda-powertools': ['aws_lambda_powertools'],
  'aws-xray-sdk': ['aws_xray_sdk'],
  beautifulsoup4: ['bs4'],
  'charset-normalizer': ['charset_normalizer'],
  'google-api-python-client': ['googleapiclient', 'apiclient'],
  'google-auth': ['google'],
  grpcio: ['grpc'],
  'mysql-connector-python': ['mysql'],
  mysqlclient: ['MySQLdb'],
  'opencv-python': ['cv2'],
  'opencv-python-headless': ['cv2'],
  pillow: ['PIL'],
  protobuf: ['google'],
  'psycopg2-binary': ['psycopg2'],
  pycrypto: ['Crypto'],
  pycryptodome: ['Crypto'],
  pycryptodomex: ['Cryptodome'],
  pyjwt: ['jwt'],
  pymupdf: ['fitz', 'pymupdf'],
  pyopenssl: ['OpenSSL'],
  'python-dateutil': ['dateutil'],
  'python-dotenv': ['dotenv'],
  'python-jose': ['jose'],
  'python-json-logger': ['pythonjsonlogger'],
  'python-multipart': ['multipart', 'python_multipart'],
  pyyaml: ['yaml'],
  'scikit-image': ['skimage'],
  'scikit-learn': ['sklearn'],
  setuptools: ['setuptools', 'pkg_resources'],
};

/** Whether one of the imported names is a package. */
export function isImported({ ecosystem, name, alias }: PackageRef, imported: ReadonlySet<string>): boolean {
  if (ecosystem === 'npm') return imported.has(alias ?? name);
  const modules = Object.hasOwn(MODULES, name) ? (MODULES[name] ?? []) : [];
  if (modules.some((module) => imported.has(module))) return true;
  const plain = [...imported].map((module) => toPackageName('PyPI' satisfies Ecosystem, module));
  return plain.includes(name) || plain.some((module) => name === `python-${module}` || name === `py${module}`);
}
