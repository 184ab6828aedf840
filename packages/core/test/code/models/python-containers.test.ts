import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readPython } from './run.ts';

const program = (wiring: string): string => `
from abc import ABC
import boto3
import punq
from injector import Injector, Module, inject, provider, singleton
class Port(ABC):
    pass
class Adapter(Port):
    def __init__(self):
        self.client = boto3.client('sns')
    def send(self, text):
        self.client.publish(TopicArn='t', Message=text)
class Service:
    @inject
    def __init__(self, port: Port):
        self.port = port
    def run(self):
        self.port.send('x')
def connect(binder):
    binder.bind(Port, to=Adapter, scope=singleton)
class Bindings(Module):
    def configure(self, binder):
        binder.bind(Port, to=lambda: Adapter())
class Providers(Module):
    @singleton
    @provider
    def port(self) -> Port:
        return Adapter()
${wiring}
def handler(event, context):
    service().run()
`;

it.each([
  ['injector, a function', 'container = Injector(connect)\nservice = lambda: container.get(Service)'],
  ['injector, a module', 'container = Injector([Bindings])\nservice = lambda: container.get(Service)'],
  ['injector, an instance', 'container = Injector([Bindings()])\nservice = lambda: container.create_object(Service)'],
  ['injector, providers', 'container = Injector(modules=[Providers()])\nservice = lambda: container.get(Service)'],
  [
    'punq, a class',
    'container = punq.Container()\ncontainer.register(Port, Adapter)\ncontainer.register(Service)\nservice = lambda: container.resolve(Service)',
  ],
  [
    'punq, an instance',
    'container = punq.Container()\ncontainer.register(Port, instance=Adapter())\nservice = lambda: container.resolve(Service)',
  ],
  [
    'punq, a function',
    'container = punq.Container()\ncontainer.register(Port, factory=lambda: Adapter())\nservice = lambda: container.resolve(Service)',
  ],
])('containers of Python hand out what a type is bound to: %s', async (_, wiring) => {
  const facts = await readPython(program(wiring));
  expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:"t" Message:"x"}']);
  expect(printUnresolved(facts)).toEqual([]);
});

it('nothing is made of what nobody asks for', async () => {
  const facts = await readPython(
    program('container = Injector(connect)\nservice = lambda: Quiet()\nclass Quiet:\n    def run(self): pass'),
  );
  expect(printCalls(facts)).toEqual([]);
});
