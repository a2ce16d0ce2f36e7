import type { Problem } from './problem';
import type {
  Baseline,
  Detection,
  Guide,
  Investigation,
  Local,
  Lookup,
  Macro,
  Samples,
  Schedule,
  Story,
} from './schema';
import {
  baselineSchema,
  detectionSchema,
  guideSchema,
  investigationSamplesSchema,
  investigationSchema,
  localSchema,
  lookupSchema,
  macroSchema,
  riskScheduleSchema,
  samplesSchema,
  storySchema,
} from './schema';
import type { z } from 'zod';
import { parseFile } from './validate';
import { isOfView, readViews } from './views';
import type { View } from './views';

/** A value and the file that it came from. */
export interface Sourced<Value> {
  readonly file: string;
  readonly value: Value;
}

/** A search with its sidecars: `<name>.guide.yml` and `<name>.test.yml`. */
interface Guided<Value> extends Sourced<Value> {
  readonly guide: Guide;
  readonly samples: Samples;
}

export type SourcedDetection = Guided<Detection>;
export type SourcedInvestigation = Guided<Investigation>;

/** A scheduled search, `<name>.local.yml` beside it holds what the vendor's layout has no place for. */
export interface SourcedBaseline extends Sourced<Baseline> {
  readonly local: Local;
}

/** A search that tells Enterprise Security of recorded findings; when, stands in `<name>.local.yml`. */
export interface SourcedRisk extends SourcedDetection {
  readonly schedule: Schedule;
}

/** Everything under `searches/`, each kind sorted by file name. */
export interface Content {
  readonly stories: readonly Sourced<Story>[];
  readonly detections: readonly SourcedDetection[];
  /** Searches that turn recorded findings into risk and findings of Enterprise Security; they have no recorder. */
  readonly risk: readonly SourcedRisk[];
  /** Scheduled searches that run a detection and keep its findings. */
  readonly recorders: readonly SourcedBaseline[];
  readonly baselines: readonly SourcedBaseline[];
  /** Searches that are run by hand. */
  readonly investigations: readonly SourcedInvestigation[];
  readonly macros: readonly Sourced<Macro>[];
  readonly lookups: readonly Sourced<Lookup>[];
  readonly views: readonly View[];
}

const folders = [
  'story',
  'detections',
  'risk',
  'recorders',
  'baselines',
  'investigations',
  'macros',
  'lookups',
] as const;
const sidecars = ['guide', 'test', 'local'] as const;
type Sidecar = (typeof sidecars)[number];

const sidecarsOf: Readonly<Record<(typeof folders)[number], readonly Sidecar[]>> = {
  story: [],
  detections: ['guide', 'test'],
  risk: ['guide', 'test', 'local'],
  recorders: ['local'],
  baselines: ['local'],
  investigations: ['guide', 'test'],
  macros: [],
  lookups: [],
};

/**
 * Turns the files of `searches/` into content. Pure: the files come as texts.
 * @param files text by path relative to the repository, `searches/detections/x.yml`
 * @returns the content of every file that can be read, and what is wrong with the others
 */
export function readContent(files: ReadonlyMap<string, string>): {
  readonly content: Content;
  readonly problems: readonly Problem[];
} {
  const { views, problems: ofViews } = readViews(files);
  const problems: Problem[] = [...misplaced(files), ...ofViews];

  const parse = <Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined => {
    const result = parseFile(file, files.get(file) ?? '', schema);
    if ('value' in result) return result.value;
    problems.push(...result.problems);
    return undefined;
  };

  const all = <Schema extends z.ZodType>(folder: string, schema: Schema): Sourced<z.infer<Schema>>[] =>
    mainFiles(files, folder).flatMap((file) => {
      const value = parse(file, schema);
      return value === undefined ? [] : [{ file, value }];
    });

  const sidecar = <Schema extends z.ZodType>(
    file: string,
    kind: Sidecar,
    schema: Schema,
  ): z.infer<Schema> | undefined => {
    const beside = file.replace(/yml$/, `${kind}.yml`);
    if (files.has(beside)) return parse(beside, schema);
    problems.push({ file, key: '', text: `has no ${beside.replace(/^.*\//, '')} beside it: write it` });
    return undefined;
  };

  const guided = <Value>(
    sources: readonly Sourced<Value>[],
    samplesLayout: typeof samplesSchema | typeof investigationSamplesSchema,
  ): Guided<Value>[] =>
    sources.flatMap((source) => {
      const guide = sidecar(source.file, 'guide', guideSchema);
      const samples = sidecar(source.file, 'test', samplesLayout);
      return guide === undefined || samples === undefined ? [] : [{ ...source, guide, samples }];
    });

  const scheduled = (folder: string): SourcedBaseline[] =>
    all(folder, baselineSchema).map((baseline) => {
      const beside = baseline.file.replace(/yml$/, 'local.yml');
      return { ...baseline, local: files.has(beside) ? (parse(beside, localSchema) ?? {}) : {} };
    });

  const risk = guided(all('risk', detectionSchema), investigationSamplesSchema).flatMap((source) => {
    const local = sidecar(source.file, 'local', riskScheduleSchema);
    return local === undefined ? [] : [{ ...source, schedule: local.custom_schedule }];
  });

  const content: Content = {
    stories: all('story', storySchema),
    detections: guided(all('detections', detectionSchema), samplesSchema),
    risk,
    recorders: scheduled('recorders'),
    baselines: scheduled('baselines'),
    investigations: guided(all('investigations', investigationSchema), investigationSamplesSchema),
    macros: all('macros', macroSchema),
    lookups: all('lookups', lookupSchema),
    views,
  };
  return { content, problems };
}

/** What stands as a rule in savedsearches.conf: the detections, and the searches that tell of what they recorded. */
export function rules({ detections, risk }: Content): readonly SourcedDetection[] {
  return [...detections, ...risk];
}

function mainFiles(files: ReadonlyMap<string, string>, folder: string): string[] {
  return [...files.keys()]
    .filter((file) => file.endsWith('.yml') && folderOf(file) === folder && sidecarOf(file) === undefined)
    .sort();
}

const folderOf = (file: string): string => file.split('/').slice(1, -1).join('/');
const sidecarOf = (file: string): Sidecar | undefined => sidecars.find((kind) => file.endsWith(`.${kind}.yml`));

/** A file that no kind of content reads would be left out in silence. */
function misplaced(files: ReadonlyMap<string, string>): Problem[] {
  const own = [...files.keys()].filter((file) => !isOfView(file)).sort();
  return own.flatMap((file): Problem[] => {
    const folder = folders.find((name) => name === folderOf(file));
    if (!file.endsWith('.yml') || folder === undefined) {
      return [{ file, key: '', text: `is read by nothing: content is .yml in searches/{${folders.join(',')},views}` }];
    }
    const kind = sidecarOf(file);
    if (kind === undefined) return [];
    const main = file.replace(`.${kind}.yml`, '.yml');
    if (!sidecarsOf[folder].includes(kind)) {
      return [{ file, key: '', text: `has no meaning in ${folder}/: remove it` }];
    }
    return files.has(main) ? [] : [{ file, key: '', text: `stands beside no ${main}: rename or remove it` }];
  });
}
