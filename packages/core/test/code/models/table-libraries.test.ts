import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript } from './run.ts';

describe('libraries over DynamoDB', () => {
  it('electrodb', () => {
    const facts = readJavaScript(`
      import { Entity, Service } from 'electrodb'; import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
      const client = new DynamoDBClient({}); const table = process.env.TABLE;
      const User = new Entity({ model: { entity: 'user', version: '1', service: 'app' }, attributes: {}, indexes: { byId: { pk: { field: 'pk', composite: ['id'] }, sk: { field: 'sk', composite: [] } }, byOrg: { index: 'gsi1', pk: { field: 'gsi1pk', composite: [] } }, coll: { collection: 'members', index: 'gsi2', pk: {} } } }, { client, table });
      const Post = new Entity({ model: { entity: 'post' }, attributes: {}, indexes: { p: { collection: 'posts', pk: {} } } }, { client, table });
      const app = new Service({ User, Post }, { client, table: 'svc' });
      export const handler = async (event) => {
        await User.get({ id: 'x' }).go(); await User.put({}).go(); await User.create({}).go(); await User.upsert({}).go(); await User.update({}).set({ a: 1 }).go(); await User.patch({}).set({}).go(); await User.delete({}).go(); await User.remove({}).go();
        await User.query.byId({}).go(); const { data } = await User.query.byOrg({ org: 'o' }).where((a, op) => op.eq(a.x, 1)).go(); await User.scan.go(); await User.find({}).go(); await User.match({}).go();
        await User.get([{ id: 1 }]).go(); await User.put([{}]).go(); await User.delete([{}]).go();
        await app.collections.members({}).go(); await app.transaction.write(({ User }) => [User.put({}).commit(), User.check({}).commit()]).go(); await app.transaction.get(({ User }) => [User.get({}).commit()]).go();
        await app.entities.Post.get({}).go();
      };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchGetItem {RequestItems:{ [$TABLE:[?]]}} by electrodb',
      'dynamodb:BatchWriteItem {RequestItems:{ [$TABLE:[?]]}} by electrodb',
      'dynamodb:DeleteItem {TableName:$TABLE} by electrodb',
      'dynamodb:GetItem {TableName:$TABLE} by electrodb',
      'dynamodb:PutItem {TableName:$TABLE} by electrodb',
      'dynamodb:Query {TableName:"svc" IndexName:"gsi2"} by electrodb',
      'dynamodb:Query {TableName:$TABLE IndexName:"gsi1"} by electrodb',
      'dynamodb:Query {TableName:$TABLE} by electrodb',
      'dynamodb:Scan {TableName:$TABLE} by electrodb',
      'dynamodb:TransactGetItems {TransactItems:[{Get:{TableName:$TABLE}}]} by electrodb',
      'dynamodb:TransactWriteItems {TransactItems:[{Put:{TableName:$TABLE}} {ConditionCheck:{TableName:$TABLE}}]} by electrodb',
      'dynamodb:UpdateItem {TableName:$TABLE} by electrodb',
    ]);
  });
  it('electrodb where the table is set later', () => {
    const facts = readJavaScript(`
      import { Entity } from 'electrodb';
      const make = (table) => new Entity({ model: {}, attributes: {}, indexes: {} }, { table });
      const E = new Entity({ model: {}, attributes: {}, indexes: {}, table: process.env.OLD }); E.setClient({}); 
      export const handler = async () => { await make(process.env.T).get({}).go({ table: 'over' }); await E.put({}).go(); const f = new Entity({ model: {} }); f.setTableName(process.env.L); await f.scan.go(); };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:"over"} by electrodb',
      'dynamodb:PutItem {TableName:$OLD} by electrodb',
      'dynamodb:Scan {TableName:$L} by electrodb',
    ]);
  });
  it('dynamoose', () => {
    const facts = readJavaScript(`
      import dynamoose from 'dynamoose'; import * as d from 'dynamoose'; import { model, Schema, Table } from 'dynamoose';
      const UserSchema = new dynamoose.Schema({ id: String, org: { type: String, index: { name: 'orgIndex', type: 'global' } } }, { timestamps: true });
      const User = dynamoose.model('User', UserSchema, { create: false, waitForActive: false });
      const Other = d.model(process.env.T, { id: String });
      const Many = model('Many', new Schema({ id: String }), { tableName: process.env.REAL });
      dynamoose.Table('tbl', [User]);
      export const handler = async () => {
        await User.get('1'); await User.query('id').eq('x').using('orgIndex').exec(); await User.scan().exec(); await User.create({}); const u = new User({}); await u.save(); await u.delete(); await Other.update({ id: 1 }, {}); await Other.delete('1'); await Many.batchGet([1]); await Many.batchPut([]); await Many.batchDelete([]); const [x] = await User.query({}).exec(); await x.save();
        await dynamoose.transaction([User.transaction.create({}), User.transaction.get('1')]); await Many.scan().all().count().exec(); await Other.methods;
      };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchGetItem {RequestItems:{ [$REAL:[?]]}} by dynamoose',
      'dynamodb:BatchWriteItem {RequestItems:{ [$REAL:[?]]}} by dynamoose',
      'dynamodb:DeleteItem {TableName:"tbl"} by dynamoose',
      'dynamodb:DeleteItem {TableName:$T} by dynamoose',
      'dynamodb:GetItem {TableName:"tbl"} by dynamoose',
      'dynamodb:PutItem {TableName:"tbl"} by dynamoose',
      'dynamodb:Query {TableName:"tbl" IndexName:"orgIndex"} by dynamoose',
      'dynamodb:Query {TableName:"tbl"} by dynamoose',
      'dynamodb:Scan {TableName:"tbl"} by dynamoose',
      'dynamodb:Scan {TableName:$REAL} by dynamoose',
      'dynamodb:TransactGetItems {TransactItems:[{Get:{TableName:"tbl"}}]} by dynamoose',
      'dynamodb:TransactWriteItems {TransactItems:[{Put:{TableName:"tbl"}}]} by dynamoose',
      'dynamodb:UpdateItem {TableName:$T} by dynamoose',
    ]);
    expect(printUnresolved(facts)).toEqual([
      'a model of dynamoose: unless `create` is false it may describe, create and update its table',
      'a model of dynamoose: unless `create` is false it may describe, create and update its table',
    ]);
  });
  it('dynamoose finds an item or none', () => {
    const facts = readJavaScript(`
      import dynamoose from 'dynamoose';
      const Cat = dynamoose.model('cats', new dynamoose.Schema({ id: String }), { create: false });
      export const handler = async ({ id }) => {
        const found = await Cat.get(id);
        if (found) return found;
        await new Cat({ id }).save();
      };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:"cats"} by dynamoose',
      'dynamodb:PutItem {TableName:"cats"} by dynamoose',
    ]);
  });
  it('dynamodb-toolbox v0 and v1', () => {
    const facts = readJavaScript(`
      import { Table, Entity } from 'dynamodb-toolbox'; import { Table as T1, Entity as E1, GetItemCommand, PutItemCommand, UpdateItemCommand, DeleteItemCommand, QueryCommand, ScanCommand, BatchGetCommand, executeBatchGet, BatchWriteCommand, executeBatchWrite, PutTransaction, GetTransaction, executeTransactWrite, executeTransactGet, BatchPutRequest, BatchGetRequest, ConditionCheck, schema, string } from 'dynamodb-toolbox';
      const t = new Table({ name: process.env.V0, partitionKey: 'pk', DocumentClient: {} , indexes: { gsi: { partitionKey: 'x' } } }); const E = new Entity({ name: 'E', attributes: {}, table: t });
      const T = new T1({ documentClient: {}, name: process.env.V1, partitionKey: { name: 'pk', type: 'string' } }); const Ent = new E1({ name: 'Ent', table: T, schema: schema({}) });
      const lazy = new T1({ name: () => process.env.LAZY, partitionKey: {} }); const le = lazy.entity ? new E1({ table: lazy, name: 'l' }) : null;
      export const handler = async () => {
        await E.get({}); await E.put({}); await E.update({}); await E.delete({}); await E.query('pk', { index: 'gsi' }); await E.scan(); await t.query('x', { index: 'gsi' }); await t.scan(); await t.batchGet([E.getBatch({})]); await t.batchWrite([E.putBatch({})]); await t.transactWrite([E.putTransaction({})]); await t.transactGet([E.getTransaction({})]);
        await Ent.build(GetItemCommand).key({}).send(); await Ent.build(PutItemCommand).item({}).send(); await Ent.build(UpdateItemCommand).item({}).options({}).send(); await Ent.build(DeleteItemCommand).key({}).send(); await T.build(QueryCommand).query({ index: 'byX', partition: 'p' }).entities(Ent).send(); await T.build(ScanCommand).send(); await le.build(GetItemCommand).key({}).send();
        await executeBatchGet(T.build(BatchGetCommand).requests(Ent.build(BatchGetRequest).key({}))); await executeBatchWrite(T.build(BatchWriteCommand).requests(Ent.build(BatchPutRequest).item({}))); await executeTransactWrite(Ent.build(PutTransaction).item({}), Ent.build(ConditionCheck).key({})); await executeTransactGet(Ent.build(GetTransaction).key({}));
      };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchGetItem {RequestItems:{ [$V0:[?]]}} by dynamodb-toolbox',
      'dynamodb:BatchGetItem {RequestItems:{ [$V1:[?]]}} by dynamodb-toolbox',
      'dynamodb:BatchWriteItem {RequestItems:{ [$V0:[?]]}} by dynamodb-toolbox',
      'dynamodb:BatchWriteItem {RequestItems:{ [$V1:[?]]}} by dynamodb-toolbox',
      'dynamodb:DeleteItem {TableName:$V0} by dynamodb-toolbox',
      'dynamodb:DeleteItem {TableName:$V1} by dynamodb-toolbox',
      'dynamodb:GetItem {TableName:$LAZY} by dynamodb-toolbox',
      'dynamodb:GetItem {TableName:$V0} by dynamodb-toolbox',
      'dynamodb:GetItem {TableName:$V1} by dynamodb-toolbox',
      'dynamodb:PutItem {TableName:$V0} by dynamodb-toolbox',
      'dynamodb:PutItem {TableName:$V1} by dynamodb-toolbox',
      'dynamodb:Query {TableName:$V0 IndexName:"gsi"} by dynamodb-toolbox',
      'dynamodb:Query {TableName:$V1 IndexName:"byX"} by dynamodb-toolbox',
      'dynamodb:Scan {TableName:$V0} by dynamodb-toolbox',
      'dynamodb:Scan {TableName:$V1} by dynamodb-toolbox',
      'dynamodb:TransactGetItems {TransactItems:[{Get:{TableName:$V0}}]} by dynamodb-toolbox',
      'dynamodb:TransactGetItems {TransactItems:[{Get:{TableName:$V1}}]} by dynamodb-toolbox',
      'dynamodb:TransactWriteItems {TransactItems:[{Put:{TableName:$V0}}]} by dynamodb-toolbox',
      'dynamodb:TransactWriteItems {TransactItems:[{Put:{TableName:$V1}} {ConditionCheck:{TableName:$V1}}]} by dynamodb-toolbox',
      'dynamodb:UpdateItem {TableName:$V0} by dynamodb-toolbox',
      'dynamodb:UpdateItem {TableName:$V1} by dynamodb-toolbox',
    ]);
  });
  it('dynamodb-toolbox in modules of its own, and repositories', () => {
    const facts = readJavaScript(`
      import { Table } from 'dynamodb-toolbox/table'; import { Entity } from 'dynamodb-toolbox/entity';
      import { BatchPutRequest } from 'dynamodb-toolbox/entity/actions/batchPut'; import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
      import { BatchWriteCommand, execute } from 'dynamodb-toolbox/table/actions/batchWrite'; import { execute as transact } from 'dynamodb-toolbox/entity/actions/transactWrite';
      import { EntityRepository } from 'dynamodb-toolbox/entity/actions/repository';
      const T = new Table({ name: process.env.T, partitionKey: {} }); const E = new Entity({ name: 'E', table: T });
      const R = new Entity({ name: 'R', table: new Table({ name: process.env.R }) }).build(EntityRepository);
      export const handler = async () => {
        await execute(T.build(BatchWriteCommand).requests(...[1].map((n) => E.build(BatchPutRequest).item({ n }))));
        await transact(E.build(PutTransaction).item({}), R.transactDelete({}));
        await R.get({}); await R.updateAttributes({}); await R.executeTransactGet(R.transactGet({}));
      };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchWriteItem {RequestItems:{ [$T:[?]]}} by dynamodb-toolbox',
      'dynamodb:GetItem {TableName:$R} by dynamodb-toolbox',
      'dynamodb:TransactGetItems {TransactItems:[{Get:{TableName:$R}}]} by dynamodb-toolbox',
      'dynamodb:TransactWriteItems {TransactItems:[{Delete:{TableName:$R}}]} by dynamodb-toolbox',
      'dynamodb:TransactWriteItems {TransactItems:[{Put:{TableName:$T}}]} by dynamodb-toolbox',
      'dynamodb:UpdateItem {TableName:$R} by dynamodb-toolbox',
    ]);
  });
  it('dynamodb-onetable gets items of a secondary index with a query', () => {
    const facts = readJavaScript(`
      import { Table } from 'dynamodb-onetable';
      const User = new Table({ name: process.env.T }).getModel('User');
      export const handler = async () => { await User.get({ email: 'e' }, { index: 'gs1' }); await User.get({ id: 1 }, { index: 'primary' }); };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:$T} by dynamodb-onetable',
      'dynamodb:Query {TableName:$T IndexName:"gs1"} by dynamodb-onetable',
    ]);
  });
  it('dynamodb-onetable', () => {
    const facts = readJavaScript(`
      import { Table, Entity, Model } from 'dynamodb-onetable'; import { Dynamo } from 'dynamodb-onetable/Dynamo';
      const table = new Table({ name: process.env.T, client: new Dynamo({ client: {} }), schema: { indexes: { primary: { hash: 'pk' }, gs1: { hash: 'x' } }, models: { User: {} } } });
      const User = table.getModel('User');
      export const handler = async () => {
        await User.get({ id: 1 }); await User.create({}); await User.update({}); await User.upsert({}); await User.remove({}); await User.find({ a: 1 }, { index: 'gs1' }); await User.scan({}); let tr = {}; await User.create({}, { transaction: tr }); await table.transact('write', tr); let b = {}; await User.create({}, { batch: b }); await table.batchWrite(b); await table.batchGet(b); await table.create('User', {}); await table.queryItems({}); await table.putItem({}); const m = new Model(table, 'x', {}); await m.get({});
      };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchGetItem {RequestItems:{ [$T:[?]]}} by dynamodb-onetable',
      'dynamodb:BatchWriteItem {RequestItems:{ [$T:[?]]}} by dynamodb-onetable',
      'dynamodb:DeleteItem {TableName:$T} by dynamodb-onetable',
      'dynamodb:GetItem {TableName:$T} by dynamodb-onetable',
      'dynamodb:PutItem {TableName:$T} by dynamodb-onetable',
      'dynamodb:Query {TableName:$T IndexName:"gs1"} by dynamodb-onetable',
      'dynamodb:Query {TableName:$T} by dynamodb-onetable',
      'dynamodb:Scan {TableName:$T} by dynamodb-onetable',
      'dynamodb:TransactWriteItems {TransactItems:[{Put:{TableName:$T}}]} by dynamodb-onetable',
      'dynamodb:UpdateItem {TableName:$T} by dynamodb-onetable',
    ]);
  });
  it('data mapper', () => {
    const facts = readJavaScript(`
      import { DataMapper } from '@aws/dynamodb-data-mapper'; import { attribute, hashKey, table } from '@aws/dynamodb-data-mapper-annotations'; import { DynamoDbTable } from '@aws/dynamodb-data-mapper'; import DynamoDB from 'aws-sdk/clients/dynamodb';
      const mapper = new DataMapper({ client: new DynamoDB(), tableNamePrefix: 'pre-' });
      @table('posts') class Post { @hashKey() id: string; @attribute() title: string; }
      class Manual { get [DynamoDbTable]() { return process.env.T; } }
      export const handler = async () => { const p = new Post(); await mapper.put(p); await mapper.get(Object.assign(new Post(), { id: 'x' })); await mapper.update({ item: p }); await mapper.delete(p); for await (const x of mapper.query(Post, {}, { indexName: 'idx' })) {} for await (const x of mapper.scan(Post)) {} for await (const x of mapper.batchPut([p])) {} for await (const x of mapper.batchGet([p])) {} await mapper.put(new Manual()); };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchGetItem {RequestItems:{pre-posts:[?]}} by @aws/dynamodb-data-mapper',
      'dynamodb:BatchWriteItem {RequestItems:{pre-posts:[?]}} by @aws/dynamodb-data-mapper',
      'dynamodb:DeleteItem {TableName:"pre-posts"} by @aws/dynamodb-data-mapper',
      'dynamodb:GetItem {TableName:"pre-posts"} by @aws/dynamodb-data-mapper',
      'dynamodb:PutItem {TableName:"pre-"+$T} by @aws/dynamodb-data-mapper',
      'dynamodb:PutItem {TableName:"pre-posts"} by @aws/dynamodb-data-mapper',
      'dynamodb:Query {TableName:"pre-posts" IndexName:"idx"} by @aws/dynamodb-data-mapper',
      'dynamodb:Scan {TableName:"pre-posts"} by @aws/dynamodb-data-mapper',
      'dynamodb:UpdateItem {TableName:"pre-posts"} by @aws/dynamodb-data-mapper',
    ]);
  });
  it('typedorm', () => {
    const facts = readJavaScript(`
      import { Table, Entity, Attribute, INDEX_TYPE } from '@typedorm/common'; import { createConnection, getEntityManager, getScanManager, getTransactionManger, getBatchManager, EntityManager } from '@typedorm/core';
      const table = new Table({ name: process.env.T, partitionKey: 'PK', sortKey: 'SK', indexes: { GSI1: {} } });
      @Entity({ name: 'user', primaryKey: {} }) class User { @Attribute() id: string; }
      createConnection({ table, entities: [User] });
      export const handler = async () => { const m = getEntityManager(); await m.create(new User()); await m.findOne(User, {}); await m.find(User, {}, { queryIndex: 'GSI1' }); await m.update(User, {}, {}); await m.delete(User, {}); await m.exists(User, {}); await getScanManager().find(User); await getBatchManager().write({}); await getBatchManager().read({}); await getTransactionManger().write({}); await getTransactionManger().read({}); };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchGetItem {RequestItems:{ [$T:[?]]}} by @typedorm/core',
      'dynamodb:BatchWriteItem {RequestItems:{ [$T:[?]]}} by @typedorm/core',
      'dynamodb:DeleteItem {TableName:$T} by @typedorm/core',
      'dynamodb:GetItem {TableName:$T} by @typedorm/core',
      'dynamodb:PutItem {TableName:$T} by @typedorm/core',
      'dynamodb:Query {TableName:$T IndexName:"GSI1"} by @typedorm/core',
      'dynamodb:Scan {TableName:$T} by @typedorm/core',
      'dynamodb:TransactGetItems {TransactItems:[{Get:{TableName:$T}}]} by @typedorm/core',
      'dynamodb:TransactWriteItems {TransactItems:[?]} by @typedorm/core',
      'dynamodb:UpdateItem {TableName:$T} by @typedorm/core',
    ]);
  });
});
