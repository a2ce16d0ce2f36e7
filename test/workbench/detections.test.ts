import { expect } from 'chai';
import { chosen, detectionsIn } from '../../app/workbench/detections';
import { UsageError } from '../../app/workbench/shell';
import type { AppConf } from '../../app/spl';

const none = new Map<string, ReadonlyMap<string, string>>();

function appWith(...searches: readonly string[]): AppConf {
  return {
    folder: '',
    id: 'app',
    savedSearches: new Map(searches.map((name) => [name, new Map<string, string>()])),
    macros: none,
    transforms: none,
    collections: none,
    commands: none,
  };
}

describe('The detections that are hunted', () => {
  it('are those that the app has a recorder for', () => {
    const app = appWith(
      'CrossAccount - aws detect weekend role switch - Recorder',
      'CrossAccount - aws detect role creation - Rule',
      'CrossAccount - aws detect role creation - Recorder',
      'CrossAccount - baseline update - Baseline',
    );
    expect(detectionsIn(app)).to.deep.equal(['aws detect role creation', 'aws detect weekend role switch']);
  });

  const both = ['aws detect role creation', 'aws detect weekend role switch'];

  it('are all when none is named', () => {
    expect(chosen(both, undefined)).to.equal(both);
  });

  it('are named in any spelling', () => {
    expect(chosen(both, ['Role-Creation', 'aws detect ROLE creation'])).to.deep.equal(['aws detect role creation']);
  });

  it('are told when a name is none of theirs', () => {
    expect(() => chosen(both, ['role_creation', 'keys'])).to.throw(
      UsageError,
      /^--detections keys is none of role_creation, weekend_role_switch\.$/,
    );
  });
});
