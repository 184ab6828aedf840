/** What a call is given: constants, and `$NAME` for a variable of the environment. */
export type Input = string | number | boolean | readonly Input[] | { readonly [name: string]: Input };

/** One operation as the API names it, and the names of its service's classes in each SDK. */
export interface ServiceOperation {
  readonly service: ServiceNames;
  readonly operation: string;
  readonly input: { readonly [name: string]: Input };
}

export interface ServiceNames {
  readonly key: string;
  readonly v2: string;
  /** The aggregated class; its client is called `…Client`. */
  readonly v3: string;
  readonly boto3: string;
}

type Write = (call: ServiceOperation) => string;

export function toJavaScript(input: Input): string {
  if (typeof input === 'string' && input.startsWith('$')) return `process.env.${input.slice(1)}`;
  if (Array.isArray(input)) return `[${input.map(toJavaScript).join(', ')}]`;
  return typeof input === 'object'
    ? `{ ${toEntries(input)
        .map(([name, value]) => `${JSON.stringify(name)}: ${toJavaScript(value)}`)
        .join(', ')} }`
    : JSON.stringify(input);
}

export function toPython(input: Input): string {
  if (typeof input === 'string' && input.startsWith('$')) return `os.environ['${input.slice(1)}']`;
  if (typeof input === 'boolean') return input ? 'True' : 'False';
  if (Array.isArray(input)) return `[${input.map(toPython).join(', ')}]`;
  return typeof input === 'object'
    ? `{${toEntries(input)
        .map(([name, value]) => `${JSON.stringify(name)}: ${toPython(value)}`)
        .join(', ')}}`
    : JSON.stringify(input);
}

export const toEntries = (input: Input): [string, Input][] => Object.entries(input as Record<string, Input>);
const toKeywords = (call: ServiceOperation): string =>
  toEntries(call.input)
    .map(([name, value]) => `${name}=${toPython(value)}`)
    .join(', ');
/** `getItem`. */
const toMethod = (operation: string): string => operation[0]?.toLowerCase() + operation.slice(1);
/** `get_item`, `list_objects_v2`. */
const toFunction = (operation: string): string =>
  toMethod(operation)
    .replaceAll(/[A-Z]+(?![a-z])|[A-Z]/g, (capitals) => `_${capitals.toLowerCase()}`)
    .replaceAll(/_v(?=\d)/g, '_v');

const v2 =
  (head: Write, send: (method: string, input: string) => string): Write =>
  (call) =>
    `${head(call)} export const handler = async (event) => { ${send(toMethod(call.operation), toJavaScript(call.input))} };`;
const v2Class: Write = ({ service }) => `import AWS from 'aws-sdk'; const client = new AWS.${service.v2}();`;
const v3 =
  (body: (names: { client: string; command: string; method: string; input: string }) => string): Write =>
  ({ service, operation, input }) => {
    const names = {
      client: `${service.v3}Client`,
      command: `${operation}Command`,
      method: toMethod(operation),
      input: toJavaScript(input),
    };
    return body(names).replaceAll('PACKAGE', `'@aws-sdk/client-${service.key}'`).replaceAll('AGGREGATED', service.v3);
  };

/** A handler that makes one call, in each way that the SDKs for JavaScript have. */
export const JAVASCRIPT: Readonly<Record<string, Write>> = {
  'v2, a promise': v2(v2Class, (method, input) => `await client.${method}(${input}).promise();`),
  'v2, a callback': v2(v2Class, (method, input) => `client.${method}(${input}, (error, data) => {});`),
  'v2, a request': v2(
    v2Class,
    (method, input) => `const r = client.${method}(${input}); r.on('success', () => {}); r.send();`,
  ),
  'v2, a generic request': v2(v2Class, (method, input) => `await client.makeRequest('${method}', ${input}).promise();`),
  'v2, a module of one service': v2(
    ({ service }) =>
      `import Service from 'aws-sdk/clients/${service.v2.toLowerCase()}'; const client = new Service({ apiVersion: 'latest' });`,
    (method, input) => `await client.${method}(${input}).promise();`,
  ),
  'v2, all clients': v2(
    ({ service }) => `import { ${service.v2} as Service } from 'aws-sdk/clients/all'; const client = new Service();`,
    (method, input) => `await client.${method}(${input}).promise();`,
  ),
  'v2, bound parameters': ({ service, operation, input }) =>
    `const { ${service.v2} } = require('aws-sdk'); const client = new ${service.v2}({ params: ${toJavaScript(input)} }); exports.handler = async () => client.${toMethod(operation)}().promise();`,
  'v3, a command': v3(
    ({ client, command, input }) =>
      `import { ${client}, ${command} } from PACKAGE; const client = new ${client}({}); export const handler = async () => client.send(new ${command}(${input}));`,
  ),
  'v3, a command and a callback': v3(
    ({ client, command, input }) =>
      `import { ${client}, ${command} } from PACKAGE; const client = new ${client}({}); export const handler = (e, c, done) => client.send(new ${command}(${input}), done);`,
  ),
  'v3, a namespace': v3(
    ({ client, command, input }) =>
      `import * as sdk from PACKAGE; const client = new sdk.${client}({}); export const handler = async () => client.send(new sdk.${command}(${input}));`,
  ),
  'v3, imported when called': v3(
    ({ client, command, input }) =>
      `export const handler = async () => { const { ${client}, ${command} } = await import(PACKAGE); await new ${client}({}).send(new ${command}(${input})); };`,
  ),
  'v3, an aggregated client': v3(
    ({ method, input }) =>
      `import { AGGREGATED } from PACKAGE; const client = new AGGREGATED({}); export const handler = async () => client.${method}(${input});`,
  ),
  'v3, an aggregated client and a callback': v3(
    ({ method, input }) =>
      `const { AGGREGATED } = require(PACKAGE); const client = new AGGREGATED({}); exports.handler = (e, c, done) => client.${method}(${input}, {}, done);`,
  ),
  'v3, a command on an aggregated client': v3(
    ({ command, input }) =>
      `import { AGGREGATED, ${command} } from PACKAGE; const client = new AGGREGATED(); export const handler = async () => { const command = new ${command}(${input}); return client.send(command); };`,
  ),
  'v3, the X-Ray wrapper': v3(
    ({ client, command, input }) =>
      `import xray from 'aws-xray-sdk-core'; import { ${client}, ${command} } from PACKAGE; const client = xray.captureAWSv3Client(new ${client}({})); export const handler = async () => client.send(new ${command}(${input}));`,
  ),
};

const python =
  (body: (names: { service: string; method: string; keywords: string; input: string }) => string): Write =>
  (call) =>
    body({
      service: call.service.boto3,
      method: toFunction(call.operation),
      keywords: toKeywords(call),
      input: toPython(call.input),
    });

/** The same in Python. */
export const PYTHON: Readonly<Record<string, Write>> = {
  'boto3, keywords': python(
    ({ service, method, keywords }) =>
      `import os, boto3\nclient = boto3.client('${service}')\ndef handler(event, context):\n    return client.${method}(${keywords})\n`,
  ),
  'boto3, a dictionary': python(
    ({ service, method, input }) =>
      `import os, boto3\nfrom botocore.config import Config\nclient = boto3.client('${service}', config=Config(retries={'max_attempts': 3}))\ndef handler(event, context):\n    params = ${input}\n    client.${method}(**params)\n`,
  ),
  'boto3, the client of a resource': python(
    ({ service, method, keywords }) =>
      `import os, boto3\nsession = boto3.session.Session()\nclient = session.client(service_name='${service}')\ndef handler(event, context):\n    getattr(client, '${method}')(${keywords})\n`,
  ),
  botocore: python(
    ({ service, method, keywords }) =>
      `import os, botocore.session\nclient = botocore.session.get_session().create_client('${service}')\ndef handler(event, context):\n    client.${method}(${keywords})\n`,
  ),
  aioboto3: python(
    ({ service, method, keywords }) =>
      `import os, asyncio, aioboto3\nasync def run():\n    async with aioboto3.Session().client('${service}') as client:\n        await client.${method}(${keywords})\ndef handler(event, context):\n    asyncio.run(run())\n`,
  ),
};
