import { expect } from 'chai';
import { agentOf } from '../../app/cloudtrail/agent';
import { read } from './records';

const ORDER = [
  'stratus-red-team',
  'pacu',
  'terraform',
  'pulumi',
  'opentofu',
  'aws-cli',
  'boto3',
  'botocore',
  'aws-sdk-go',
  'aws-sdk-java',
  'aws-sdk-js',
  'aws-sdk-nodejs',
  'aws-sdk-dotnet',
  'aws-sdk-php',
  'aws-sdk-ruby',
  'aws-sdk-rust',
  'aws-sdk-cpp',
  'aws-sdk-swift',
  'aws-sdk-kotlin',
  'cloudformation',
  'python-requests',
  'go-http-client',
  'curl',
];

const AGENTS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['signin.amazonaws.com', 'console'],
  ['console.amazonaws.com', 'console'],
  ['AWS-Console/1.0', 'console'],
  ['[S3Console/0.4]', 'console'],
  ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488 Linux]', 'aws-sdk-java'],
  ['console.ec2.amazonaws.com', 'aws-service'],
  ['cloudformation.amazonaws.com', 'cloudformation'],
  ['rds.amazonaws.com', 'aws-service'],
  ['AWS Internal', 'aws-internal'],
  ['aws-internal/3', 'aws-internal'],
  ['aws-internal/3 console.amazonaws.com', 'console'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:84.0) Gecko/20100101 Firefox/84.0', 'browser'],
  ['Mozilla', 'other'],
  ['Jersey/${project.version} (HttpUrlConnection 17.0.12)', 'other'],
  ['[Boto3/1.26.165 Python/3.10.6 Botocore/1.29.165]', 'boto3'],
  ['APN/1.0 HashiCorp/1.0 Terraform/1.1.2 aws-sdk-go/1.42', 'terraform'],
  ['__proto__', 'other'],
];

describe('the agent', () => {
  for (const family of ORDER)
    it(`is ${family} no matter the case, before all that come later`, () => {
      const later = ORDER.slice(ORDER.indexOf(family)).reverse().join(' ');
      expect(agentOf(`Mozilla/5.0 signin.amazonaws.com ${later.toUpperCase()}`)).to.equal(family);
    });

  for (const [userAgent, agent] of AGENTS)
    it(`of ${JSON.stringify(userAgent)} is ${JSON.stringify(agent)}`, () => {
      expect(read({ userAgent }).agent).to.equal(agent);
    });

  it('of no string is empty', () => {
    expect(read({ userAgent: ['aws-cli'] }).agent).to.equal('');
    expect(read({}).agent).to.equal('');
  });
});
