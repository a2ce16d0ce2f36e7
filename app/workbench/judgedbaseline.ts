import { Collection, SplError, type Collections } from '../spl';
import { baselineTable, type BaselineLayers } from './layers';

/**
 * The run's collections as the searches that hunt see them: in `crossaccount_baseline` they find both layers as one, as the judge
 * does, by `_key`.
 */
export function judgedCollections(collections: Collections, layers: BaselineLayers): Collections {
  return {
    open: (name, fields) =>
      name === baselineTable ? new JudgedBaseline(name, fields, layers) : collections.open(name, fields),
    flush: () => {
      collections.flush();
    },
  };
}

class JudgedBaseline extends Collection {
  readonly #layers: BaselineLayers;

  public constructor(name: string, fields: readonly string[], layers: BaselineLayers) {
    super(name, fields);
    this.#layers = layers;
  }

  public override matcher(columns: readonly number[]): ReturnType<Collection['matcher']> {
    if (columns.map((column) => this.columns[column]).join() !== '_key') throw this.#refusal();
    return ([key = '']) => {
      const row = this.#layers.rowOf(key);
      return row === undefined ? [] : [this.columns.map((column) => row.get(column) ?? '')];
    };
  }

  public override rows(): never {
    throw this.#refusal();
  }

  public override put(): never {
    throw this.#refusal();
  }

  #refusal(): SplError {
    return new SplError(`A search that hunts can do no more with ${this.name} here than look a row up by its _key.`);
  }
}
