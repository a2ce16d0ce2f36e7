import { expect } from 'chai';
import { scoreOf, signalNames, signalOf, unexplained, withoutSignal } from '../../bench/evaluate/ablation';
import { SEARCH_SIGNALS, SIGNALS } from '../../app/baseline/signals';
import { alert } from './alerts';

const pair = `${SIGNALS.account_pair.sentence}: 111122223333 and 444455556666`;
const role = `${SIGNALS.principal_role.sentence}: somebody took something`;
const learning = `${SIGNALS.learning.sentence}: records arrive since 2026-01-05`;
const root = `${SIGNALS.assume_root.sentence}: arn:aws:iam::111122223333:root`;
const { own } = SIGNALS.account_pair.weights;

describe('a signal switched off', () => {
  it('is known by the sentence that its reason begins with', () => {
    for (const name of signalNames) {
      const { sentence } = { ...SIGNALS, ...SEARCH_SIGNALS }[name as keyof typeof SIGNALS];
      expect(signalOf(`${sentence}: some detail`)).to.equal(name);
      expect(signalOf(sentence)).to.equal(name);
    }
    expect(signalOf('The moon is full')).to.equal(undefined);
  });

  it('takes its weight, by the class of the caller, and leaves other findings alone', () => {
    const both = alert({ callerClass: 'own', reasons: [role, pair], score: SIGNALS.principal_role.weights.own + own });
    const other = alert({ callerClass: 'vendor', reasons: [role], score: SIGNALS.principal_role.weights.vendor });
    const left = withoutSignal([both, other], 'account_pair');
    expect(left).to.deep.equal([{ ...both, score: SIGNALS.principal_role.weights.own }, other]);
    expect(unexplained([both, other])).to.deep.equal([]);
  });

  it('weighs a caller without a class as one from outside', () => {
    expect(scoreOf(alert({ callerClass: '', reasons: [pair] }))).to.equal(SIGNALS.account_pair.weights.external);
  });

  it('counts a learning period against novelty only, and not below nothing', () => {
    const learned = alert({ callerClass: 'own', reasons: [root, pair, learning] });
    expect(scoreOf(learned)).to.equal(SIGNALS.assume_root.weights.own);
    expect(scoreOf(learned, 'learning')).to.equal(SIGNALS.assume_root.weights.own + own);
  });

  it('leaves what is above a hundred at a hundred', () => {
    const much = alert({
      callerClass: 'own',
      reasons: [SIGNALS.trust_anyone.sentence, SIGNALS.root_key.sentence, pair],
    });
    expect(scoreOf(much)).to.equal(100);
    expect(scoreOf(much, 'trust_anyone')).to.equal(SIGNALS.root_key.weights.own + own);
  });

  it('says of which findings the reasons do not add up', () => {
    const odd = alert({ callerClass: 'own', reasons: [pair], score: own + 1 });
    expect(unexplained([odd])).to.deep.equal([odd]);
  });
});
