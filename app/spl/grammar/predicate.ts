/**
 * The search command's language. Precedence (Search Manual): parentheses, NOT, OR, AND; AND is implied between terms; the
 * operators are written in capitals, in lower case they are words like any other.
 */
export const predicate = String.raw`
Predicate
  = first:Alternatives rest:(_ ("AND" TermEnd _)? @Alternatives)* { return together("and", [first, ...rest]); }
Alternatives
  = first:Negated rest:(_ "OR" TermEnd _ @Negated)* { return together("or", [first, ...rest]); }
Negated
  = "NOT" TermEnd _ operand:Negated { return { kind: "not", operand }; }
  / Condition
Condition
  = "(" _ @Predicate _ ")"
  / position:At pipeline:Subsearch { return { kind: "subsearch", pipeline, position }; }
  / !Stop @Term

Term
  = position:At "TERM" _ "(" _ text:(String / $[^ \t\r\n()"|\[\],]+) _ ")" { return { kind: "term", text, exact: true, position }; }
  / "CASE" _ "(" { error("CASE() is not supported by the local engine"); }
  / position:At field:PredicateField _ "IN" _ "(" _ values:ValueList _ ")" { return { kind: "in", field, values, position }; }
  / position:At field:PredicateField _ operator:PredicateOperator _ value:PredicateValue
    { return comparison(field, operator, value, position); }
  / position:At text:String { return { kind: "term", text, exact: false, position }; }
  / position:At text:BareTerm { return text === "*" ? { kind: "all" } : { kind: "term", text, exact: false, position }; }
BareTerm = !Boolean @$([^ \t\r\n"()|\[\],=<>!\x60]+ !["=<>!])
Boolean = ("AND" / "OR" / "NOT") TermEnd
TermEnd = ![^ \t\r\n"()|\[\],]
Stop = &{ return stopsAtBy.at(-1) === true; } "by"i TermEnd
PredicateField = String / !Boolean @$[^ \t\r\n"()|\[\],=<>!\x60]+
PredicateOperator = "!=" / "<=" / ">=" / "<" / ">" / @"=" !"="
PredicateValue = String / $([^ \t\r\n"()|\[\],=<>!] [^ \t\r\n"()|\[\],]* !'"')
ValueList = first:PredicateValue rest:(Separator @PredicateValue)* { return [first, ...rest]; }
`;
