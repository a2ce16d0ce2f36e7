export type { Access, Action, CallerType, Detail, Outcome, Relation, Unreadable, View } from './access';
export { accountOf, isAccount, parseArn, roleOf, sessionOf, withoutPath } from './arn';
export type { Arn } from './arn';
export { extract, isUnreadable } from './extract';
export { parseTime, recordTime } from './time';
