import type { NativeValue } from '../engine/abstract.ts';
import { UNDEFINED } from '../engine/abstract.ts';
import { parseJsonText } from '../engine/json-text.ts';
import { definePackages, first } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

export const parseJson: Call = (engine, args) => parseJsonText(engine, args.positional[0]);

/** `json.dumps(value, default=f, cls=Encoder)`: what turns values into JSON is called. */
const dumps: Call = (engine, args, site) => {
  engine.escape([...args.named.values()], 'json.dumps', site);
  return first(engine, args, site, UNDEFINED);
};

/** The modules of Python that read and write JSON. */
export const pythonJson: PackageModel = definePackages({
  json: { loads: parseJson, load: parseJson, dumps },
  simplejson: { loads: parseJson, load: parseJson, dumps },
  ujson: { loads: parseJson, load: parseJson, dumps },
  orjson: { loads: parseJson, dumps },
});
