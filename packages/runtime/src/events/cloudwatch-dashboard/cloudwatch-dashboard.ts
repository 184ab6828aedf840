import { matching } from '../parts/matching.ts';
import { isObject } from '../../is-object.ts';
import { account } from '../parts/arn.ts';
import { optionalBoolean, optionalObject } from '../parts/optional.ts';
import { alsoWith, line, object, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

interface WidgetContext {
  readonly locale?: string | null;
  readonly timezone?: Readonly<Record<string, unknown>> | null;
  readonly period?: number | null;
  readonly isAutoPeriod?: boolean | null;
  readonly timeRange?: Readonly<Record<string, unknown>> | null;
  readonly theme?: string | null;
  readonly linkCharts?: boolean | null;
  readonly title?: string | null;
  readonly width?: number | null;
  readonly height?: number | null;
}

const shape = () =>
  object({
    describe: optionalBoolean,
    widgetContext: alsoWith<WidgetContext>()(
      object({
        dashboardName: line,
        widgetId: line,
        domain: matching(/^(?:https:\/\/)?[\w.-]+$/, 'host of a console'),
        accountId: account,
        forms: optionalObject,
        params: optionalObject,
      }),
    ),
  });

/** A request to draw a custom widget of a dashboard. */
export type CloudwatchDashboardEvent = Infer<typeof shape>;

export const cloudwatchDashboard: EventSource<CloudwatchDashboardEvent> = defineSource<CloudwatchDashboardEvent>({
  name: 'cloudwatch-dashboard',
  shape,
  matches: ({ widgetContext }) => isObject(widgetContext),
});
