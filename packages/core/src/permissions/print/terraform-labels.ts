import type { Application, Template } from '../../app/application.ts';
import { toSnakeCase } from './terraform-names.ts';

/** The names of one Terraform document: things of different templates never share one, whatever their logical ids. */
export interface TerraformLabels {
  /** The name of a resource, or of the document of a function. */
  readonly findLabel: (template: string, id: string) => string;
  /** The name of a variable for a reference of a template that no resource of Terraform stands for. */
  readonly findVariable: (template: string, id: string, attribute: string | null) => string;
  /** The name of a variable for what is the same in every template: an export, a parameter of the account. */
  readonly findShared: (name: string) => string;
  /** The variables that were asked for, sorted. */
  readonly listVariables: () => readonly string[];
}

export function createTerraformLabels({ templates }: Pick<Application, 'templates'>): TerraformLabels {
  const toLabel = createNaming();
  const toVariable = createNaming();
  const toBase = (template: string, id: string): string => {
    const isShared = templates.filter((t) => declares(t, id)).length > 1;
    return isShared ? `${toPrefix(template)}${id}` : id;
  };
  return {
    findLabel: (template, id) => toLabel.find(JSON.stringify([template, id]), toBase(template, id)),
    findVariable: (template, id, attribute) => {
      const base = toBase(template, id);
      const name = attribute === null ? base : `${base}_${attribute}`;
      return toVariable.find(JSON.stringify([template, id, attribute]), name);
    },
    findShared: (name) => toVariable.find(name, name),
    listVariables: () => toVariable.list().sort(),
  };
}

const declares = ({ resources, parameters }: Template, id: string): boolean => resources.has(id) || parameters.has(id);

/** `delivery/template.yaml` -> `delivery_`, `backend/api.yaml` -> `backend_api_`; none for a template at the root. */
function toPrefix(template: string): string {
  const path = template.replace(/\.\w+$/, '').replace(/(?:^|\/)template$/, '');
  return path === '' ? '' : `${path}_`;
}

interface Naming {
  readonly find: (key: string, wanted: string) => string;
  readonly list: () => string[];
}

/** One name for each key: a number follows where another key has it already. */
function createNaming(): Naming {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const find = (key: string, wanted: string): string => {
    const known = names.get(key);
    if (known !== undefined) return known;
    const base = toIdentifier(wanted);
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
    names.set(key, name);
    taken.add(name);
    return name;
  };
  return { find, list: () => [...taken] };
}

function toIdentifier(text: string): string {
  const name = toSnakeCase(text).replaceAll(/^_+|_+$/g, '') || 'value';
  return /^\d/.test(name) ? `_${name}` : name;
}
