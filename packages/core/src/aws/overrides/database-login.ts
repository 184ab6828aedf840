import { findField } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import type { ServiceRules } from '../need.ts';

/** A log-in with a token names the user; the identifier of the instance is not in its address. */
export const rdsDbRules: ServiceRules = {
  connect: (call) => [
    {
      action: 'rds-db:connect',
      targets: createTargets({
        type: 'rds-db:db-user',
        names: { DbUserName: findField(call.args, 'DbUserName') },
        region: call.region,
      }),
    },
  ],
};
