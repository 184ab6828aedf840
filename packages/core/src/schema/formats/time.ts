import type { FormatSource } from './format-source.ts';

const date = String.raw`(y, m, d) => m >= 1 && m <= 12 && d >= 1 && d <= (m === 2 ? (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28) : m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31)`;

/** A second 60 is a leap second: it ends a day in UTC. */
const time = String.raw`(h, m, s, sign, zh, zm) => {
  if (h > 23 || m > 59 || s > 60 || zh > 23 || zm > 59) return false;
  const utc = (h * 60 + m - (sign === "-" ? -1 : 1) * (zh * 60 + zm) + 2880) % 1440;
  return s < 60 || utc === 1439;
}`;

/** RFC 3339, and durations of its appendix A. */
export const timeFormats: Readonly<Record<string, FormatSource>> = {
  date: {
    text: String.raw`(s) => {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(s);
  return m !== null && (${date})(+m[1], +m[2], +m[3]);
}`,
  },
  time: {
    text: String.raw`(s) => {
  const m = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(s);
  return m !== null && (${time})(+m[1], +m[2], +m[3], m[4], +(m[5] ?? 0), +(m[6] ?? 0));
}`,
  },
  'date-time': {
    text: String.raw`(s) => {
  const m = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(s);
  return m !== null && (${date})(+m[1], +m[2], +m[3]) && (${time})(+m[4], +m[5], +m[6], m[7], +(m[8] ?? 0), +(m[9] ?? 0));
}`,
  },
  duration: {
    text: String.raw`(s) => /^P(?!$)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/.test(s)`,
  },
};
