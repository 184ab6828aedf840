import type { Ecosystem } from '../package.ts';

const toSet = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/));

/**
 * Packages that others load when they are there, that compilers write imports of, or that only have to lie beside another (its
 * peers): that no code of a function names them says nothing.
 */
const BY_NAME: Readonly<Record<Ecosystem, ReadonlySet<string>>> = {
  npm: toSet(`@aws-sdk/client-sso-oidc @aws-sdk/client-sts @aws-sdk/signature-v4-crt @aws-sdk/signature-v4a @babel/runtime aws-crt
    better-sqlite3 bufferutil class-transformer class-validator core-js encoding graphql mariadb mysql mysql2 oracledb pg pg-hstore
    pg-native pg-query-stream pino-pretty react react-dom reflect-metadata regenerator-runtime rxjs source-map-support sqlite3 tedious
    tslib utf-8-validate`),
  PyPI: toSet(`asyncpg awslambdaric brotli email-validator fastparquet fsspec greenlet gunicorn hiredis html5lib httptools lxml
    mysqlclient numexpr openpyxl orjson psycopg psycopg-binary psycopg2 psycopg2-binary pyarrow pycryptodome pymysql python-multipart s3fs
    setuptools tabulate tzdata uvicorn uvloop watchdog websockets wheel xlrd xlsxwriter`),
};

/** What mostly comes along with others: a list that names one of these, which nothing imports, was likely made by `pip freeze`. */
const FROZEN =
  toSet(`annotated-types anyio botocore certifi cffi chardet charset-normalizer click colorama exceptiongroup greenlet h11
  httpcore idna importlib-metadata itsdangerous jinja2 jmespath jsonschema-specifications markupsafe multidict packaging pyasn1 pycparser
  pydantic-core pyparsing python-dateutil pytz referencing rpds-py rsa s3transfer six sniffio soupsieve typing-extensions
  typing-inspection urllib3 werkzeug wrapt yarl zipp`);

export const isLoadedByName = (ecosystem: Ecosystem, name: string): boolean => BY_NAME[ecosystem].has(name);

export const isMostlyTransitive = (name: string): boolean => FROZEN.has(name);
