import type { Content } from './content';
import { stanzaName } from './names';
import type { Detection } from './schema';

type Drilldown = Detection['drilldown_searches'][number];

/**
 * What is one click away from a finding of any detection: the investigations that say what they are called there. They are given
 * the finding's id, a hash, and look up what it names, so that no name that an attacker chose becomes part of a search.
 */
export function nextQuestions({ investigations }: Content): Drilldown[] {
  return investigations.flatMap(({ value: { name, inputs = [], of_finding: title } }) => {
    if (title === undefined) return [];
    const given = inputs.map((input) => `${input}="$finding_id$"`);
    return [
      {
        name: title,
        search: `| savedsearch "${stanzaName(name, 'Investigation')}" ${given.join(' ')}`,
        earliest_offset: '$info_min_time$',
        latest_offset: '$info_max_time$',
      },
    ];
  });
}
