import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript, readPython } from './run.ts';

describe('utilities', () => {
  it('node built-ins', () => {
    const facts = readJavaScript(`
      import { promisify, callbackify, inspect } from 'node:util'; import util from 'util';
      import { S3Client, GetObjectCommand as G } from '@aws-sdk/client-s3';
      import AWS from 'aws-sdk';
      import path from 'path'; import { join } from 'node:path'; import * as fs from 'fs'; import { promises as fsp } from 'fs';
      import { AsyncLocalStorage } from 'node:async_hooks'; import { EventEmitter, once } from 'events';
      import { setTimeout as sleep } from 'timers/promises'; import { pipeline } from 'stream/promises'; import { PassThrough, Transform, Readable } from 'stream';
      import { URL, URLSearchParams } from 'url'; import qs from 'querystring';
      const s3 = new AWS.S3(); const c = new S3Client({});
      const get = promisify(s3.getObject).bind(s3); const get2 = util.promisify(s3.getObject.bind(s3)); const own = promisify((a, cb) => cb(null, a));
      const als = new AsyncLocalStorage(); const em = new EventEmitter();
      em.on('x', async (v) => { await c.send(new G({ Bucket: 'emitter', Key: v })); });
      class My extends EventEmitter { constructor() { super(); this.on('y', this.y.bind(this)); } async y() { await c.send(new G({ Bucket: 'my-emitter' })); } }
      export const handler = async (event) => {
        await get({ Bucket: 'b1', Key: 'k' }); await get2({ Bucket: 'b2', Key: 'k' });
        const v = await own(process.env.OWN); await c.send(new G({ Bucket: v, Key: path.join('a', 'b', \`\${process.env.X}\`) }));
        await c.send(new G({ Bucket: 'join', Key: join('a', '..', 'c.txt') })); await c.send(new G({ Bucket: 'posix', Key: path.posix.join('a', 'z') }));
        await als.run({ table: process.env.T }, async () => { const s = als.getStore(); await c.send(new G({ Bucket: s.table, Key: 'als' })); });
        em.emit('x', 'key'); new My().emit('y');
        await sleep(100); await pipeline(Readable.from([]), new Transform({ transform(chunk, enc, cb) { c.send(new G({ Bucket: 'transform' })); cb(); } }), new PassThrough());
        fs.readFile('/tmp/x', (err, data) => { c.send(new G({ Bucket: 'readFile' })); }); await fsp.readFile('x');
        const q = qs.parse(event.body); await c.send(new G({ Bucket: q.bucket }));
        process.nextTick(() => { c.send(new G({ Bucket: 'tick' })); });
      };
    `);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"b1" Key:"k"}',
      's3:GetObject {Bucket:"b2" Key:"k"}',
      's3:GetObject {Bucket:"emitter" Key:"key"}',
      's3:GetObject {Bucket:"join" Key:"c.txt"}',
      's3:GetObject {Bucket:"my-emitter"}',
      's3:GetObject {Bucket:"posix" Key:"a/z"}',
      's3:GetObject {Bucket:"readFile"}',
      's3:GetObject {Bucket:"tick"}',
      's3:GetObject {Bucket:"transform"}',
      's3:GetObject {Bucket:$OWN Key:"a/b/"+$X}',
      's3:GetObject {Bucket:$T Key:"als"}',
      's3:GetObject {Bucket:event.body.(query).bucket}',
    ]);
  });
  it('lodash, underscore and Ramda call callbacks with the items', () => {
    const facts = readJavaScript(`
      import _ from 'lodash'; import { chunk, get as dig } from 'lodash'; import mapL from 'lodash/map'; const R = require('ramda'); const fp = require('lodash/fp');
      import groupBy from 'lodash.groupby';
      import { S3Client, GetObjectCommand as G } from '@aws-sdk/client-s3';
      const c = new S3Client({}); const go = (Bucket, Key) => c.send(new G({ Bucket, Key }));
      const config = { dev: { bucket: process.env.B, other: 'o' } };
      export const handler = async (event) => {
        await go('get', _.get(config, 'dev.bucket')); await go('get2', dig(event, ['a', 'b'])); await go('get3', dig(config, ['dev', 'other'], 'dflt'));
        _.forEach(['e1', 'e2'], (x) => go('each', x)); _.each({ k: 'v' }, (v, k) => go('eachObj', v));
        await Promise.all(_.map(['m1'], (x) => go('map', x))); mapL(['m2'], (x) => go('map', x));
        for (const part of chunk(['c1', 'c2'], 1)) for (const x of part) await go('chunk', x);
        const m = _.merge({}, config, { z: 1 }); await go('merge', m.dev.bucket); await go('defaults', _.defaults({}, { t: process.env.D }).t);
        await go('pick', _.pick({ a: 'pa', b: 'pb' }, ['a']).a); await go('omit', _.omit({ a: 'oa', b: 'ob' }, 'b').a);
        for (const x of _.uniq(_.compact(['u1']))) await go('uniq', x);
        for (const [k, v] of _.toPairs({ tp: 'tv' })) await go(k, v);
        _(['w1']).map((x) => 'w-' + x).each((x) => go('chain', x)); _.chain(['w2']).map((x) => go('chain2', x)).value();
        const g = groupBy(event.Records, (r) => r.s3.bucket.name); for (const [k, v] of Object.entries(g)) for (const r of v) await go('group', r.s3.object.key);
        const once = _.once(() => go('once', 1)); once(); const mem = _.memoize((x) => go('memo', x)); mem('x'); const deb = _.debounce(() => go('deb', 1)); deb();
        const par = _.partial(go, 'partial'); par('pp'); _.flow([(x) => x + '1', (x) => go('flow', x)])('f'); _.times(3, () => go('times', 1)); _.tap('t', (x) => go('tap', x));
        await go('find', _.find([{ id: 'f' }], { id: 'f' }).id); await go('last', _.last(['l'])); await go('cloned', _.cloneDeep(config).dev.bucket); await go('keyBy', _.keyBy([{ id: 'kb' }], 'id').kb.id);
        R.forEach((x) => go('ramda', x), ['r1']); R.map((x) => go('ramda-map', x))(['r2']); R.pipe((x) => x, (x) => go('ramda-pipe', x))('rp'); await go('ramda-path', R.path(['dev', 'bucket'], config)); await go('ramda-prop', R.prop('dev', config).bucket); await go('pathOr', R.pathOr('d', ['dev', 'other'], config));
        fp.map((x) => go('fp', x), ['fp1']); _.reduce(['r'], (acc, x) => { go('reduce', x); return acc; }, {}); _.mapValues({ a: 'mv' }, (x) => go('mapValues', x)); _.sortBy([{ id: 'sb' }], 'id').forEach((x) => go('sortBy', x.id)); _.template('x'); await go('isEmpty', _.isEmpty(event) ? 'e' : 'n');
      };
    `);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"chain" Key:"w-w1"}',
      's3:GetObject {Bucket:"chain2" Key:"w2"}',
      's3:GetObject {Bucket:"chunk" Key:"c1"}',
      's3:GetObject {Bucket:"chunk" Key:"c2"}',
      's3:GetObject {Bucket:"cloned" Key:$B}',
      's3:GetObject {Bucket:"deb" Key:1}',
      's3:GetObject {Bucket:"defaults" Key:$D}',
      's3:GetObject {Bucket:"each" Key:"e1"}',
      's3:GetObject {Bucket:"each" Key:"e2"}',
      's3:GetObject {Bucket:"eachObj" Key:"v"}',
      's3:GetObject {Bucket:"find" Key:"f"}',
      's3:GetObject {Bucket:"flow" Key:"f1"}',
      's3:GetObject {Bucket:"fp" Key:"fp1"}',
      's3:GetObject {Bucket:"get" Key:$B}',
      's3:GetObject {Bucket:"get2" Key:event.a.b}',
      's3:GetObject {Bucket:"get3" Key:"o"}',
      's3:GetObject {Bucket:"group" Key:event.Records.[].s3.object.key}',
      's3:GetObject {Bucket:"isEmpty" Key:"e"|"n"}',
      's3:GetObject {Bucket:"keyBy" Key:"kb"}',
      's3:GetObject {Bucket:"last" Key:"l"}',
      's3:GetObject {Bucket:"map" Key:"m1"}',
      's3:GetObject {Bucket:"map" Key:"m2"}',
      's3:GetObject {Bucket:"mapValues" Key:"mv"}',
      's3:GetObject {Bucket:"memo" Key:"x"}',
      's3:GetObject {Bucket:"merge" Key:$B}',
      's3:GetObject {Bucket:"omit" Key:"oa"}',
      's3:GetObject {Bucket:"once" Key:1}',
      's3:GetObject {Bucket:"partial" Key:"pp"}',
      's3:GetObject {Bucket:"pathOr" Key:"o"}',
      's3:GetObject {Bucket:"pick" Key:"pa"}',
      's3:GetObject {Bucket:"ramda" Key:"r1"}',
      's3:GetObject {Bucket:"ramda-map" Key:"r2"}',
      's3:GetObject {Bucket:"ramda-path" Key:$B}',
      's3:GetObject {Bucket:"ramda-pipe" Key:"rp"}',
      's3:GetObject {Bucket:"ramda-prop" Key:$B}',
      's3:GetObject {Bucket:"reduce" Key:"r"}',
      's3:GetObject {Bucket:"sortBy" Key:"sb"}',
      's3:GetObject {Bucket:"tap" Key:"t"}',
      's3:GetObject {Bucket:"times" Key:1}',
      's3:GetObject {Bucket:"tp" Key:"tv"}',
      's3:GetObject {Bucket:"uniq" Key:"u1"}',
    ]);
  });
  it('packages around promises', () => {
    const facts = readJavaScript(`
      import pMap from 'p-map'; import pLimit from 'p-limit'; import PQueue from 'p-queue'; import pRetry from 'p-retry'; import retry from 'async-retry'; import Bluebird from 'bluebird'; import async from 'async'; import { backOff } from 'exponential-backoff'; import asyncPool from 'tiny-async-pool'; import { v4 as uuid } from 'uuid'; import dayjs from 'dayjs'; import { default as pThrottle } from 'p-throttle'; import pAll from 'p-all'; import pSettle from 'p-settle'; import promiseRetry from 'promise-retry'; import DataLoader from 'dataloader'; import memo from 'memoizee'; import pMemoize from 'p-memoize'; import Bottleneck from 'bottleneck'; import pTimeout from 'p-timeout';
      import { S3Client, GetObjectCommand as G, ListObjectsV2Command as L } from '@aws-sdk/client-s3';
      const c = new S3Client({}); const go = async (Bucket, Key) => { await c.send(new G({ Bucket, Key })); return Bucket; };
      export const handler = async (event) => {
        const out = await pMap(['m1', 'm2'], (x) => go('p-map', x), { concurrency: 2 }); for (const o of out) await go('p-map-result', o);
        const limit = pLimit(3); await Promise.all(['l1'].map((x) => limit(() => go('p-limit', x)))); await limit(go, 'p-limit-args', 'k');
        const queue = new PQueue({ concurrency: 1 }); await queue.add(() => go('p-queue', 1)); await queue.addAll([() => go('p-queue-all', 1)]); await queue.onIdle();
        await pRetry(() => go('p-retry', 1), { retries: 3 }); const r = await retry(async (bail, n) => go('async-retry', 1), { retries: 2 }); await go('retry-result', r);
        await Bluebird.map(['b1'], (x) => go('bluebird', x)); await Bluebird.each(['b2'], (x) => go('bluebird-each', x)); await Bluebird.mapSeries(['b3'], (x) => go('bluebird-series', x)); await Bluebird.resolve('v').then((x) => go('bluebird-then', x)); await new Bluebird((res) => res('nb')).then((x) => go('bluebird-new', x)); Bluebird.promisifyAll({}); await Bluebird.all([go('bb-all', 1)]); Bluebird.delay(10);
        async.each(['a1'], (x, cb) => { go('async-each', x); cb(); }, (err) => { go('async-done', 1); }); async.waterfall([(cb) => cb(null, 'w1'), (x, cb) => { go('waterfall', x); cb(null, 'w2'); }], (err, x) => go('waterfall-end', x)); async.parallel([(cb) => { go('async-par', 1); cb(null, 'r'); }], (err, results) => {}); async.eachLimit(['el'], 2, (x, cb) => go('eachLimit', x)); async.series({ one: (cb) => go('series', 1) });
        await backOff(() => go('backoff', 1)); await asyncPool(2, ['ap'], (x) => go('asyncPool', x)); await pThrottle({ limit: 1 })(() => go('throttle', 1))(); await pAll([() => go('pAll', 1)]); await pSettle([go('settle', 1)]); await promiseRetry((again) => go('promise-retry', 1).catch(again));
        const dl = new DataLoader(async (keys) => Promise.all(keys.map((k) => go('dataloader', k)))); await dl.load('x'); await memo(() => go('memoizee', 1))(); const b = new Bottleneck({}); await b.schedule(() => go('bottleneck', 1)); const w = b.wrap((x) => go('bottleneck-wrap', x)); await w('q'); await pTimeout(go('timeout', 1), { milliseconds: 1 });
        await go(\`id-\${uuid()}\`, dayjs().format('X'));
      };
    `);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"async-done" Key:1}',
      's3:GetObject {Bucket:"async-each" Key:"a1"}',
      's3:GetObject {Bucket:"async-par" Key:1}',
      's3:GetObject {Bucket:"async-retry" Key:1}',
      's3:GetObject {Bucket:"asyncPool" Key:"ap"}',
      's3:GetObject {Bucket:"backoff" Key:1}',
      's3:GetObject {Bucket:"bb-all" Key:1}',
      's3:GetObject {Bucket:"bluebird" Key:"b1"}',
      's3:GetObject {Bucket:"bluebird-each" Key:"b2"}',
      's3:GetObject {Bucket:"bluebird-new" Key:"nb"}',
      's3:GetObject {Bucket:"bluebird-series" Key:"b3"}',
      's3:GetObject {Bucket:"bluebird-then" Key:"v"}',
      's3:GetObject {Bucket:"bottleneck" Key:1}',
      's3:GetObject {Bucket:"bottleneck-wrap" Key:"q"}',
      's3:GetObject {Bucket:"dataloader" Key:"x"}',
      's3:GetObject {Bucket:"eachLimit" Key:"el"}',
      's3:GetObject {Bucket:"id-"+? Key:?}',
      's3:GetObject {Bucket:"memoizee" Key:1}',
      's3:GetObject {Bucket:"p-limit" Key:"l1"}',
      's3:GetObject {Bucket:"p-limit-args" Key:"k"}',
      's3:GetObject {Bucket:"p-map" Key:"m1"}',
      's3:GetObject {Bucket:"p-map" Key:"m2"}',
      's3:GetObject {Bucket:"p-map-result" Key:"p-map"}',
      's3:GetObject {Bucket:"p-queue" Key:1}',
      's3:GetObject {Bucket:"p-queue-all" Key:1}',
      's3:GetObject {Bucket:"p-retry" Key:1}',
      's3:GetObject {Bucket:"pAll" Key:1}',
      's3:GetObject {Bucket:"promise-retry" Key:1}',
      's3:GetObject {Bucket:"retry-result" Key:"async-retry"}',
      's3:GetObject {Bucket:"series" Key:1}',
      's3:GetObject {Bucket:"settle" Key:1}',
      's3:GetObject {Bucket:"throttle" Key:1}',
      's3:GetObject {Bucket:"timeout" Key:1}',
      's3:GetObject {Bucket:"waterfall" Key:"w1"}',
      's3:GetObject {Bucket:"waterfall-end" Key:"w2"}',
    ]);
  });
  it('other programs may call AWS', () => {
    const facts = readJavaScript(`
      import { exec, execSync, spawn } from 'node:child_process';
      export const handler = async (event) => { execSync('ls -l'); exec(\`aws s3 cp \${event.a} s3://b\`); spawn(event.program); };
    `);
    expect(printCalls(facts)).toEqual([]);
    expect(printUnresolved(facts)).toEqual([
      'child_process.exec: it runs the AWS CLI',
      'child_process.spawn: the program that it runs is not known',
    ]);
  });
  it('other programs may call AWS, in Python', async () => {
    const facts = await readPython(`
import subprocess, os
def handler(event, context):
    subprocess.run(['ls'])
    subprocess.check_output(['/opt/aws', 's3', 'sync'])
    os.system(event['command'])
`);
    expect(printCalls(facts)).toEqual([]);
    expect(printUnresolved(facts)).toEqual([
      'subprocess.check_output: it runs the AWS CLI',
      'os.system: the program that it runs is not known',
    ]);
  });
  it("streams of the code's own", () => {
    const facts = readJavaScript(`
      import { Transform, Writable } from 'stream'; import { pipeline } from 'stream/promises';
      import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({});
      class Up extends Transform { _transform(chunk, encoding, callback) { c.send(new P({ TopicArn: 'transform' })).then(() => callback()); } }
      class Sink extends Writable { constructor(topic) { super({ objectMode: true }); this.topic = topic; } async _write(chunk, e, done) { await c.send(new P({ TopicArn: this.topic })); done(); } }
      export const handler = async (event) => {
        await pipeline(event.body, new Up(), async function* (source) { for await (const x of source) { await c.send(new P({ TopicArn: 'generator' })); yield x; } }, new Sink(process.env.TOPIC));
      };
    `);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"generator"}',
      'sns:Publish {TopicArn:"transform"}',
      'sns:Publish {TopicArn:$TOPIC}',
    ]);
  });
});
