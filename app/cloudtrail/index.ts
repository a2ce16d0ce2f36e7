export type { Access, Action, CallerType, Detail, Outcome, Relation, Unreadable, View } from './access';
export { accountOf, isAccount, parseArn, roleOf, sessionOf, withoutPath } from './arn';
export type { Arn } from './arn';
export { extract, extractLinked, isUnreadable } from './extract';
export type { LinkedAccess } from './extract';
export type { Link } from './link';
export { remembered } from './remembered';
export { parseTime, recordTime } from './time';
export { walkAhead } from './walker';
