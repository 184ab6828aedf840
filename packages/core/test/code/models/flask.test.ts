import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readPython } from './run.ts';

it.each([
  ['a key', "app.config['BUCKET'] = os.environ['BUCKET']"],
  ['a mapping', "app.config.from_mapping(BUCKET=os.environ['BUCKET'])"],
  ['an update', "app.config.update({'BUCKET': os.environ['BUCKET']})"],
  ['a class', "class Settings:\n        BUCKET = os.environ['BUCKET']\n    app.config.from_object(Settings)"],
  ['a class by its name', "app.config.from_object('settings.Production')"],
  ['a module by its name', "app.config.from_object('settings')"],
])('settings of Flask are read from `current_app`: %s', async (_, setting) => {
  const facts = await readPython({
    'app.py': `
import os
from apig_wsgi import make_lambda_handler
from flask import Flask
from routes import routes
def create_app():
    app = Flask(__name__)
    ${setting}
    app.register_blueprint(routes)
    return app
handler = make_lambda_handler(create_app())
`,
    'routes.py': `
import boto3
from flask import Blueprint, current_app
routes = Blueprint('routes', __name__)
@routes.route('/x')
def read():
    boto3.client('s3').get_object(Bucket=current_app.config['BUCKET'], Key='a')
    boto3.client('s3').get_object(Bucket=current_app.config.get('BUCKET'), Key='b')
`,
    'settings.py':
      "import os\nBUCKET = os.environ['BUCKET']\nclass Base:\n    BUCKET = os.environ['BUCKET']\nclass Production(Base):\n    DEBUG = False\n",
  });
  expect(printCalls(facts)).toEqual(['s3:GetObject {Bucket:$BUCKET Key:"a"}', 's3:GetObject {Bucket:$BUCKET Key:"b"}']);
  expect(printUnresolved(facts)).toEqual([]);
});
