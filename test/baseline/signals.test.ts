import { expect } from 'chai';
import { SEARCH_SIGNALS, signalMacros, SIGNALS } from '../../app/baseline';

const CLASSES = ['own', 'aws', 'vendor', 'external'] as const;
const all = Object.entries({ ...SIGNALS, ...SEARCH_SIGNALS });

describe('the weight table', () => {
  it('never weighs less from own to aws to vendor to external', () => {
    for (const [name, { weights }] of all) {
      for (const [lower, higher] of [
        ['own', 'aws'],
        ['aws', 'vendor'],
        ['vendor', 'external'],
      ] as const) {
        expect(weights[higher], `${name}, ${higher}`).to.be.at.least(weights[lower]);
      }
    }
  });

  it('raises the class of the caller strictly', () => {
    const { own, aws, vendor, external } = SIGNALS.outside_caller.weights;
    expect([own < aws, aws < vendor, vendor < external]).to.deep.equal([true, true, true]);
  });

  it('has a ladder whose higher rungs weigh no less, and a pair no less than its drift', () => {
    for (const of of CLASSES) {
      const weight = (name: keyof typeof SIGNALS): number => SIGNALS[name].weights[of];
      expect(weight('principal_role')).to.be.at.least(weight('principal_account'));
      expect(weight('principal_action')).to.be.at.least(weight('principal_account'));
      expect(weight('principal_account')).to.be.at.least(weight('dormant'));
      expect(weight('dormant')).to.be.at.least(weight('provisional'));
      expect(weight('account_pair')).to.be.at.least(weight('pair_network') + weight('pair_agent'));
    }
  });

  it('has sentences of plain words, none of which begins another', () => {
    const sentences = all.map(([, { sentence }]) => sentence);
    for (const sentence of sentences) {
      expect(sentence).to.match(/^[A-Z][A-Za-z -]+$/);
      expect(sentences.filter((other) => other.startsWith(sentence))).to.deep.equal([sentence]);
    }
  });
});

describe('the macros of the weight table', () => {
  const macros = new Map(signalMacros().map(({ name, definition }) => [name, definition]));

  it('are sorted, one name each, and described', () => {
    const names = signalMacros().map(({ name }) => name);
    expect(names).to.deep.equal([...new Set(names)].sort());
    for (const { description } of signalMacros()) expect(description).to.match(/\.$/);
  });

  it('find the reason of every signal of the command', () => {
    expect(macros.get('crossaccount_reason_admin_policy')).to.equal(
      'isnotnull(mvfind(xa_reasons, "^The policy gives administrator-like power"))',
    );
    for (const name of Object.keys(SIGNALS)) expect(macros.has(`crossaccount_reason_${name}`), name).to.equal(true);
  });

  it('give sentence and weight of what searches add', () => {
    expect(macros.get('crossaccount_sentence_key_other_agent')).to.equal(
      '"The issued key was used with another client than it was issued to"',
    );
    for (const name of Object.keys(SEARCH_SIGNALS)) {
      expect(macros.get(`crossaccount_weight_${name}`), name).to.match(/^[0-9]+$/);
    }
  });
});
