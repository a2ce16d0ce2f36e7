/** What the grammar's actions call: they turn what was read into plain nodes. `syntax` and `stopsAtBy` are the state of one reading. */
export const actions = String.raw`
{{
  const times = ["earliest", "latest", "_index_earliest", "_index_latest"];
  const isOption = (item) => "value" in item;
  const isAggregation = (item) => "argument" in item;
  const together = (kind, operands) => (operands.length === 1 ? operands[0] : { kind, operands });
  const leftToRight = (first, rest) =>
    rest.reduce((left, { operator, right, position }) => ({ kind: "binary", operator, left, right, position }), first);

  function sums(first, rest) {
    const terms = [];
    let term = { first, rest: [] };
    for (const next of rest) {
      if (next.operator === "+" || next.operator === "-") {
        terms.push(term);
        term = { first: next.right, rest: [], operator: next.operator, position: next.position };
      } else term.rest.push(next);
    }
    terms.push(term);
    const [head, ...tail] = terms.map((one) => ({ ...one, right: leftToRight(one.first, one.rest) }));
    return leftToRight(head.right, tail);
  }

  function aggregation(name, argument, as, position) {
    const written = argument === null ? name : name + "(" + argument.written + ")";
    return { name, argument: argument === null ? null : argument.node, as: as ?? written, position };
  }
}}
{
  let syntax;
  const stopsAtBy = [];

  const textAt = (offset) => ({ start: { offset }, end: { offset } });

  function syntaxOf(name, position) {
    const found = options.syntaxOf(name);
    if (found === undefined) error(name + " is no command that the local engine or the app has", textAt(position));
    return found;
  }

  function arithmetic(first, rest) {
    const joins = rest.filter(({ operator }) => operator === ".");
    if (joins.length === 0) return sums(first, rest);
    if (joins.length < rest.length) {
      error("the order of . and other operators is not settled by Splunk's documents; put parentheses around one of them");
    }
    return leftToRight(first, rest);
  }

  function comparison(field, operator, value, position) {
    if (!times.includes(field)) return { kind: "comparison", field, operator, value, position };
    if (operator !== "=") error("the time bound " + field + operator + value + " is not understood, as it needs a =");
    return { kind: "time", bound: field, value, position };
  }
}
`;
