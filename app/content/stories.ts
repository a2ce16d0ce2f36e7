import type { Stanza } from './conf';
import { oneLine } from './conf';
import { rules } from './content';
import type { Content, SourcedDetection } from './content';
import type { SearchKind } from './names';
import { stanzaName } from './names';
import { annotations } from './savedsearches';
import type { Baseline, Investigation, Story } from './schema';

/** A search on its page, and the stories that it belongs to. */
interface Searched {
  readonly tells: readonly string[];
  readonly stanza: Stanza;
}

/** analyticstories.conf, read by Enterprise Security's use case library: the story, and a page for each of its searches. */
export function analyticStories(content: Content): Stanza[] {
  const searches: readonly Searched[] = [
    ...rules(content).map((rule) => ({ tells: rule.value.analytic_story, stanza: ruleStanza(rule) })),
    ...content.recorders.map(({ value }) => supporting(value, 'Recorder', 'support')),
    ...content.baselines.map(({ value }) => supporting(value, 'Baseline', 'support')),
    ...content.investigations.map(({ value }) => supporting(value, 'Investigation', 'investigation')),
  ];
  return [
    ...content.stories.map(({ value: story }) => {
      const told = searches.filter(({ tells }) => tells.includes(story.name));
      return storyStanza(
        story,
        told.map(({ stanza }) => stanza.name.replace(prefix, '')),
      );
    }),
    ...searches.map(({ stanza }) => stanza),
  ];
}

const prefix = 'savedsearch://';

function storyStanza(story: Story, searches: readonly string[]): Stanza {
  return {
    name: `analytic_story://${story.name}`,
    values: {
      category: story.category.join(', '),
      last_updated: story.modification_date,
      version: story.version,
      spec_version: 3,
      references: JSON.stringify(story.references),
      maintainers: JSON.stringify([{ company: story.author, email: 'crossaccount@example.com', name: story.author }]),
      searches: JSON.stringify(searches),
      description: oneLine(story.description),
      narrative: paragraphs(story.narrative),
    },
  };
}

function ruleStanza({ value: detection, guide }: SourcedDetection): Stanza {
  const steps = guide.investigation.map((step, index) => `${String(index + 1)}. ${oneLine(step)}`);
  return {
    name: `${prefix}${stanzaName(detection.name, 'Rule')}`,
    values: {
      type: 'detection',
      asset_type: detection.asset_type,
      confidence: 'medium',
      explanation: [
        oneLine(detection.description),
        `What it misses: ${guide.misses.map(oneLine).join(' ')}`,
        `Investigation: ${steps.join(' ')}`,
      ].join(' '),
      how_to_implement: oneLine(detection.how_to_implement),
      annotations: JSON.stringify(annotations(detection)),
      known_false_positives: oneLine(detection.known_false_positives),
      // Not []: with an empty list the story does not render.
      providing_technologies: 'null',
    },
  };
}

function supporting(search: Baseline | Investigation, kind: SearchKind, type: string): Searched {
  return {
    tells: search.analytic_story,
    stanza: {
      name: `${prefix}${stanzaName(search.name, kind)}`,
      values: {
        type,
        explanation: oneLine(search.description),
        how_to_implement: oneLine(search.how_to_implement),
        annotations: JSON.stringify({ analytic_story: search.analytic_story }),
        providing_technologies: 'null',
      },
    },
  };
}

/** A blank line parts paragraphs in YAML; in a conf value each is one line. */
function paragraphs(text: string): string {
  return text.trim().split(/\n+/).map(oneLine).join('\n');
}
