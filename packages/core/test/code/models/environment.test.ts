import { describe, expect, it } from 'vitest';
import { runJavaScript } from '../engine/run.ts';
import { printCalls, readJavaScript, readPython } from './run.ts';

describe('readers of the environment in JavaScript', () => {
  it('fields of a Zod schema stay environment variables', () => {
    const facts = readJavaScript(`
      import { z } from 'zod';
      import { S3Client, GetObjectCommand as G } from '@aws-sdk/client-s3';
      const c = new S3Client({});
      const base = z.object({ A: z.string(), B: z.string().min(1).default('bb'), C: z.coerce.string().transform((s) => s.trim()), D: z.string().transform((s) => \`x-\${s}\`), N: z.coerce.number().default(3) });
      const schema = base.extend({ E: z.string().optional() }).merge(z.object({ F: z.preprocess((x) => x, z.string()) })).refine((x) => true);
      const env = schema.parse(process.env);
      const r = schema.safeParse(process.env);
      if (!r.success) throw new Error(r.error.message);
      const t = z.object({ T: z.string() }).transform((e) => ({ table: e.T })).parse({ ...process.env });
      const Ev = z.object({ body: z.object({ key: z.string().default('k') }) });
      export const handler = async (event) => {
        await c.send(new G({ Bucket: env.A, Key: env.B, R: env.C, S: env.D, T: env.E, U: env.F, V: r.data.A, W: t.table }));
        const e = Ev.parse(event); await c.send(new G({ Bucket: e.body.key, Key: e.other }));
        const p = await z.object({ q: z.string() }).parseAsync(JSON.parse(event.body)); await c.send(new G({ Bucket: p.q }));
      };
    `);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"k"|event.body.key Key:event.other}',
      's3:GetObject {Bucket:$A Key:$B??"bb" R:$C S:"x-"+$D T:$E U:$F V:$A W:$T}',
      's3:GetObject {Bucket:event.body.(json).q}',
    ]);
  });
  it('Joi, yup and valibot hand data on', () => {
    const facts = readJavaScript(`
      import Joi from 'joi';
      import * as yup from 'yup';
      import * as v from 'valibot';
      import { S3Client, GetObjectCommand as G } from '@aws-sdk/client-s3';
      const c = new S3Client({});
      const { error, value: env } = Joi.object({ A: Joi.string().required(), B: Joi.string().default('bb') }).unknown().validate(process.env);
      const { value: env2 } = Joi.object().keys({ A: Joi.string().required() }).options({}).validate(process.env, { abortEarly: false });
      const env3 = Joi.attempt(process.env, Joi.object({ A: Joi.string() }));
      const y = yup.object({ Y: yup.string().required() }).validateSync(process.env);
      const y2 = yup.object().shape({ Y: yup.string().default('q') }).cast(process.env);
      const w = v.parse(v.object({ V: v.pipe(v.string(), v.transform((s) => s + '!')), O: v.optional(v.string(), 'oo') }), process.env);
      const w2 = v.safeParse(v.object({ V: v.string() }), process.env);
      export const handler = async (event) => {
        await c.send(new G({ a: env.A, b: env.B, c: env2.A, d: env3.A, e: y.Y, f: y2.Y, g: w.V, h: w.O, i: w2.output.V }));
      };
    `);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {a:$A b:$B??"bb" c:$A d:$A e:$Y f:$Y??"q" g:$V+"!" h:$O??"oo" i:$V}',
    ]);
  });
  it('libraries that read the environment', () => {
    const facts = readJavaScript(`
      import { cleanEnv, str, port, makeValidator } from 'envalid';
      import * as env from 'env-var'; import envDefault, { get, from } from 'env-var';
      import { createEnv } from '@t3-oss/env-core'; import { z } from 'zod'; import { parseEnv } from 'znv'; import getenv from 'getenv'; import envSchema from 'env-schema';
      import convict from 'convict'; import nconf from 'nconf'; import { envsafe, str as s2 } from 'envsafe';
      import { S3Client, GetObjectCommand as G } from '@aws-sdk/client-s3';
      const c = new S3Client({});
      const e = cleanEnv(process.env, { A: str(), B: str({ default: 'bb' }), C: makeValidator((x) => x)() });
      const t3 = createEnv({ server: { T: z.string(), U: z.string().default('u') }, shared: { SH: z.string() }, runtimeEnv: process.env, emptyStringAsUndefined: true });
      const t4 = createEnv({ server: { T: z.string(), U: z.string() }, runtimeEnvStrict: { T: process.env.T_REAL, U: process.env.U } });
      const p = parseEnv(process.env, { Z: z.string(), Y: { schema: z.string().optional(), defaults: { _: 'x' } } });
      const cv = convict({ db: { table: { format: String, default: 'd', env: 'CT' } }, k: { env: 'K', default: null } }); cv.validate({});
      const es = envSchema({ schema: { type: 'object', properties: { ES: {} } } });
      const es2 = envsafe({ SAFE: s2() });
      nconf.env().argv();
      export const handler = async (event) => {
        await c.send(new G({ a: e.A, b: e.B, c: e.C, d: env.get('D').required().asString(), d2: get('D2').default('x').asString(), d3: from(process.env).get('D3').asString(), d4: envDefault.get('D4').asUrlString() }));
        await c.send(new G({ t: t3.T, u: t3.U, s: t3.SH, t4: t4.T, u4: t4.U, z: p.Z, y: p.Y, g: getenv('G', 'gg'), g2: getenv.string('G2'), cv: cv.get('db.table'), k: cv.get('k'), es: es.ES, n: nconf.get('N'), sf: es2.SAFE }));
      };
    `);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {a:$A b:$B??"bb" c:$C d:$D d2:$D2??"x" d3:$D3 d4:$D4}',
      's3:GetObject {t:$T u:$U??"u" s:$SH t4:$T_REAL u4:$U z:$Z y:$Y g:$G??"gg" g2:$G2 cv:$CT??"d" k:$K es:$ES n:$N|? sf:$SAFE}',
    ]);
  });
});

describe('the environment of an emulator', () => {
  it('is not that of Lambda', async () => {
    const facts = readJavaScript(`
      import { SNS } from '@aws-sdk/client-sns';
      const isLocal = process.env.AWS_SAM_LOCAL === 'true' || process.env.IS_OFFLINE;
      const sns = isLocal ? new SNS({ endpoint: 'http://localhost:4566' }) : new SNS({});
      export const handler = async () => sns.publish({ TopicArn: isLocal ? 'local' : process.env.TOPIC });
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:$TOPIC}']);
    expect(facts.calls.map((c) => c.endpoint)).toEqual([undefined]);
    const python = await readPython(`
import os, boto3
table = boto3.resource('dynamodb').Table('local' if os.environ.get('AWS_SAM_LOCAL') else os.environ['T'])
def handler(event, context):
    table.get_item(Key={'id': 1})
`);
    expect(printCalls(python)).toEqual(['dynamodb:GetItem {TableName:$T Key:{id:1}}']);
  });
  it('is that of Lambda where the function is given it', () => {
    const code = `
      import { SNS } from '@aws-sdk/client-sns';
      const sns = new SNS({});
      export const handler = async () => {
        if (process.env.IS_OFFLINE === 'false') await sns.publish({ TopicArn: process.env.TOPIC });
      };`;
    const entry = { file: 'app.ts', export: 'handler' };
    expect(printCalls(runJavaScript({ 'app.ts': code }, entry, ['IS_OFFLINE']))).toEqual([
      'sns:Publish {TopicArn:$TOPIC}',
    ]);
    expect(printCalls(runJavaScript({ 'app.ts': code }, entry))).toEqual([]);
  });
  it('may be read by a name that is known in part', async () => {
    const facts = readJavaScript(`
      import { SNS } from '@aws-sdk/client-sns';
      const sns = new SNS({});
      export const handler = async (event) => {
        await sns.publish({ TopicArn: process.env[\`TOPIC_\${event.kind.toUpperCase()}\`] });
        await sns.publish({ TopicArn: process.env[event.kind] });
      };
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:$TOPIC_*}', 'sns:Publish {TopicArn:?}']);
    const python = await readPython(`
import os, boto3
sns = boto3.client('sns')
def handler(event, context):
    sns.publish(TopicArn=os.environ[f"{event['kind']}_TOPIC"])
    sns.publish(TopicArn=os.environ.get('TOPIC_' + event['kind'], 'none'))
`);
    expect(printCalls(python)).toEqual(['sns:Publish {TopicArn:$*_TOPIC}', 'sns:Publish {TopicArn:$TOPIC_*??"none"}']);
  });
});
