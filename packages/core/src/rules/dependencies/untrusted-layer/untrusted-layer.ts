import { toText } from '../../../app/expression.ts';
import type { Location } from '../../../app/location.ts';
import { resolveValue } from '../../../app/resolve-value.ts';
import { findEntry, toBranches, type Value } from '../../../app/value.ts';
import { groupByPlace } from '../../group-by-place.ts';
import { listWords } from '../../permissions/list-words.ts';
import { shorten } from '../../shorten.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import {
  findReferencedResource,
  listPlainResources,
  toResourceReport,
  type PlainResource,
} from '../../template-resources.ts';
import { layerPublishers } from './layer-publishers.ts';

export const untrustedLayer: Rule = defineRule({
  id: 'DEP006',
  slug: 'untrusted-layer',
  severity: 'medium',
  title: 'a function runs code of an account that is not known, or an image that may change',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-829'],
  needsCode: false,
  check: (context) => [...findStrangers(context), ...findMovingImages(context)],
});

const ANY = '*';

/** A value as one text, in which every part that is not known is `*`. */
const toPattern = (value: Value): string => toText(value).replaceAll(/\$\{[^}]*\}/g, ANY);

/** As a pattern; a repository of the template has a name, and no tag. */
const toImagePattern = (value: Value): string =>
  toText(value)
    .replaceAll(/\$\{[^}]*\.RepositoryUri\}/g, 'registry/name')
    .replaceAll(/\$\{[^}]*\}/g, ANY);

interface Use {
  readonly fn: PlainResource;
  readonly at: Location;
  readonly account: string;
  readonly layer: string;
}

/** One report for each place at which a layer is named: the globals name it for all functions. */
function* findStrangers(context: RuleContext): Iterable<Report> {
  const functions = listPlainResources(context, /^AWS::Lambda::Function$/);
  const trusted = new Set([...layerPublishers, ...(context.trustedAccounts ?? []), ...findOwnAccounts(functions)]);
  const uses = functions.flatMap((fn) => listLayers(fn, context));
  const strangers = uses.filter(({ account }) => !trusted.has(account));
  for (const same of groupByPlace(strangers, ({ at, layer }) => ({ at, key: layer }))) {
    const [{ fn, at, account, layer }] = same;
    const names = same.map((use) => use.fn.id);
    yield {
      ...toResourceReport(fn, {
        at,
        message: `the layer \`${shorten(layer, 60)}\` is published by account ${account}`,
        why: `It runs with all permissions of ${listWords(names)}, and nothing here says whose account that is. Publish a copy of the layer from your own account, or name the account in \`trustedAccounts\` of the config.`,
        identity: [account, layer],
        ...(names.length > 1 ? { function: null } : {}),
      }),
      confidence: 'likely',
    };
  }
}

/** The place is the item of the list as a person wrote it, in the globals also, wherever its text comes from. */
function listLayers(fn: PlainResource, { application }: RuleContext): readonly Use[] {
  const written = application.functions.find(({ id, template }) => id === fn.id && template === fn.template.file);
  return toBranches(findEntry(written?.properties ?? fn.resource.properties, 'Layers')).flatMap((item) =>
    toBranches(resolveValue(item.value, fn.template, application)).flatMap(({ value }) => {
      const [, account, layer = ''] = LAYER.exec(toPattern(value)) ?? [];
      const at = item.value.at ?? value.at ?? fn.at('Layers');
      return account === undefined ? [] : [{ fn, at, account, layer }];
    }),
  );
}

const LAYER = /^arn:[^:]+:lambda:[^:]+:(\d{12}):layer:([^:]+)(?::[^:]*)?$/;

/** A function and its role are in one account (https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html). */
function findOwnAccounts(functions: readonly PlainResource[]): readonly string[] {
  return functions.flatMap((fn) => {
    const role = fn.find('Role');
    return role === undefined ? [] : (/^arn:[^:]+:iam::(\d{12}):role\//.exec(toPattern(role))?.[1] ?? []);
  });
}

/** Images by a tag. What `sam build` makes of a Dockerfile is named by its content when it is deployed. */
function* findMovingImages(context: RuleContext): Iterable<Report> {
  const built = new Set(
    context.application.functions
      .filter(({ code }) => code.kind === 'image' && (code.context !== null || code.dockerfile !== null))
      .map(({ template, id }) => JSON.stringify([template, id])),
  );
  for (const fn of listPlainResources(context, /^AWS::Lambda::Function$/)) {
    const image = fn.find('Code', 'ImageUri');
    if (image === undefined || built.has(JSON.stringify([fn.template.file, fn.id]))) continue;
    const tag = findTag(toImagePattern(image));
    if (tag === undefined || isKept(image, fn, context)) continue;
    yield toResourceReport(fn, {
      // SAM's functions say it elsewhere than plain ones.
      at: fn.template.resources.get(fn.id)?.properties.keys?.get('ImageUri') ?? fn.at('Code', 'ImageUri'),
      message: `the image of \`${fn.id}\` is named by ${tag === '' ? 'no tag' : `the tag \`${shorten(tag, 40)}\``}`,
      why: 'Whoever may push to the repository can put another image under the same tag, and the next deployment takes it. A digest (`@sha256:…`), or a repository with `ImageTagMutability: IMMUTABLE`, names one image for ever.',
      identity: ['image'],
    });
  }
}

/** What stands behind the colon after the last slash; empty for a name that ends without one. */
function findTag(image: string): string | undefined {
  if (/^[^@]*\/[^/:@*]+$/.test(image)) return '';
  const tag = /^[^@]*[/*][^/:@*]*:(\w[\w.-]*)$/.exec(image)?.[1] ?? /^[^@:/]+:(\w[\w.-]*)$/.exec(image)?.[1];
  return tag === undefined || HASH.test(tag) ? undefined : tag;
}

/** A hash of the content is as good as a digest: that is how the CDK names images. A commit is no worse, also a shortened one. */
const HASH = /^(?:[\w.-]*[-._])?(?:[0-9a-f]{64}|[0-9a-f]{40}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,12})$/;

/** Whether the repository stands in the same template, and lets no tag be moved. */
function isKept(image: Value, fn: PlainResource, context: RuleContext): boolean {
  const parts = image.kind === 'join' ? image.parts : [image];
  return parts.some((part) => {
    const mutability = findReferencedResource(part, fn, context)?.find('ImageTagMutability');
    return mutability !== undefined && !(mutability.kind === 'literal' && mutability.value === 'MUTABLE');
  });
}
