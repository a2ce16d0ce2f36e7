import { expect } from 'chai';
import fc from 'fast-check';
import { judge, score } from '../../app/baseline';
import type { AccountClass, Score } from '../../app/baseline';
import type { Access } from '../../app/cloudtrail';
import { access, ADMIN, DAY, dimensions, inside, NOW, OWN, SEED, STRANGER, strange, tables } from './samples';
import type { TableParts } from './samples';

const LATELY = [DAY - 3, DAY - 2, DAY - 1];
const pinned = { seed: SEED, numRuns: 500 };

function scored(of: Access, parts: TableParts): Score {
  const all = tables(parts);
  return score(of, judge(of, NOW, all), all);
}

function points(of: Access, parts: TableParts): number {
  return scored(of, parts).score ?? -1;
}

describe('the promises of the score', () => {
  const samples = fc.constantFrom<Access>(
    access(),
    access({ action: 'resource_access', target: 'arn:aws:s3:::reports' }),
    access({ action: 'create_role' }),
    access({ action: 'create_access_key', target: `arn:aws:iam::${OWN}:user/backup` }),
    access({ action: 'switch_role', network: 'AWS Internal' }),
    access({ action: 'api_call', delegate: STRANGER }),
    inside({ action: 'get_session_token' }),
    inside({ action: 'create_access_key' }),
    inside({ action: 'assume_role', target: ADMIN }),
    strange(),
  );
  const sight = fc.constantFrom<readonly number[]>([], [DAY - 1], LATELY, [DAY - 60], [DAY - 62, DAY - 61, DAY - 60]);
  const world = fc.record({
    of: samples,
    sights: fc.array(sight, { minLength: 8, maxLength: 8 }),
    covered: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    classOfCaller: fc.constantFrom<AccountClass>('own', 'aws', 'vendor', 'external'),
    coverage: fc.constantFrom<Record<string, number>>({}, { [OWN]: NOW - 86_400 }),
  });
  type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

  const partsOf = ({ of, sights, covered, classOfCaller, coverage }: World): TableParts => {
    const account = of.delegate === '' ? of.callerAccount : of.delegate;
    const texts = dimensions(of);
    return {
      facts: Object.fromEntries(texts.map((text, i) => [text, sights[i] ?? []])),
      coverage,
      dispositions: Object.fromEntries(texts.flatMap((text, i) => (covered[i] === true ? [[text, 'approved']] : []))),
      own: classOfCaller === 'own' ? [OWN, account] : [OWN],
      aws: classOfCaller === 'aws' ? [account] : [],
      vendors: classOfCaller === 'vendor' ? { [account]: 'Example' } : {},
    };
  };

  it('hold a score between 0 and 100, a whole number', () => {
    fc.assert(
      fc.property(world, (given) => {
        const value = points(given.of, partsOf(given));
        expect(value).to.be.within(0, 100);
        expect(Number.isInteger(value)).to.equal(true);
      }),
      pinned,
    );
  });

  it('never lower a score by more novelty', () => {
    fc.assert(
      fc.property(world, fc.nat(7), (given, forgotten) => {
        const more = { ...given, sights: given.sights.with(forgotten, []) };
        expect(points(given.of, partsOf(more))).to.be.at.least(points(given.of, partsOf(given)));
      }),
      { ...pinned, numRuns: 2000 },
    );
  });

  it('rank the same access own < aws < vendor < external', () => {
    fc.assert(
      fc.property(world, (given) => {
        const across = given.of.relation === 'cross_account';
        const ranked = (['own', 'aws', 'vendor', 'external'] as const).map((classOfCaller) =>
          points(given.of, partsOf({ ...given, classOfCaller })),
        );
        for (const [i, value] of ranked.entries()) {
          const lower = ranked[i - 1];
          if (!across || lower === undefined || lower === 100) continue;
          expect(value, ranked.join(' ')).to.be.greaterThan(lower);
        }
      }),
      pinned,
    );
  });

  it('lower the score in a learning period', () => {
    fc.assert(
      fc.property(world, (given) => {
        const own = { ...given, classOfCaller: 'own' } as const;
        const before = scored(own.of, partsOf({ ...own, coverage: {} }));
        const during = scored(own.of, partsOf({ ...own, coverage: { [OWN]: NOW - 86_400 } }));
        expect(during.score).to.be.at.most(before.score ?? -1);
        if (during.reasons.length > before.reasons.length) expect(during.score).to.be.lessThan(before.score ?? -1);
      }),
      pinned,
    );
  });

  it('give 100 to what is rejected', () => {
    fc.assert(
      fc.property(world, fc.nat(7), (given, rejected) => {
        const parts = partsOf(given);
        const texts = dimensions(given.of);
        const text = texts[rejected % texts.length] ?? '';
        const dispositions = { ...parts.dispositions, [text]: 'rejected' } as const;
        expect(points(given.of, { ...parts, dispositions })).to.equal(100);
      }),
      pinned,
    );
  });

  it('keep novelty alone between own accounts below 50 from a network that the principal has used', () => {
    const plain = samples.filter(({ action }) => action !== 'create_role' && action !== 'create_access_key');
    fc.assert(
      fc.property(world, plain, (given, of) => {
        const own = { ...given, of: { ...of, detail: { ...of.detail, mfa: true } }, classOfCaller: 'own' } as const;
        const parts = partsOf(own);
        const used = Object.fromEntries(
          dimensions(own.of)
            .filter((text) => text.startsWith('principal_network'))
            .map((text) => [text, LATELY]),
        );
        expect(points(own.of, { ...parts, facts: { ...parts.facts, ...used } })).to.be.lessThan(50);
      }),
      pinned,
    );
  });
});
