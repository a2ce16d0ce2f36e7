/**
 * Words, strings and names that all parts of the grammar share. Comments are blanks by the time the grammar reads the text.
 *
 * In a quoted string `\"` is a quote and `\\` a backslash; any other backslash stays, so that a regular expression can be
 * written as it is (Search Manual, "Backslashes").
 */
export const lexical = String.raw`
At = "" { return range().start; }
_ = [ \t\r\n]*
__ = [ \t\r\n]+
End = _ ([|\]] / !.)
Separator = _ "," _ / __

String "a string in quotes"
  = '"' parts:StringPart* '"' { return parts.join(""); }
StringPart = "\\" character:["\\] { return character; } / "\\" / $[^"\\]+
QuotedField "a field in single quotes"
  = "'" parts:("\\" character:['\\] { return character; } / "\\" / $[^'\\]+)+ "'" { return parts.join(""); }

FieldText "the name of a field"
  = String / QuotedField / $[^ \t\r\n"'()|,\[\]=<>!]+
Field = position:At name:FieldText { return { name, position }; }
As = "as"i __
WordEnd = ![A-Za-z0-9_.*:-]

Option
  = position:At name:OptionName _ "=" !"=" _ value:OptionValue { return { name, value, position }; }
OptionName = $([A-Za-z_] [A-Za-z0-9_.-]*)
OptionValue = String / $([^ \t\r\n"|,\[\]]+ !'"')
OptionsBefore = (@Option Separator)*
`;
