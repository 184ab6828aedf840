import { describe, expect, it } from 'vitest';
import { printCalls, readPython } from '../models/run.ts';

describe('containers of dependency-injector', () => {
  it('reads options of the environment and gives FastAPI its dependencies', async () => {
    const facts = await readPython({
      'registry.py': `
import boto3
from dependency_injector import containers, providers
from services import Users, Photos
class Container(containers.DeclarativeContainer):
    wiring_config = containers.WiringConfiguration(modules=['app'])
    config = providers.Configuration()
    config.pool_id.from_env('POOL')
    config.photos.bucket.from_env('BUCKET', default='b')
    s3 = providers.Singleton(boto3.client, service_name='s3')
    users = providers.Factory(Users, client=providers.Singleton(boto3.client, 'cognito-idp'), pool_id=config.pool_id)
    photos = providers.Factory(Photos, s3, bucket=config.photos.bucket)
`,
      'services.py': `
class Users:
    def __init__(self, client, pool_id):
        self._client, self._pool_id = client, pool_id
    def all(self):
        return self._client.list_users(UserPoolId=self._pool_id)
    def one(self, name):
        return self._client.admin_get_user(UserPoolId=self._pool_id, Username=name)
class Photos:
    def __init__(self, s3, bucket):
        self.s3, self.bucket = s3, bucket
    def read(self):
        return self.s3.get_object(Bucket=self.bucket, Key='k')
`,
      'app.py': `
from typing import Annotated
from dependency_injector.wiring import Provide, inject
from fastapi import APIRouter, Depends, FastAPI
from mangum import Mangum
from registry import Container
from services import Users, Photos
router = APIRouter(prefix='/users')
@router.get('')
@inject
def all_users(users: Users = Depends(Provide[Container.users])):
    return users.all()
@router.get('/{name}')
@inject
async def one(name: str, users: Users = Depends(Provide['users'])):
    return users.one(name)
@router.get('/{name}/photo')
@inject
def photo(photos: Annotated[Photos, Depends(Provide[Container.photos])]):
    return photos.read()
def create_app():
    container = Container()
    app = FastAPI()
    app.container = container
    app.include_router(router)
    return app
handler = Mangum(create_app())
`,
    });
    expect(printCalls(facts)).toEqual([
      'cognito-identity-provider:AdminGetUser {UserPoolId:$POOL Username:?}',
      'cognito-identity-provider:ListUsers {UserPoolId:$POOL}',
      's3:GetObject {Bucket:$BUCKET??"b" Key:"k"}',
    ]);
  });

  it('puts containers together, and what they provide', async () => {
    const facts = await readPython(`
import os
import boto3
from dependency_injector import containers, providers
def open_client(name):
    client = boto3.client(name)
    yield client
    client.close()
class Store:
    def __init__(self, client, bucket):
        self.client, self.bucket = client, bucket
    def save(self):
        self.client.put_object(Bucket=self.bucket, Key='k')
class Gateways(containers.DeclarativeContainer):
    config = providers.Configuration()
    session = providers.Dependency()
    s3 = providers.Resource(open_client, 's3')
    sqs = session.provided.client.call('sqs')
    store = providers.Factory(Store, client=s3, bucket=config.bucket)
class Application(containers.DeclarativeContainer):
    config = providers.Configuration()
    session = providers.Singleton(boto3.session.Session)
    gateways = providers.Container(Gateways, config=config.gateways, session=session)
    stores = providers.List(gateways.store)
container = Application()
container.config.from_dict({'gateways': {'bucket': os.environ['BUCKET']}, 'queue': os.environ['QUEUE']})
def handler(event, context):
    for store in container.stores():
        store.save()
    container.gateways.sqs().send_message(QueueUrl=container.config.queue(), MessageBody='')
`);
    expect(printCalls(facts)).toEqual([
      's3:PutObject {Bucket:$BUCKET Key:"k"}',
      'sqs:SendMessage {QueueUrl:$QUEUE MessageBody:""}',
    ]);
  });
});
