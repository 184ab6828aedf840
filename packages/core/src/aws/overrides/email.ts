import { constant, findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets, uniqueTargets } from '../create-targets.ts';
import { isGiven } from '../is-given.ts';
import type { NeedCall, NeedRule, ServiceRules, Target } from '../need.ts';
import { allOf, draftOf, needOn, optionally, whenGiven } from './need-on.ts';

// Source: "Actions, resources, and condition keys for Amazon SES" (both API versions) and "Identity and access management in Amazon SES".

/** Members that name the sender, by the identity's ARN or by an address. */
const SENDERS: Readonly<Record<string, 'arn' | 'address'>> = {
  FromEmailAddressIdentityArn: 'arn',
  SourceArn: 'arn',
  FromEmailAddress: 'address',
  Source: 'address',
  FromArn: 'arn',
};

/** The sender's identity, the configuration set and the template that the arguments name. */
function findSenders(call: NeedCall): readonly Target[] {
  const member = Object.keys(SENDERS).find((m) => isGiven(call.args, [m]));
  const sender = member === undefined ? undefined : findField(call.args, member);
  const draft = { type: 'ses:identity', wholeName: 'IdentityName', wholeForm: 'name', region: call.region } as const;
  const form = member !== undefined && SENDERS[member] === 'address' ? ({ isMailAddress: true } as const) : {};
  const targets: Target[] = toIdentities(sender).flatMap((whole) => createTargets({ ...draft, ...form, whole }));
  if (isGiven(call.args, ['ConfigurationSetName'])) {
    targets.push(
      ...createTargets(draftOf(call, 'ses:configuration-set', 'ConfigurationSetName', ['ConfigurationSetName'])),
    );
  }
  return uniqueTargets(targets);
}

/** An address may be verified itself or through its domain: the call does not tell which. */
function toIdentities(sender: CodeValue | undefined): readonly (CodeValue | undefined)[] {
  if (sender?.kind !== 'const' || typeof sender.value !== 'string') return [sender];
  const address = /<([^<>]+)>/.exec(sender.value)?.[1] ?? sender.value;
  const domain = /@([^@\s]+)$/.exec(address)?.[1];
  return (domain === undefined ? [address] : [address, domain]).map(constant);
}

function findTemplates(call: NeedCall, members: readonly string[]): readonly Target[] {
  const content = [findField(call.args, 'Content'), findField(call.args, 'DefaultContent')].find(
    (c) => c?.kind === 'object',
  );
  const template = findField(content, 'Template');
  const named = members.find((m) => isGiven(call.args, [m]));
  const whole = named === undefined ? findField(template, 'TemplateName') : findField(call.args, named);
  if (whole === undefined) return [];
  return createTargets({
    type: 'ses:template',
    whole,
    wholeName: 'TemplateName',
    wholeForm: 'name',
    region: call.region,
  });
}

const send =
  (action: string): NeedRule =>
  (call) => [
    { action: `ses:${action}`, targets: [...findSenders(call), ...findTemplates(call, ['Template', 'TemplateArn'])] },
  ];

/** A raw message asks for the raw action whichever version of the API carries it. */
const sendV2: NeedRule = (call) => {
  const raw = isGiven(findField(call.args, 'Content') ?? constant(null), ['Raw']);
  return raw ? [...send('SendRawEmail')(call), ...send('SendEmail')(call)] : send('SendEmail')(call);
};

const suppress: NeedRule = optionally(
  whenGiven(['ListManagementOptions'], needOn('ses:GetContactList', 'ses:contact-list', 'ContactListName', [])),
);

export const sesRules: ServiceRules = {
  SendEmail: send('SendEmail'),
  SendRawEmail: send('SendRawEmail'),
  SendTemplatedEmail: send('SendTemplatedEmail'),
  SendBulkTemplatedEmail: send('SendBulkTemplatedEmail'),
};

export const sesV2Rules: ServiceRules = {
  SendEmail: allOf(sendV2, suppress),
  SendBulkEmail: send('SendBulkEmail'),
};
