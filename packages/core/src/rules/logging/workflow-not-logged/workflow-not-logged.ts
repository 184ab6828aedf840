import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';
import { findText } from '../../../app/value.ts';

export const workflowNotLogged: Rule = defineRule({
  id: 'LOG005',
  slug: 'workflow-not-logged',
  severity: 'low',
  title: 'a state machine leaves no trace of what it did',
  references: ['OWASP-S10', 'CSA-SAS-5', 'CWE-778', 'FSBP-StepFunctions.1'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const machine of listPlainResources(context, /^AWS::StepFunctions::StateMachine$/)) {
    const said = describe(machine);
    const level = machine.find('LoggingConfiguration', 'Level');
    if (said === undefined || (level !== undefined && findText(level) !== 'OFF')) continue;
    const { message, why, severity } = said;
    yield { ...toResourceReport(machine, { at: level?.at ?? machine.resource.at, message, why }), severity };
  }
}

/** Executions of Standard workflows are kept for 90 days; those of Express workflows nowhere but in logs. */
function describe(machine: PlainResource): Required<Pick<Report, 'message' | 'why' | 'severity'>> | undefined {
  const type = machine.find('StateMachineType');
  if (type !== undefined && findText(type) === undefined) return undefined;
  return findText(type) === 'EXPRESS'
    ? {
        severity: 'low',
        message: `nothing tells afterwards what \`${machine.id}\` did: an Express workflow keeps no history`,
        why: 'Step Functions keeps the history of Standard workflows only. Without a log, a failed or an attacked execution cannot be looked at. Set `LoggingConfiguration` with `Level: ERROR` or `ALL`.',
      }
    : {
        severity: 'info',
        message: `\`${machine.id}\` keeps no log, and its history for 90 days only`,
        why: 'Step Functions keeps the history of a Standard workflow for 90 days, and deletes it with the state machine; no alarm or query sees it. Set `LoggingConfiguration` with `Level: ERROR` to keep what failed.',
      };
}
