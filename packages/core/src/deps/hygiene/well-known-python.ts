/** Distributions that Python functions name most often; PyPI publishes no list of its own. Written by hand, by the names of PEP 503. */
export const wellKnownPython: readonly string[] =
  `aiobotocore aiohttp alembic argon2-cffi async-timeout asyncpg attrs authlib aws-lambda-powertools aws-requests-auth aws-xray-sdk
  awswrangler azure-storage-blob backoff beautifulsoup4 boto3 botocore cachetools celery certifi chardet charset-normalizer colorama
  crhelper croniter cryptography dataclasses-json datadog-lambda defusedxml django djongo dnspython docutils elasticsearch elasticsearch6
  elasticsearch7 elasticsearch8 elasticsearch9 email-validator
  fastapi feedparser filelock flask flask-cors fsspec gevent google-auth google-cloud-storage gremlinpython grpcio gunicorn httplib2
  httpx importlib-metadata itsdangerous jinja2 jmespath jsonpath-ng jsonpickle jsonschema langchain langchain-core loguru lumigo-tracer
  mangum markdown markdown2 markupsafe marshmallow matplotlib mysql-connector-python networkx numpy oauthlib openai openpyxl opensearch-py
  opencv-python orjson packaging pandas paramiko passlib peewee pendulum pillow prometheus-client protobuf psutil psycopg psycopg2
  psycopg2-binary pyarrow pycparser pycryptodome pycryptodomex pydantic pydantic-core pydantic-settings pygments pyjwt pymongo pymssql pymysql pynacl pynamodb
  pyopenssl pyparsing pyspark python-dateutil python-dotenv python-jose python-json-logger python-multipart pyyaml regex reportlab
  requests requests-aws4auth requests-oauthlib requests-toolbelt s3fs s3transfer scikit-learn scipy selenium sentry-sdk setuptools
  shapely simplejson slack-sdk sniffio snowflake-connector-python soupsieve sqlalchemy starlette stripe structlog tabulate tenacity
  tensorflow tiktoken tornado transformers twilio typing-extensions tzlocal ujson urllib3 uvicorn validators watchtower websocket-client
  websockets werkzeug wrapt xlsxwriter xmltodict zeep`.split(/\s+/);
