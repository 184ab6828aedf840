import type { CodeValue } from '../../app/code-value.ts';
import type { MadeClient, NetworkRequest } from '../../app/code-facts.ts';
import type { Location } from '../../app/location.ts';
import { toLocation } from '../../app/location.ts';
import type { HandedVariable, SdkCall, UnresolvedCode } from '../../app/sdk-call.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { RecordedCall, Site } from './engine.ts';
import { toCodeValue } from './snapshot.ts';

const MOST_CALLS = 2_000;

/** Keeps what the engine found, each thing once. */
export interface Recorder {
  readonly calls: SdkCall[];
  readonly found: UnresolvedCode[];
  readonly handed: HandedVariable[];
  readonly clients: MadeClient[];
  readonly requests: NetworkRequest[];
  readonly diagnostics: Diagnostic[];
  readonly files: string[];
  readonly record: (call: RecordedCall, site: Site) => void;
  readonly unresolved: (what: string, why: string, site: Site, service?: string) => void;
  readonly noteVariable: (name: string, library: string, site: Site) => void;
  readonly noteClient: (service: string, site: Site) => void;
  readonly noteRequest: (name: string, site: Site) => void;
  readonly overBudget: (steps: number) => void;
}

/** The place of a site in its file. */
export function toSiteLocation(site: Site): Location {
  const lineStarts = site.module.ir?.lineStarts ?? [0];
  return toLocation(site.module.file, lineStarts, site.at, site.at);
}

export function createRecorder(): Recorder {
  const calls: SdkCall[] = [];
  const found: UnresolvedCode[] = [];
  const handed: HandedVariable[] = [];
  const clients: MadeClient[] = [];
  const requests: NetworkRequest[] = [];
  const seen = new Set<string>();
  const once = (key: string): boolean => !seen.has(key) && seen.add(key) !== undefined;
  let lastSite: Site | undefined;
  return {
    calls,
    found,
    handed,
    clients,
    requests,
    diagnostics: [],
    files: [],
    record: (call, site) => {
      lastSite = site;
      const args = 'k' in call.args ? toCodeValue(call.args) : call.args;
      const at = toSiteLocation(site);
      const extra = {
        ...(call.region === undefined ? {} : { region: toCodeValue(call.region) }),
        ...(call.endpoint === undefined ? {} : { endpoint: toCodeValue(call.endpoint) }),
      };
      const key = `call ${call.service} ${call.operation} ${at.file}:${at.start} ${call.credentials} ${toText(args)} ${toText(extra)}`;
      if (calls.length < MOST_CALLS && once(key)) calls.push({ ...call, args, at, ...extra } as SdkCall);
    },
    unresolved: (what, why, site, service) => {
      const at = toSiteLocation(site);
      if (once(`unresolved ${what} ${at.file}:${at.start}`))
        found.push({ what, why, at, ...(service === undefined ? {} : { service }) });
    },
    noteVariable: (name, library, site) => {
      const at = toSiteLocation(site);
      if (handed.length < MOST_CALLS && once(`handed ${name} ${library} ${at.file}:${at.start}`))
        handed.push({ name, library, at });
    },
    noteClient: (service, site) => {
      const at = toSiteLocation(site);
      if (once(`client ${at.file}:${at.start}`)) clients.push({ service, at });
    },
    noteRequest: (name, site) => {
      const at = toSiteLocation(site);
      if (requests.length < MOST_CALLS && once(`request ${at.file}:${at.start}`)) requests.push({ name, at });
    },
    overBudget: (steps) => {
      const at =
        lastSite === undefined
          ? { file: '', line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 }
          : toSiteLocation(lastSite);
      found.push({ what: 'the rest of the code', why: `the analysis stopped after ${steps} steps`, at });
    },
  };
}

const toText = (value: CodeValue | object): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    v instanceof Map ? Object.fromEntries(v) : v instanceof Set ? [...v] : v,
  ) ?? '';
