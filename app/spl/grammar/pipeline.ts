/** Commands in order. A pipeline that does not begin with a pipe begins with an implied search. */
export const PIPELINE = String.raw`
{
  const TIMES = new Set(['earliest', 'latest', '_index_earliest', '_index_latest']);
  // Within tstats a predicate ends at BY; elsewhere it is a word like others.
  let untilBy = false;

  function fold(operator, head, tail) {
    return tail.reduce((left, right) => ({ kind: 'binary', operator, left, right, position: left.position }), head);
  }
  function chain(head, tail) {
    return tail.reduce((left, { operator, right }) => ({ kind: 'binary', operator, left, right, position: left.position }), head);
  }
  function many(kind, operands) {
    return operands.length === 1 ? operands[0] : { kind, operands };
  }
  function aggregation(written, as, position) {
    const { name, argument } = options.aggregation(written, position);
    return { name, argument, as: as === null ? written : as.name, position };
  }
  function has(name, syntax) {
    return options.syntaxOf(name) === syntax;
  }
}

Start = pipeline:Subpipeline !. { return pipeline; }

Subpipeline = _ first:FirstCommand rest:(_ "|" _ command:Command { return command; })* _ {
  return { kind: 'pipeline', commands: [first, ...rest] };
}
FirstCommand = "|" _ command:Command { return command; } / "search" !(_ [=<>!]) WordEnd _ predicate:Predicate {
  return { kind: 'command', name: 'search', position: offset(), arguments: { syntax: 'predicate', predicate } };
} / predicate:Conjunction {
  return { kind: 'command', name: 'search', position: offset(), arguments: { syntax: 'predicate', predicate } };
}

Command
  = name:CommandName _ written:(
      &{ return has(name, 'predicate'); } predicate:Predicate { return { syntax: 'predicate', predicate }; }
      / &{ return has(name, 'expression'); } expression:Expression { return { syntax: 'expression', expression }; }
      / &{ return has(name, 'assignments'); } assignments:Assignments { return { syntax: 'assignments', assignments }; }
      / &{ return has(name, 'aggregations'); } read:AggregationArguments { return { syntax: 'aggregations', ...read }; }
      / &{ return has(name, 'sort'); } read:SortArguments { return { syntax: 'sort', ...read }; }
      / &{ return has(name, 'renames'); } read:RenameArguments { return { syntax: 'renames', ...read }; }
      / &{ return has(name, 'lookup'); } read:LookupArguments { return { syntax: 'lookup', ...read }; }
      / &{ return has(name, 'tstats'); } read:TstatsArguments { return { syntax: 'tstats', ...read }; }
      / &{ return has(name, 'subsearch'); } read:SubsearchArguments { return { syntax: 'subsearch', ...read }; }
      / &{ return has(name, 'regex'); } read:RegexArguments { return { syntax: 'regex', ...read }; }
      / &{ return has(name, 'words'); } read:WordArguments { return { syntax: 'words', ...read }; }
    ) { return { kind: 'command', name, position: offset(), arguments: written }; }
CommandName "a command" = name:Identifier { options.known(name, offset()); return name; }
`;
