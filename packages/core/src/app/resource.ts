import type { Location } from './location.ts';
import type { MapValue, Value } from './value.ts';

export interface Resource {
  readonly id: string;
  /** The file of its template. */
  readonly template: string;
  readonly type: string;
  readonly properties: MapValue;
  readonly metadata: MapValue;
  readonly condition?: string;
  /** `DeletionPolicy`: what becomes of it when it leaves its stack. */
  readonly deletionPolicy?: Value;
  /** The place of the logical id. */
  readonly at: Location;
  /** `expansion` for what SAM makes of another resource (an implicit role, an implicit API). */
  readonly provenance: 'template' | 'expansion';
}
