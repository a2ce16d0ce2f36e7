/** The shapes in which the arguments of commands are written; which shape a command has is told by the table of commands. */
export const ARGUMENTS = String.raw`
Option "an option" = name:$([A-Za-z_] [A-Za-z0-9_.]*) "=" value:OptionValue { return { name, value, position: offset() }; }
OptionValue = Quoted / $([^ \t\r\n|,\[\]"]+)
Options = items:(option:Option Comma? { return option; })*  { return items; }
As = __ "AS"i WordEnd _ name:FieldName { return name; }

AggregationArguments = options:Options aggregations:Aggregations by:By? {
  return { options, aggregations, by: by ?? [] };
}
Aggregations = items:(!ByWord item:Aggregation Comma? { return item; })+ { return items; }
Aggregation
  = written:$(Identifier _ "(" (!")" AggregationText)* ")") as:As? {
      return aggregation(written, as, offset());
    }
  / !ByWord !("WHERE"i WordEnd) name:Identifier !"=" as:As? {
      return { name: name.toLowerCase(), argument: null, as: as === null ? name : as.name, position: offset() };
    }
AggregationText = '"' QuotedCharacter* '"' / "(" (!")" AggregationText)* ")" / .
AggregationCall = name:Identifier _ "(" _ argument:AggregationArgument? _ ")" { return { name: name.toLowerCase(), argument }; }
AggregationArgument = "eval" _ "(" _ expression:Expression _ ")" { return { eval: expression }; } / FieldName
By = ByWord _ head:FieldName tail:(Comma !(Identifier "=") name:FieldName { return name; })* _ { return [head, ...tail]; }
ByWord = "BY"i WordEnd

SortArguments = options:Options count:SortCount? _ keys:SortKeys { return { options, count, keys }; }
SortCount = digits:$[0-9]+ WordEnd { return Number(digits); }
SortKeys = head:SortKey tail:((_ "," _ / _) key:SortKey { return key; })* reverse:(__ ("desc"i / "d"i) WordEnd)? {
  const keys = [head, ...tail];
  return reverse === null ? keys : keys.map((key) => ({ ...key, descending: !key.descending }));
}
SortKey = !(("desc"i / "d"i) WordEnd _ ("|" / "]" / !.)) sign:("-" / "+")? _ key:SortField {
  return { ...key, descending: sign === '-', position: offset() };
}
SortField
  = as:("auto" / "num" / "str" / "ip") _ "(" _ field:FieldName _ ")" { return { field: field.name, as }; }
  / field:(Quoted / SingleQuoted / $([A-Za-z_] [A-Za-z0-9_.:{}@]*)) { return { field, as: 'auto' }; }

RenameArguments = head:Rename tail:(Comma next:Rename { return next; })* { return { renames: [head, ...tail] }; }
Rename = from:FieldName to:As { return { from, to }; }

LookupArguments
  = options:Options table:LookupTable more:(__ option:Option { return option; })*
    match:(Comma !LookupWord pair:LookupPair { return pair; })*
    output:(Comma kind:("OUTPUTNEW" / "OUTPUT") WordEnd
      fields:(Comma !LookupWord pair:LookupPair { return pair; })* { return { kind, fields }; })?
    where:(__ "WHERE"i WordEnd _ predicate:Conjunction { return predicate; })? {
      return {
        options: [...options, ...more], table, match,
        output: output?.kind ?? null, fields: output?.fields ?? [], where,
      };
    }
LookupTable "a lookup" = Quoted / name:$([^ \t\r\n|,\[\]"=]+) !"=" { return name; }
LookupPair = table:FieldName event:As? { return { table: table.name, event: event === null ? table.name : event.name }; }
LookupWord = ("OUTPUTNEW" / "OUTPUT" / "WHERE"i) WordEnd

TstatsArguments
  = options:Options aggregations:Aggregations _ where:(TstatsWhere)? _ by:TstatsBy? {
      return {
        options, aggregations, where: where ?? { kind: 'all' },
        by: by === null ? [] : by.filter((item) => item.name !== undefined),
        span: by?.find((item) => item.span !== undefined)?.span ?? null,
      };
    }
TstatsWhere = "WHERE"i WordEnd _ &{ untilBy = true; return true; } predicate:Conjunction &{ untilBy = false; return true; } {
  return predicate;
}
TstatsBy = ByWord _ head:TstatsField tail:(Comma item:TstatsField { return item; })* { return [head, ...tail]; }
TstatsField = "span" _ "=" _ span:$[^ \t\r\n|,\[\]]+ { return { span }; } / FieldName

SubsearchArguments = options:Options "[" pipeline:Subpipeline "]" { return { options, pipeline }; }

RegexArguments
  = field:(Quoted / SingleQuoted / $([A-Za-z_] [A-Za-z0-9_.:{}@]*)) _ operator:("!=" / "=") _ pattern:RegexPattern {
      return { field, negated: operator === '!=', pattern };
    }
  / pattern:RegexPattern { return { field: '_raw', negated: false, pattern }; }
RegexPattern "a pattern" = Quoted / $([^ \t\r\n|"]+)

WordArguments = items:WordItem|.., Comma| {
  return { options: items.filter((item) => 'value' in item), words: items.filter((item) => 'text' in item) };
}
WordItem
  = Option
  / text:Quoted { return { text, quoted: true, position: offset() }; }
  / text:$([^ \t\r\n|,\[\]"]+) { return { text, quoted: false, position: offset() }; }
`;
