/** Kinds of concrete syntax nodes (Node.kind). The comment says what `value` and `kids` hold. */
export const Kind = {
  atom: 1, // value: name, unquoted
  variable: 2, // value: name
  integer: 3, // value: as written
  float: 4, // value: as written
  character: 5, // value: as written, with `$`
  string: 6, // value: contents, escapes resolved; also sigils
  concat: 7, // kids: strings and macros that stand side by side
  macro: 8, // value: name without `?`
  macroCall: 9, // value: name; kids: arguments
  stringify: 10, // value: name of the argument that `??` quotes
  tuple: 11, // kids: items
  list: 12, // kids: items
  cons: 13, // kids: items, the tail last
  binary: 14, // kids: segments
  segment: 15, // value: types as written; kids: value, then the size if given
  map: 16, // kids: associations
  mapUpdate: 17, // kids: base, associations
  association: 18, // value: `=>` or `:=`; kids: key, value
  record: 19, // value: record name (`?NAME` where a macro); kids: recordFields
  recordUpdate: 20, // value: record name; kids: base, recordFields
  recordField: 21, // kids: name, then the value if given
  recordIndex: 22, // value: record name; kids: field name
  recordAccess: 23, // value: record name; kids: base, field name
  call: 24, // kids: callee, arguments
  remote: 25, // kids: module, name
  operator: 26, // value: operator; kids: left, right
  prefix: 27, // value: operator; kids: operand
  match: 28, // kids: pattern, value
  send: 29, // kids: receiver, message
  catching: 30, // `catch E`; kids: E
  block: 31, // kids: expressions
  caseOf: 32, // kids: subject, clauses
  ifs: 33, // kids: clauses
  receive: 34, // kids: clauses, then a timeout if given
  timeout: 35, // kids: time, body
  tryOf: 36, // kids: body, group of clauses, group of catch clauses, body of `after`
  maybe: 37, // kids: body, group of else clauses
  maybeMatch: 38, // kids: pattern, value
  fun: 39, // value: its own name or ''; kids: clauses
  funReference: 40, // kids: name, arity, or module, name, arity
  comprehension: 41, // value: list, binary or map; kids: template, qualifiers
  generator: 42, // value: arrow; kids: pattern, source
  zip: 43, // kids: generators that advance together
  clause: 44, // value: function name, `?NAME` where a macro, or ''; kids: group of patterns, guard, body
  guard: 45, // kids: alternatives, each a group of tests; none where there is no guard
  group: 46, // kids: whatever stands in a row
  body: 47, // kids: expressions
  guarded: 48, // `P when G` as a macro's argument; kids: P, guard
  opaque: 49, // a macro's argument or body that is no expression; value: why
  attribute: 50, // value: name (`?NAME` where a macro); kids: arguments as far as they are expressions
  define: 51, // value: macro name; kids: group of parameters, body
  recordDefinition: 52, // value: record name; kids: recordFields
  function: 53, // kids: clauses
  typeHead: 55, // value: spec, callback, type …; kids: name, arity, or module, name, arity; a type's parameters in a group
  juxtaposed: 54, // kids: an expression and the macros behind it, as in `Params?ALICE`
} as const
