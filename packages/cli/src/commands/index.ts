import type { CommandEntry } from './command.ts';

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'scan',
    summary: 'Say what is wrong with an application, worst first',
    load: async () => (await import('./scan.ts')).scanCommand,
  },
  {
    name: 'permissions',
    summary: 'What each function needs, has and should have; print or write the smallest policy',
    load: async () => (await import('./permissions.ts')).permissionsCommand,
  },
  {
    name: 'deps',
    summary: 'What the packages of each function are known to be vulnerable to, and what clears it',
    load: async () => (await import('./deps.ts')).depsCommand,
  },
  {
    name: 'sbom',
    summary: 'Write a bill of materials as CycloneDX or SPDX, or turn one into the other',
    load: async () => (await import('./sbom.ts')).sbomCommand,
  },
  {
    name: 'manifest',
    summary: 'Write what each function ships, for its cold start and for `db diff`',
    load: async () => (await import('./manifest.ts')).manifestCommand,
  },
  {
    name: 'db',
    summary: 'Update the advisory database, or say what it holds',
    load: async () => (await import('./db.ts')).dbCommand,
  },
  {
    name: 'audit',
    summary: 'Verify what the audit log of functions has written',
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  {
    name: 'expand',
    summary: 'Turn a SAM template into plain CloudFormation',
    load: async () => (await import('./expand.ts')).expandCommand,
  },
  {
    name: 'policy',
    summary: 'Decide, compare, check, lint and escalate IAM policies, offline',
    load: async () => (await import('./policy.ts')).policyCommand,
  },
  {
    name: 'event',
    summary: 'Hold an event against the guard of its source, as the function would',
    load: async () => (await import('./event.ts')).eventCommand,
  },
  {
    name: 'init',
    summary: 'Set a project up: config, baseline, workflow and hook, beside what is there',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'explain',
    summary: 'Show the page of a rule',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'schema',
    summary: 'Compile JSON Schemas to validators for functions and models for API Gateway',
    load: async () => (await import('./schema.ts')).schemaCommand,
  },
];
