import type { Stanza } from './conf';
import { oneLine } from './conf';
import type { Content, SourcedDetection } from './content';
import { stanzaName } from './names';
import { annotations } from './savedsearches';
import type { Story } from './schema';

/** analyticstories.conf, read by Enterprise Security's use case library: the story, and a page for each of its searches. */
export function analyticStories(content: Content): Stanza[] {
  return [...content.stories.map(({ value }) => storyStanza(value, content)), ...content.detections.map(searchStanza)];
}

function storyStanza(story: Story, content: Content): Stanza {
  const tells = ({ analytic_story: stories }: { readonly analytic_story: readonly string[] }) =>
    stories.includes(story.name);
  const searches = [
    ...content.detections.filter(({ value }) => tells(value)).map(({ value }) => stanzaName(value.name, 'Rule')),
    ...content.recorders.filter(({ value }) => tells(value)).map(({ value }) => stanzaName(value.name, 'Recorder')),
    ...content.baselines.filter(({ value }) => tells(value)).map(({ value }) => stanzaName(value.name, 'Baseline')),
    ...content.investigations
      .filter(({ value }) => tells(value))
      .map(({ value }) => stanzaName(value.name, 'Investigation')),
  ];
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

function searchStanza({ value: detection, guide }: SourcedDetection): Stanza {
  const steps = guide.investigation.map((step, index) => `${String(index + 1)}. ${oneLine(step)}`);
  return {
    name: `savedsearch://${stanzaName(detection.name, 'Rule')}`,
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

/** A blank line parts paragraphs in YAML; in a conf value each is one line. */
function paragraphs(text: string): string {
  return text.trim().split(/\n+/).map(oneLine).join('\n');
}
