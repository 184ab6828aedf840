import { account } from '../parts/arn.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/http-fields.ts';
import { isObject, number, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';

const shape = object({
  describe: optionalBoolean,
  widgetContext: object({
    dashboardName: line,
    widgetId: line,
    domain: line,
    accountId: account,
    locale: optionalText,
    timezone: optionalObject,
    period: optional(number),
    isAutoPeriod: optionalBoolean,
    timeRange: optionalObject,
    theme: optionalText,
    linkCharts: optionalBoolean,
    title: optionalText,
    forms: optionalObject,
    params: optionalObject,
    width: optional(number),
    height: optional(number),
  }),
});

/** A request to draw a custom widget of a dashboard. */
export type CloudwatchDashboardEvent = Infer<typeof shape>;

export const cloudwatchDashboard: EventSource<CloudwatchDashboardEvent> = defineSource<CloudwatchDashboardEvent>({
  name: 'cloudwatch-dashboard',
  shape,
  matches: ({ widgetContext }) => isObject(widgetContext),
});
