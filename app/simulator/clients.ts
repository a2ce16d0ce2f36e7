/** Programs that call AWS, as their user agents name themselves. */
export const agents = {
  awsCli: 'aws-cli/2.17.32 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0 md/arch#arm64 lang/python#3.11.9',
  awsCliLinux: 'aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.8',
  browser: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0',
  console: 'console.amazonaws.com',
  terraform:
    'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.78.0 aws-sdk-go-v2/1.32.5',
  boto3: 'Boto3/1.35.71 md/Botocore#1.35.71 ua/2.0 os/linux#5.10.228 md/arch#x86_64 lang/python#3.12.7',
  goSdk: 'aws-sdk-go-v2/1.32.5 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64 api/sts#1.33.0',
  javaSdk: 'aws-sdk-java/2.29.20 Linux/5.10.228 OpenJDK_64-Bit_Server_VM/21.0.5 Java/21.0.5',
  nodeSdk: 'aws-sdk-js/3.699.0 os/linux lang/js md/nodejs#20.18.1',
  actions:
    'aws-sdk-js/3.699.0 ua/2.1 os/linux#6.8.0-azure lang/js md/nodejs#20.18.1 configure-aws-credentials-for-github-actions',
  curl: 'curl/8.9.1',
} as const;

/**
 * Addresses that nobody has: 198.18.0.0/15 is for benchmarks, 100.64.0.0/10 for a provider's inside, 2001:db8::/32 for documents.
 * Offices, clouds and vendors lie in the first, homes and hotels in the second.
 */
export function officeNetwork(serial: number): string {
  return `198.18.${serial % 256}`;
}

/** A /24 of machines in the cloud, of the range for benchmarks (RFC 2544). */
export function cloudNetwork(serial: number): string {
  return `198.19.${serial % 256}`;
}

/** A /24 of people's homes, of the range that providers share (RFC 6598). */
export function homeNetwork(serial: number): string {
  return `100.${64 + (Math.floor(serial / 256) % 64)}.${serial % 256}`;
}
