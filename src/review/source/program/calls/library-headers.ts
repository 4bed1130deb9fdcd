const typerefl = {
  typerefl: `any/0 atom/0 binary/0 boolean/0 float/0 function/0 integer/0 list/0 list/1 map/0 nonempty_list/1 number/0
    pid/0 port/0 reference/0 term/0 tuple/0 byte/0 char/0 arity/0 module/0 non_neg_integer/0 pos_integer/0 string/0
    nil/0 map/1 maybe_improper_list/0 maybe_improper_list/2 nonempty_maybe_improper_list/0
    nonempty_maybe_improper_list/2 nonempty_string/0 iolist/0 iodata/0 union/2 union/1 tuple/1 range/2
    printable_latin1_list/0 printable_unicode_list/0 mfa/0 timeout/0 identifier/0`,
}

/** The functions that an included header of a library imports, by the module that has them. Source: the headers. */
const imported: Record<string, Readonly<Record<string, string>> | undefined> = {
  'proper/include/proper.hrl': {
    proper: `numtests/2 fails/1 on_output/2 collect/2 collect/3 aggregate/2 aggregate/3 measure/3 with_title/1 equals/2`,
    proper_types: `integer/2 float/2 atom/0 binary/0 binary/1 bitstring/0 bitstring/1 list/1 vector/2 union/1
      weighted_union/1 tuple/1 loose_tuple/1 exactly/1 fixed_list/1 function/2 any/0 integer/0 non_neg_integer/0
      pos_integer/0 neg_integer/0 range/2 float/0 non_neg_float/0 number/0 boolean/0 byte/0 char/0 list/0 tuple/0
      string/0 wunion/1 term/0 timeout/0 int/0 nat/0 largeint/0 real/0 bool/0 choose/2 elements/1 oneof/1 frequency/1
      return/1 default/2 orderedlist/1 function0/1 function1/1 function2/1 function3/1 function4/1 resize/2
      non_empty/1 noshrink/1`,
    proper_unicode: 'utf8/0 utf8/1 utf8/2',
    proper_symb: 'eval/1 eval/2 defined/1 well_defined/1 pretty_print/1 pretty_print/2',
    proper_statem: `commands/1 commands/2 parallel_commands/1 parallel_commands/2 more_commands/2 run_commands/2
      run_commands/3 state_after/2 command_names/1 zip/2 run_parallel_commands/2 run_parallel_commands/3`,
  },
  'typerefl/include/types.hrl': typerefl,
  // It includes the one above.
  'hocon/include/hoconsc.hrl': typerefl,
}

const modules = new Map<string, ReadonlyMap<string, string>>()
for (const [header, rows] of Object.entries(imported)) {
  const byFunction = new Map<string, string>()
  for (const [module, functions] of Object.entries(rows ?? {}))
    for (const fn of functions.split(/\s+/)) byFunction.set(fn, module)
  modules.set(header, byFunction)
}

/** The module whose function an included header imports as `name/arity`; null where no header is known to. */
export function importedByHeader(includes: readonly string[], name: string, arity: number): string | null {
  for (const header of includes) {
    const module = modules.get(header)?.get(`${name}/${arity}`)
    if (module !== undefined) return module
  }
  return null
}
