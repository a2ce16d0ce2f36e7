/** Nodes of eval expressions: plain frozen data with a `kind`. `position` is an offset into the expanded SPL text. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number; readonly position: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly position: number }
  | { readonly kind: 'field'; readonly name: string; readonly position: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly position: number }
  | {
      readonly kind: 'unary';
      readonly operator: 'not' | '-' | '+';
      readonly operand: Expression;
      readonly position: number;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly position: number;
    }
  | {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly list: readonly Expression[];
      readonly position: number;
    };

/** `=` is read as `==`; `.` concatenates; `+` adds numbers and joins strings. */
export type BinaryOperator =
  'and' | 'or' | 'xor' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | '+' | '-' | '*' | '/' | '%' | '.';
