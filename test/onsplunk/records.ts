import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Event } from '../../app/spl';

const fileSchema = z.object({ Records: z.array(z.looseObject({ eventTime: z.iso.datetime() })) });

/** The records of CloudTrail files below a folder, as they are indexed; `source` is the file's path below it. */
export function recordsBelow(folder: string, index: string): Event[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.sort().flatMap((name) => {
    const { Records: records } = fileSchema.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
    return records.map((record) => ({
      raw: JSON.stringify(record),
      time: Date.parse(record.eventTime) / 1000,
      source: `s3://scratch/${name.split(path.sep).join('/')}`,
      sourcetype: 'aws:cloudtrail',
      index,
      host: 'scratch',
    }));
  });
}
