import { optionalObject } from './optional.ts';
import { array, object, optional, string } from './shape.ts';

/** Who calls an API of AppSync. Whoever looks for one group in a text finds it in the name of another. */
export const appsyncIdentity = () => optional(object({ groups: optional(array(string)), claims: optionalObject }));
