import { expect } from 'chai';
import { judge } from '../../app/baseline';
import type { Access } from '../../app/cloudtrail';
import { access, NOW, OWN, STRANGER, strange, tables, VENDOR } from './samples';
import type { TableParts } from './samples';

describe('the class of an account', () => {
  const classes = (of: Access, parts: TableParts): [string, string, string] => {
    const { callerClass, targetClass, vendor } = judge(of, NOW, tables(parts));
    return [callerClass, targetClass, vendor];
  };

  it('is own where its trail is received or it is listed so, else external', () => {
    expect(classes(strange(), { own: [], coverage: { [OWN]: 0 } })).to.deep.equal(['external', 'own', '']);
    expect(classes(strange(), { own: [OWN] })).to.deep.equal(['external', 'own', '']);
  });

  it('is vendor in the vendor list, unless it is own', () => {
    const vendors = { [STRANGER]: 'Example' };
    expect(classes(strange(), { vendors })).to.deep.equal(['vendor', 'own', 'Example']);
    expect(classes(strange(), { vendors, own: [OWN, STRANGER] })).to.deep.equal(['own', 'own', '']);
    expect(classes(strange(), { vendors, coverage: { [STRANGER]: 0 } })).to.deep.equal(['own', 'own', '']);
  });

  it('is vendor by the vendor list before a listing as of AWS', () => {
    expect(classes(strange(), { aws: [STRANGER] })).to.deep.equal(['aws', 'own', '']);
    expect(classes(strange(), { aws: [STRANGER], vendors: { [STRANGER]: 'Example' } })).to.deep.equal([
      'vendor',
      'own',
      'Example',
    ]);
  });

  it('is vendor where the admin lists it so, with the name given there', () => {
    const listed = { ...tables(), accounts: new Map([[STRANGER, { name: 'Backup Ltd', class: 'vendor' } as const]]) };
    const { callerClass, targetClass, vendor } = judge(strange(), NOW, listed);
    expect([callerClass, targetClass, vendor]).to.deep.equal(['vendor', 'external', 'Backup Ltd']);
  });

  it('names the vendor of the target where the caller is none', () => {
    expect(classes(access({ targetAccount: VENDOR }), { vendors: { [VENDOR]: 'Example' } })).to.deep.equal([
      'own',
      'vendor',
      'Example',
    ]);
  });

  it('is empty for an empty account', () => {
    expect(classes(access({ callerAccount: '', targetAccount: '' }), {})).to.deep.equal(['', '', '']);
  });

  it('is that of the target for a federated caller without an account, that of a delegate first', () => {
    const federated = access({ callerType: 'federated', callerAccount: '', relation: 'unknown' });
    expect(classes(federated, {})).to.deep.equal(['own', 'own', '']);
    expect(classes({ ...federated, delegate: STRANGER }, {})).to.deep.equal(['external', 'own', '']);
    expect(classes({ ...federated, callerAccount: STRANGER }, {})).to.deep.equal(['external', 'own', '']);
  });

  it('goes by the delegate before the caller', () => {
    expect(classes(access({ delegate: STRANGER }), {})).to.deep.equal(['external', 'own', '']);
  });

  it('is given to rows that are not judged', () => {
    expect(classes(strange({ outcome: 'denied' }), {})).to.deep.equal(['external', 'own', '']);
    expect(classes(access({ callerType: 'service', callerAccount: '' }), {})).to.deep.equal(['', 'own', '']);
  });
});
