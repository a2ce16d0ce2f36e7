import { expect } from 'chai';
import { read } from './records';

const outcome = (record: unknown) => read(record).outcome;

describe('the outcome', () => {
  for (const errorCode of [
    'AccessDenied',
    'AccessDeniedException',
    'Client.UnauthorizedOperation',
    'UnauthorizedException',
    'NotAuthorized',
    'notauthorizedexception',
    'ForbiddenException',
    'FORBIDDEN',
  ])
    it(`is denied for errorCode ${errorCode}`, () => {
      expect(outcome({ errorCode })).to.equal('denied');
    });

  it('is error for any other errorCode', () => {
    expect(outcome({ errorCode: 'ThrottlingException', errorMessage: 'Forbidden' })).to.equal('error');
  });

  it('is error for an errorMessage without errorCode', () => {
    expect(outcome({ errorMessage: 'No username found in supplied account' })).to.equal('error');
    expect(outcome({ errorMessage: 'AccessDenied' })).to.equal('error');
  });

  it("is error where the response's member of the event's name is Failure", () => {
    expect(outcome({ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } })).to.equal('error');
    expect(outcome({ eventName: 'SwitchRole', responseElements: { SwitchRole: 'Failure' } })).to.equal('error');
  });

  it('is success else', () => {
    expect(outcome({})).to.equal('success');
    expect(outcome({ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } })).to.equal('success');
    expect(outcome({ eventName: 'ConsoleLogin', responseElements: { SwitchRole: 'Failure' } })).to.equal('success');
    expect(outcome({ eventName: 'constructor', responseElements: {} })).to.equal('success');
  });

  it('takes an empty or numeric errorCode as missing', () => {
    expect(outcome({ errorCode: '' })).to.equal('success');
    expect(outcome({ errorCode: 403 })).to.equal('success');
    expect(outcome({ errorCode: null, errorMessage: 7 })).to.equal('success');
  });
});
