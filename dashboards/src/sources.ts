import { DataSource } from '@splunk/datasources';
import { DataSet } from '@splunk/datasource-utils';
import { search, type Asked, type Found } from './searching';

interface Options {
  readonly query?: string;
  readonly ref?: string;
  readonly then?: readonly string[];
  readonly queryParameters?: { readonly earliest?: string; readonly latest?: string };
}

interface Observer {
  next(result: { readonly data: DataSet; readonly meta: Record<string, unknown> }): void;
  error(problem: { readonly level: 'error'; readonly message: string; readonly meta: object }): void;
  complete(): void;
}

/** A data source that asks the engine on this machine; one search a source, pages of it from what came. */
abstract class LocalSource extends DataSource<Options> {
  #stop = new AbortController();
  #found: Promise<Found> | undefined;

  protected abstract asked(): Asked;

  public override request(page: { readonly offset?: number; readonly count?: number } = {}) {
    return (observer?: Observer) => {
      if (observer === undefined) return () => undefined;
      let open = true;
      const asked = this.asked();
      this.#found ??= search(asked, this.#stop.signal);
      this.#found.then(
        ({ fields, columns, total }) => {
          if (!open) return;
          const named = fields.map((name) => ({ name }));
          // The type of the packages has no multivalue; their tables draw lists as such.
          const whole = DataSet.fromJSONCols(named, columns as unknown as string[][]);
          const meta = {
            status: 'done',
            percentComplete: 100,
            totalCount: total,
            sid: 'local',
            lastUpdated: new Date().toISOString(),
          };
          observer.next({ data: whole.getPage({ offset: page.offset ?? 0, count: page.count || total }), meta });
          observer.complete();
        },
        (error: unknown) => {
          if (!open || this.#stop.signal.aborted) return;
          const message = error instanceof Error ? error.message : String(error);
          observer.error({ level: 'error', message, meta: { status: 'failed', search: asked.spl } });
        },
      );
      return () => {
        open = false;
      };
    };
  }

  public override teardown(): Promise<null> {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#found = undefined;
    return Promise.resolve(null);
  }

  public override supportsControlActions(): boolean {
    return false;
  }
}

const more = ({ then, queryParameters }: Options): Pick<Asked, 'then' | 'earliest' | 'latest'> => ({
  ...(then === undefined ? {} : { then }),
  ...(queryParameters?.earliest === undefined ? {} : { earliest: queryParameters.earliest }),
  ...(queryParameters?.latest === undefined ? {} : { latest: queryParameters.latest }),
});

export class LocalSearch extends LocalSource {
  public static readonly config = { title: 'Search', optionsSchema: {} };

  protected override asked(): Asked {
    return { spl: this.options.query ?? '', ...more(this.options) };
  }
}

export class LocalSavedSearch extends LocalSource {
  public static readonly config = { title: 'Saved search', optionsSchema: {} };

  protected override asked(): Asked {
    return { savedSearch: this.options.ref ?? '', ...more(this.options) };
  }
}
