/** What a detection puts before an analyst: one row of one rule. */
export interface Alert {
  readonly rule: string;
  /** Epoch seconds of its first event. */
  readonly at: number;
  /** 0 to 100; rules without a score say 100. */
  readonly score: number;
  /** Ids of its events, as labels name them; of many the first. */
  readonly events: readonly string[];
  readonly callerClass: string;
  readonly reasons: readonly string[];
}

/** Gathers rows into alerts as findings are gathered: one a rule, UTC day, caller and target. */
export class Gathering {
  readonly #alerts = new Map<string, { readonly rule: string; readonly at: number; readonly events: string[] }>();

  public add(rule: string, at: number, event: string, caller: string, target: string): void {
    const key = JSON.stringify([rule, Math.floor(at / 86_400), caller, target]);
    const known = this.#alerts.get(key);
    if (known === undefined) this.#alerts.set(key, { rule, at, events: [event] });
    else known.events.push(event);
  }

  public alerts(): Alert[] {
    return [...this.#alerts.values()].map((alert) => ({ ...alert, score: 100, callerClass: '', reasons: [] }));
  }
}
