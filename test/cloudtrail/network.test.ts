import { isIP } from 'node:net';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { networkOf } from '../../app/cloudtrail/network';
import { read } from './records';

const NETWORKS: readonly (readonly [string, string])[] = [
  ['192.0.2.77', '192.0.2.0/24'],
  ['192.000.002.001', '192.0.2.0/24'],
  ['010.9.08.1', '10.9.8.0/24'],
  ['::ffff:192.0.2.1', '192.0.2.0/24'],
  ['::FFFF:192.000.002.001', '192.0.2.0/24'],
  ['::ffff:c000:201', '192.0.2.0/24'],
  ['0:0:0:0:0:ffff:c000:0201', '192.0.2.0/24'],
  ['0000:0000:0000:0000:0000:ffff:192.0.2.1', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:0DB8:0001::1', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8::/48'],
  ['2001::1', '2001::/48'],
  ['2001:0:1::', '2001:0:1::/48'],
  ['0:0:1::', '0:0:1::/48'],
  ['::1', '::/48'],
  ['::', '::/48'],
  ['::192.0.2.1', '::/48'],
  ['64:ff9b::192.0.2.1', '64:ff9b::/48'],
  ['1::2:3:4:5:6:7', '1:0:2::/48'],
  ['ec2.amazonaws.com', 'ec2.amazonaws.com'],
  ['eks-nodegroup.amazonaws.com', 'eks-nodegroup.amazonaws.com'],
  ['ec2.cn-north-1.amazonaws.com.cn', 'ec2.cn-north-1.amazonaws.com.cn'],
  ['AWS Internal', 'AWS Internal'],
];

const NONE = [
  '',
  'aws internal',
  'AWS Internal ',
  '256.44.44.11',
  '192.0.2',
  '192.0.2.1.5',
  '192.0.2.1 ',
  '-1.0.0.1',
  'xxx.xxx.xxx.xxx',
  'XXXXXXXXXXX',
  'redacted',
  '-',
  '...',
  ':',
  ':::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4::5:6:7:8',
  '1::2::3',
  '12345::',
  'g::',
  '192.0.2.1::',
  '::ffff:192.0.2.256',
  '1:2:3:4:5:6:7:192.0.2.1',
  'fe80::1%eth0',
  'amazonaws.com',
  '.amazonaws.com',
  'ec2.amazonaws.com.example.net',
  'ec2.amazonaws.com\n',
  'evil \u001b[31m.amazonaws.com',
];

describe('the network', () => {
  for (const [source, network] of NETWORKS)
    it(`of ${source} is ${network}`, () => {
      expect(read({ sourceIPAddress: source }).network).to.equal(network);
    });

  it('of anything else is empty', () => {
    for (const source of NONE) expect(networkOf(source), JSON.stringify(source)).to.equal('');
    expect(read({ sourceIPAddress: 3221225985 }).network).to.equal('');
  });

  it('exists for every address that Node accepts, and for no other text without a service name', () => {
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefF:.'.split(/(?=.)/)) }),
    );
    fc.assert(
      fc.property(address, (source) => {
        const octetsHaveZeros = /(?:^|[.:])0\d+\.|\.0\d/.test(source);
        if (!octetsHaveZeros) expect(networkOf(source) !== '').to.equal(isIP(source) !== 0);
      }),
      { seed: 20260101, numRuns: 2000 },
    );
  });

  it('is a fixed point: the first address of a network has that network', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (source) => {
        const network = networkOf(source);
        expect(networkOf(network.replace(/\/\d+$/, ''))).to.equal(network);
      }),
      { seed: 20260102 },
    );
  });
});
