import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
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
    // Executions of Standard workflows are kept for 90 days; those of Express workflows nowhere but in logs.
    if (machine.text('StateMachineType') !== 'EXPRESS') continue;
    const level = machine.find('LoggingConfiguration', 'Level');
    if (level !== undefined && findText(level) !== 'OFF') continue;
    yield toResourceReport(machine, {
      at: level?.at ?? machine.resource.at,
      message: `nothing tells afterwards what \`${machine.id}\` did: an Express workflow keeps no history`,
      why: 'Step Functions keeps the history of Standard workflows only. Without a log, a failed or an attacked execution cannot be looked at. Set `LoggingConfiguration` with `Level: ERROR` or `ALL`.',
    });
  }
}
