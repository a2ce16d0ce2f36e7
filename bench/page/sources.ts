/** A data source of a view, and the panels and inputs that it fills. */
export interface Source {
  readonly name: string;
  readonly fills: readonly string[];
  /** Whether SPL is this source's, whatever its tokens stand for. */
  readonly isOf: (spl: string) => boolean;
}

/** The data sources of a view's definition that something shows, in its order. @param definition Dashboard Studio's */
export function sourcesOf(definition: Definition): Source[] {
  const shown = [...Object.entries(definition.visualizations), ...Object.entries(definition.inputs)];
  return Object.entries(definition.dataSources).flatMap(([name, { options }]) => {
    const fills = shown
      .filter(([, { dataSources }]) => dataSources?.primary === name)
      .map(([id, { title }]) => title ?? id);
    const pattern = new RegExp(`^${options.query.split(token).map(escaped).join('[^]*?')}$`);
    return fills.length === 0 ? [] : [{ name, fills, isOf: (spl: string) => pattern.test(spl) }];
  });
}

interface Shown {
  readonly title?: string | undefined;
  readonly dataSources?: { readonly primary?: string | undefined } | undefined;
}

export interface Definition {
  readonly visualizations: Readonly<Record<string, Shown>>;
  readonly inputs: Readonly<Record<string, Shown>>;
  readonly dataSources: Readonly<Record<string, { readonly options: { readonly query: string } }>>;
}

const token = /\$[a-z_][\w.]*(?:\|[a-z])?\$/i;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
