import { remembered } from './remembered';

/** Looked for in this order: attack tools first, then what drives an SDK, then the SDKs, then anything that may quote them. */
const FAMILIES = [
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
] as const;

const SIGNS: readonly (readonly [sign: string, family: string])[] = [
  ...FAMILIES.map((family) => [family, family] as const),
  ['signin.amazonaws.com', 'console'],
  ['console.amazonaws.com', 'console'],
  ['aws-console', 'console'],
  ['s3console', 'console'],
  ['.amazonaws.com', 'aws-service'],
  ['aws internal', 'aws-internal'],
  ['aws-internal', 'aws-internal'],
  ['mozilla/', 'browser'],
];

/** The family of `userAgent`: the first sign that it contains, no matter the case; else `other`; empty stays empty. */
export const agentOf = remembered((userAgent: string): string => {
  if (userAgent === '') return '';
  const lower = userAgent.toLowerCase();
  return SIGNS.find(([sign]) => lower.includes(sign))?.[1] ?? 'other';
});
