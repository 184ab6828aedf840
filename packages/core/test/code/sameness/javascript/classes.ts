import { defineSpellings } from '../spelling.ts';
import { CLIENTS, READ, SEND, V3, WRITE } from './source.ts';

const body = (db: string, s3: string, sqs: string): string => `
    await ${db}.send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }));
    await ${s3}.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' }));
    await ${sqs}.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: 'm' }));`;

const OWN = body('this.db', 'this.s3', 'this.sqs');

export const CLASSES = defineSpellings('class', {
  'fields with initialisers': `${V3}
class Service {
  db = new DynamoDBClient({});
  s3 = new S3Client({});
  sqs = new SQSClient({});
  async run() {${OWN}
  }
}
const service = new Service();
export const handler = async () => service.run();`,

  'fields set in the constructor': `${V3}
class Service {
  private readonly db: DynamoDBClient;
  private s3: S3Client;
  private sqs: SQSClient;
  constructor() { this.db = new DynamoDBClient({}); this.s3 = new S3Client({}); this.sqs = new SQSClient({}); }
  async run() {${OWN}
  }
}
export const handler = async () => { await new Service().run(); };`,

  'parameter properties': `${V3}
class Service {
  constructor(private readonly db: DynamoDBClient, private readonly s3 = new S3Client({}), protected sqs = new SQSClient({})) {}
  async run() {${OWN}
  }
}
export const handler = async () => new Service(new DynamoDBClient({})).run();`,

  'names injected with the clients': `${V3}${CLIENTS}
class Service {
  constructor(private clients: { db: DynamoDBClient; s3: S3Client; sqs: SQSClient }, private names: { table: string; bucket: string; queue: string }) {}
  async run() {
    const { db, s3, sqs } = this.clients;
    await db.send(new GetItemCommand({ TableName: this.names.table, Key: {} }));
    await s3.send(new PutObjectCommand({ Bucket: this.names.bucket, Key: 'k' }));
    await sqs.send(new SendMessageCommand({ QueueUrl: this.names.queue, MessageBody: 'm' }));
  }
}
const service = new Service({ db, s3, sqs }, { table: process.env.TABLE!, bucket: process.env.BUCKET!, queue: process.env.QUEUE! });
export const handler = async () => service.run();`,

  'private names': `${V3}
class Service {
  #db = new DynamoDBClient({});
  #s3; #sqs;
  constructor(s3: S3Client) { this.#s3 = s3; this.#sqs = new SQSClient({}); }
  async #write() { await this.#s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' })); }
  async run() {
    await this.#db.send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }));
    await this.#write();
    await this.#sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: 'm' }));
  }
}
export const handler = async () => new Service(new S3Client({})).run();`,

  'static fields and methods': `${V3}
class Service {
  static readonly db = new DynamoDBClient({});
  static s3: S3Client;
  static { Service.s3 = new S3Client({}); }
  private static sqs = new SQSClient({});
  static async run() {${body('Service.db', 'this.s3', 'this.sqs')}
  }
}
export const handler = async () => Service.run();`,

  'a singleton': `${V3}
class Service {
  private static instance: Service | undefined;
  private db = new DynamoDBClient({}); private s3 = new S3Client({}); private sqs = new SQSClient({});
  private constructor() {}
  static getInstance(): Service {
    if (!Service.instance) { Service.instance = new Service(); }
    return Service.instance;
  }
  async run() {${OWN}
  }
}
export const handler = async () => { await Service.getInstance().run(); };`,

  'clients made on first use': `${V3}
class Service {
  private _db?: DynamoDBClient; private _s3?: S3Client; private _sqs: SQSClient | null = null;
  private get db() { return (this._db ??= new DynamoDBClient({})); }
  private get s3() { if (!this._s3) this._s3 = new S3Client({}); return this._s3; }
  private getSqs() { if (this._sqs === null) { this._sqs = new SQSClient({}); } return this._sqs; }
  async run() {${body('this.db', 'this.s3', 'this.getSqs()')}
  }
}
export const handler = async () => new Service().run();`,

  'an abstract base with generics': `${V3}${CLIENTS}
abstract class Repository<T> {
  protected abstract readonly table: string;
  constructor(protected readonly client: DynamoDBClient) {}
  protected abstract toKey(item: T): string;
  async find(item: T) { return this.client.send(new GetItemCommand({ TableName: this.table, Key: { id: { S: this.toKey(item) } } })); }
}
class Orders extends Repository<{ id: string }> {
  protected readonly table = process.env.TABLE!;
  protected toKey(item: { id: string }) { return item.id; }
}
class Unused extends Repository<string> {
  protected readonly table = 'never';
  protected toKey(item: string) { return item; }
}
export const handler = async (event: any) => { await new Orders(db).find(event); await ${WRITE}; await ${SEND}; };`,

  'a base that takes the name': `${V3}${CLIENTS}
class Base {
  name: string;
  constructor(name: string) { this.name = name; }
  read() { return db.send(new GetItemCommand({ TableName: this.name, Key: {} })); }
}
class Orders extends Base { constructor() { super(process.env.TABLE!); } }
class Special extends Orders { async read() { const item = await super.read(); return item; } }
export const handler = async (event: any) => { await new Special().read(); await ${WRITE}; await ${SEND}; };`,

  'a template method': `${V3}${CLIENTS}
abstract class Task {
  async execute(event: any) { await this.before(event); await this.doWork(event); return this.after(event); }
  protected async before(event: any) { await ${READ}; }
  protected abstract doWork(event: any): Promise<void>;
  protected async after(_event: any) { }
}
class Import extends Task {
  protected async doWork(event: any) { await ${WRITE}; }
  protected override async after(event: any) { await ${SEND}; }
}
export const handler = async (event: any) => new Import().execute(event);`,

  'a handler that is a bound method': `${V3}
class Lambda {
  private db = new DynamoDBClient({}); private s3 = new S3Client({}); private sqs = new SQSClient({});
  public async handler(event: any, _context: unknown) {${OWN}
  }
}
const lambda = new Lambda();
export const handler = lambda.handler.bind(lambda);`,

  'a handler that is an arrow field': `${V3}
class Lambda {
  db = new DynamoDBClient({}); s3 = new S3Client({}); sqs = new SQSClient({});
  handle = async (event: any) => {${OWN}
  };
}
export const { handle: handler } = new Lambda();`,

  'a class with a static handler': `${V3}${CLIENTS}
export default class App { static async main(event: any) { await ${READ}; await ${WRITE}; await ${SEND}; } }
export const handler = App.main;`,

  'a class expression and a mixin': `${V3}
type Constructor = new (...args: any[]) => any;
const WithDb = (B: Constructor) => class extends B { db = new DynamoDBClient({}); };
const WithRest = <T extends Constructor>(B: T) => class Rest extends B { s3 = new S3Client({}); sqs = new SQSClient({}); };
class Root { async run() { throw new Error('abstract'); } }
const Service = class extends WithRest(WithDb(Root)) { async run() {${OWN}
  } };
export const handler = async () => new Service().run();`,

  'methods that answer the object': `${V3}${CLIENTS}
class Builder {
  private input: any = {};
  table(name: string) { this.input.TableName = name; return this; }
  key(id: string) { this.input = { ...this.input, Key: { id: { S: id } } }; return this; }
  build() { return new GetItemCommand(this.input); }
}
export const handler = async (event: any) => {
  await db.send(new Builder().table(process.env.TABLE!).key(event.id).build());
  await ${WRITE}; await ${SEND};
};`,
});
