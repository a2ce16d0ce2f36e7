/** Pipelines, and the shapes in which commands take their arguments; the table of commands says which shape is whose. */
export const commands = String.raw`
Search
  = _ "|" _ first:Command rest:Next* _ { return { kind: "pipeline", commands: [first, ...rest] }; }
  / _ first:EventSearch rest:Next* _ { return { kind: "pipeline", commands: [first, ...rest] }; }
Next = _ "|" _ @Command
EventSearch
  = position:At predicate:("search" WordEnd !(_ [=!<>]) _ @Predicate? / Predicate)
    { return { kind: "command", name: "search", position, arguments: { syntax: "predicate", predicate: predicate ?? { kind: "all" } } }; }
Subsearch
  = "[" &{ stopsAtBy.push(false); return true; } _ ("|" _)? first:Command rest:Next* _ "]"
    { stopsAtBy.pop(); return { kind: "pipeline", commands: [first, ...rest] }; }

Command
  = position:At name:$([A-Za-z_] [A-Za-z0-9_]*) WordEnd &{ syntax = syntaxOf(name, position); return true; }
    written:Arguments { return { kind: "command", name, position, arguments: written }; }
Arguments
  = &{ return syntax === "predicate"; } _ predicate:Predicate? { return { syntax: "predicate", predicate: predicate ?? { kind: "all" } }; }
  / &{ return syntax === "expression"; } _ expression:Expression { return { syntax: "expression", expression }; }
  / &{ return syntax === "assignments"; } _ assignments:Assignments { return { syntax: "assignments", assignments }; }
  / &{ return syntax === "aggregations"; } _ @Aggregations
  / &{ return syntax === "chart"; } _ @Chart
  / &{ return syntax === "sort"; } _ @Sort
  / &{ return syntax === "renames"; } _ @Renames
  / &{ return syntax === "lookup"; } _ @Lookup
  / &{ return syntax === "tstats"; } _ @Tstats
  / &{ return syntax === "subsearch"; } _ items:(@WordItem Separator)* pipeline:Subsearch
    { return { syntax: "subsearch", options: items.filter(isOption), words: items.filter((item) => !isOption(item)), pipeline }; }
  / &{ return syntax === "regex"; } _ @Regex
  / &{ return syntax === "words"; } _ @Words

Aggregations
  = items:AggregationItems by:(_ "by"i __ @ByFields)? after:(Separator @Option)*
    { return { syntax: "aggregations", options: [...items.filter(isOption), ...after], aggregations: items.filter(isAggregation), by: by ?? [] }; }
AggregationItems = first:AggregationItem rest:(Separator @AggregationItem)* { return [first, ...rest]; }
AggregationItem = Option / Aggregation
Aggregation
  = position:At !(("by"i / "as"i / "over"i / "where"i) WordEnd) name:$([A-Za-z_] [A-Za-z0-9_.]*)
    argument:(_ "(" _ @AggregationArgument? _ ")")? as:(_ As @FieldText)?
    { return aggregation(name, argument, as, position); }
AggregationArgument
  = "eval" _ "(" _ source:ExpressionSource _ ")" { return source; }
  / field:Field { return { node: field, written: field.name }; }
ExpressionSource = expression:Expression { return { node: { eval: expression }, written: "eval(" + text().trim() + ")" }; }
ByFields = first:ByField rest:(Separator @ByField)* { return [first, ...rest]; }
ByField = field:Field !(_ [=(]) { return field; }

Chart
  = items:AggregationItems over:(_ "over"i __ first:ByField rest:(Separator @Option)* { return [first, ...rest]; })? by:(_ "by"i __ @Splits)?
    {
      return {
        syntax: "chart",
        options: [...items, ...(over ?? []), ...(by ?? [])].filter(isOption),
        aggregations: items.filter(isAggregation),
        over: over === null ? null : over[0],
        by: (by ?? []).filter((item) => !isOption(item)),
      };
    }

Sort
  = options:OptionsBefore count:(digits:$[0-9]+ &(Separator / End) _ { return Number(digits); })? after:OptionsBefore keys:SortKeys
    { return { syntax: "sort", options: [...options, ...after], count, keys }; }
SortKeys
  = first:SortKey rest:(Separator !SortReversed @SortKey)* reversed:(__ @SortReversed)?
    { const keys = [first, ...rest]; return reversed === null ? keys : keys.map((key) => ({ ...key, descending: !key.descending })); }
SortReversed = ("desc" / "d") &End
SortKey
  = position:At sign:[-+]? _ key:SortField { return { ...key, descending: sign === "-", position }; }
SortField
  = as:("auto" / "num" / "str" / "ip") _ "(" _ field:FieldText _ ")" { return { field, as }; }
  / field:FieldText ![(] { return { field, as: "auto" }; }

Renames = first:Rename rest:(Separator @Rename)* { return { syntax: "renames", renames: [first, ...rest] }; }
Rename = from:Field __ As to:Field { return { from, to }; }

Lookup
  = options:OptionsBefore table:FieldText after:(Separator @Option)* match:(Separator @LookupPair)*
    output:(__ @OutputFields)? where:(__ "where"i TermEnd _ @Predicate)?
    {
      return {
        syntax: "lookup", options: [...options, ...after], table, match,
        output: output?.output ?? null, fields: output?.fields ?? [], where,
      };
    }
OutputFields
  = output:("OUTPUTNEW"i / "OUTPUT"i) __ first:LookupPair rest:(Separator @LookupPair)*
    { return { output: output.toUpperCase(), fields: [first, ...rest] }; }
LookupPair
  = !(("OUTPUTNEW"i / "OUTPUT"i / "where"i) WordEnd) table:FieldText !(_ "=") event:(__ As @FieldText)? { return { table, event: event ?? table }; }

Tstats
  = items:AggregationItems
    where:(_ "where"i TermEnd &{ stopsAtBy.push(true); return true; } _ @Predicate &{ stopsAtBy.pop(); return true; })?
    by:(_ "by"i __ @Splits)?
    {
      const spans = (by ?? []).filter((item) => isOption(item) && item.name === "span");
      return {
        syntax: "tstats",
        options: [...items, ...(by ?? [])].filter((item) => isOption(item) && !spans.includes(item)),
        aggregations: items.filter(isAggregation),
        where: where ?? { kind: "all" },
        by: (by ?? []).filter((item) => !isOption(item)),
        span: spans.length === 0 ? null : spans.at(-1).value,
      };
    }
Splits = first:(Option / ByField) rest:(Separator @(Option / ByField))* { return [first, ...rest]; }

Regex
  = field:FieldText _ operator:("!=" / "=") _ pattern:OptionValue { return { syntax: "regex", field, negated: operator === "!=", pattern }; }
  / pattern:OptionValue { return { syntax: "regex", field: "_raw", negated: false, pattern }; }

Words
  = items:(first:WordItem rest:(Separator @WordItem)* { return [first, ...rest]; })?
    { return { syntax: "words", options: (items ?? []).filter(isOption), words: (items ?? []).filter((item) => !isOption(item)) }; }
WordItem = Option / Word
Word
  = position:At text:String { return { text, quoted: true, position }; }
  / position:At text:$([^ \t\r\n"|,\[\]=\x60]+ !["=]) { return { text, quoted: false, position }; }
`;
