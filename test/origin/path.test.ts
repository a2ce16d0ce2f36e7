import { expect } from 'chai';
import { NO_PATH, originOf, pathFrom, pathTo, shownPrincipals } from '../../app/origin/path';
import type { Path } from '../../app/origin/path';

const along = (...principals: string[]): Path =>
  principals.reduce(
    (path, principal) => (path === NO_PATH ? pathFrom(principal, true) : pathTo(path, principal)),
    NO_PATH,
  );

describe('a path of principals', () => {
  it('grows by a hop with each principal, and its first one is the origin', () => {
    const path = along('alice', 'ops', 'admin');
    expect(path).to.deep.equal({ principals: ['alice', 'ops', 'admin'], depth: 2, complete: true });
    expect([originOf(path), shownPrincipals(path)]).to.deep.equal(['alice', ['alice', 'ops', 'admin']]);
  });

  it('has no origin where the first principal is not known to be the first', () => {
    const path = pathTo(pathFrom('ops', false), 'admin');
    expect([originOf(path), shownPrincipals(path)]).to.deep.equal(['', ['ops', 'admin']]);
    expect(originOf(NO_PATH)).to.equal('');
  });

  it('leaves out whoever is not named', () => {
    expect(pathFrom('', true)).to.equal(NO_PATH);
    expect(pathTo(NO_PATH, 'ops')).to.deep.equal({ principals: ['ops'], depth: 0, complete: false });
    const path = along('alice', 'ops');
    expect(pathTo(path, '')).to.equal(path);
  });

  it('keeps both ends of a long way, and counts all of it', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `role-${i}`);
    const path = along(...names);
    expect([path.depth, originOf(path)]).to.deep.equal([999, 'role-0']);
    expect(shownPrincipals(path)).to.deep.equal([...names.slice(0, 4), '... 985 more ...', ...names.slice(-11)]);
    expect(shownPrincipals(along(...names.slice(0, 15)))).to.deep.equal(names.slice(0, 15));
  });
});
