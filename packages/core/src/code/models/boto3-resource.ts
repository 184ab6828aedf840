import type { ModelValue } from '../engine/abstract.ts';
import type { ClientSettings } from './operation-call.ts';
import { toMembers } from './operation-call.ts';

export function createBotoResource(settings: ClientSettings): ModelValue {
  return toMembers(`resource:${settings.service}`, {});
}
