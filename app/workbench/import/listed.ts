/** An account as a list of accounts has it. */
export interface Listed {
  readonly account: string;
  /** `own` in an organisation's export; `vendor`, or `aws` for an account of AWS itself, in a list of known accounts. */
  readonly class: 'own' | 'vendor' | 'aws';
  /** Of the account, the vendor, or the service of AWS; empty where the list has none. */
  readonly name: string;
  readonly owner: string;
  readonly note: string;
  /** Addresses that tie the account to the vendor. */
  readonly source: string;
  /** File and line, for people. */
  readonly where: string;
}

/** What a list holds, or what is wrong with it: one sentence each, with file and line. */
export interface ListRead {
  readonly listed: readonly Listed[];
  readonly problems: readonly string[];
}

/** An account of the organisation; `state` is said where it is not active. */
export function own(account: string, name: string, email: string, state: string): Omit<Listed, 'where'> {
  const note = state === '' || state.toUpperCase() === 'ACTIVE' ? '' : `state ${state}`;
  return { account, class: 'own', name, owner: email, note, source: '' };
}

/** What is wrong with an account id, and what to do about it; undefined for twelve digits. */
export function idProblem(text: string): string | undefined {
  if (/^\d{12}$/.test(text)) return undefined;
  if (text === '') return 'there is no account id; write its 12 digits';
  const quoted = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
  if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(text)) {
    return `${quoted} is an account id that a spreadsheet rounded, so that digits are lost; export the list anew and import it without opening it there`;
  }
  if (/["'=\u2018\u2019\u201C\u201D]/.test(text)) {
    return `the account id ${quoted} has quotes in it; write its 12 digits alone`;
  }
  if (/^\d{1,11}$/.test(text)) {
    return `the account id ${quoted} has ${text.length} digits; a spreadsheet may have cut leading zeros: write ${text.padStart(12, '0')} if that is the account`;
  }
  return `the account id ${quoted} is not 12 digits; correct it`;
}
