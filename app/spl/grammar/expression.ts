/**
 * Eval expressions. Precedence (Search Manual, "Boolean expressions with logical operators"): parentheses, NOT, AND, OR, XOR,
 * over comparisons, over arithmetic. Whether `.` binds tighter than arithmetic is not documented: mixing them needs parentheses.
 */
export const expression = String.raw`
Expression
  = first:Disjunction rest:(_ position:At "XOR"i WordEnd _ right:Disjunction { return { operator: "xor", right, position }; })*
    { return leftToRight(first, rest); }
Disjunction
  = first:Conjunction rest:(_ position:At "OR"i WordEnd _ right:Conjunction { return { operator: "or", right, position }; })*
    { return leftToRight(first, rest); }
Conjunction
  = first:Negation rest:(_ position:At "AND"i WordEnd _ right:Negation { return { operator: "and", right, position }; })*
    { return leftToRight(first, rest); }
Negation
  = position:At "NOT"i WordEnd _ operand:Negation { return { kind: "unary", operator: "not", operand, position }; }
  / Comparison
Comparison
  = left:Arithmetic tail:(_ @(Membership / Compared))?
    { return tail === null ? left : tail.list ? { kind: "in", operand: left, ...tail } : leftToRight(left, [tail]); }
Membership = position:At "IN"i WordEnd _ "(" _ list:ExpressionList _ ")" { return { list, position }; }
Compared = position:At operator:ComparisonOperator _ right:Arithmetic { return { operator, right, position }; }
ComparisonOperator "a comparison"
  = ("==" / "=") { return "=="; } / "!=" / "<=" / ">=" / "<" / ">" / "LIKE"i WordEnd { return "like"; }
Arithmetic
  = first:Signed rest:(_ position:At operator:[-+*/%.] _ right:Signed { return { operator, right, position }; })*
    { return arithmetic(first, rest); }
Signed
  = position:At operator:[-+] _ operand:Signed { return { kind: "unary", operator, operand, position }; }
  / Primary
Primary
  = "(" _ @Expression _ ")"
  / position:At value:Number { return { kind: "literal", value, position }; }
  / position:At value:String { return { kind: "literal", value, position }; }
  / position:At name:QuotedField { return { kind: "field", name, position }; }
  / position:At name:Identifier _ "(" _ args:ExpressionList? _ ")" { return { kind: "call", name, args: args ?? [], position }; }
  / position:At !Reserved name:Identifier { return { kind: "field", name, position }; }
ExpressionList = first:Expression rest:(_ "," _ @Expression)* { return [first, ...rest]; }
Number "a number"
  = digits:$([0-9]+ ("." [0-9]+)? / "." [0-9]+) exponent:$([eE] [-+]? [0-9]+)? ![A-Za-z0-9_] { return Number(digits + (exponent ?? "")); }
Identifier "a field or function" = $([A-Za-z_] [A-Za-z0-9_]*)
Reserved = ("AND"i / "OR"i / "NOT"i / "XOR"i / "LIKE"i / "IN"i) ![A-Za-z0-9_]

Assignments = first:Assignment rest:(_ "," _ @Assignment)* { return [first, ...rest]; }
Assignment = field:Target _ "=" !"=" _ expression:Expression { return { field, expression }; }
Target
  = position:At name:(String / QuotedField / $[^ \t\r\n"'()|,\[\]=<>!]+)
    {
      if (/\{[^}]/.test(name)) error("a field whose name is taken from another field, as in {field}, is not supported");
      return { name, position };
    }
`;
