/** A request that cannot be answered; `status` is HTTP's, the text tells what is wrong with the request. */
export class KvProblem extends Error {
  override readonly name = 'KvProblem';

  constructor(
    readonly status: number,
    text: string,
  ) {
    super(text);
  }
}
