import type { Clause, Expr, FileForm, FunctionForm, ModuleForm } from '../../../src/review/source/form.ts'

/**
 * The shared form as compact text without byte ranges, so that a test compares whole forms and still reads.
 *
 * - atom `:name`, var `name`, text `"…"`, integer `1`, float `1.5`, tuple `{a b}`, list `[a b | tail]`,
 *   map `%{k => v}`, struct `%Name{base | k => v}`, binary `<<a b>>`
 * - call `(module:name a b)`, computed module `(target.name a b)`, fun applied `(apply f a b)`, funref `&module:name/2`, `&target.name/2`
 * - operator `(+ a b)`, match `(= p v)`, arrow `(<- p v)`, field `x.name`, constant `@name` or `(@name a)`
 * - clause `(p q when g -> body)`; `(case subject clauses)`, `(cond clauses)`, `(fn clauses)`,
 *   `(with steps do body else clauses)`, `(for steps do body)`, `(receive clauses after (t -> body))`,
 *   `(try body of clauses catch clauses after body)`, `(do body)`, `(other children)`, `(text parts)`
 */
export function print(expr: Expr): string {
  switch (expr.kind) {
    case 'atom':
      return `:${/^[\w.@!?]+$/.test(expr.name) ? expr.name : JSON.stringify(expr.name)}`
    case 'integer':
      return String(expr.value)
    case 'float':
      return Number.isInteger(expr.value) ? expr.value.toFixed(1) : String(expr.value)
    case 'text':
      return expr.value === null ? form('text', all(expr.parts)) : JSON.stringify(expr.value)
    case 'var':
      return expr.name
    case 'tuple':
      return `{${all(expr.items)}}`
    case 'list':
      return `[${all(expr.items)}${expr.tail ? ` | ${print(expr.tail)}` : ''}]`
    case 'map': {
      const entries = expr.entries.map((entry) => `${print(entry.key)} => ${print(entry.value)}`).join(', ')
      return `%${expr.struct ?? ''}{${expr.base ? `${print(expr.base)} | ` : ''}${entries}}`
    }
    case 'binary':
      return `<<${all(expr.items)}>>`
    case 'call':
      return form(
        `${expr.module ?? (expr.target ? print(expr.target) : '?')}${expr.module === null ? '.' : ':'}${expr.name}`,
        all(expr.args),
      )
    case 'apply':
      return form('apply', print(expr.fun), all(expr.args))
    case 'op':
      return form(expr.op, all(expr.args))
    case 'match':
      return form('=', print(expr.pattern), print(expr.value))
    case 'block':
      return form('do', all(expr.body))
    case 'branch':
      return expr.subject
        ? form('case', print(expr.subject), clauses(expr.clauses))
        : form('cond', clauses(expr.clauses))
    case 'with':
      return form('with', all(expr.steps), `do ${all(expr.body)}`, section('else', clauses(expr.otherwise)))
    case 'arrow':
      return form('<-', print(expr.pattern), print(expr.value))
    case 'receive': {
      const after = expr.timeout
        ? `after (${[print(expr.timeout), '->', all(expr.after)].filter(Boolean).join(' ')})`
        : ''
      return form('receive', clauses(expr.clauses), after)
    }
    case 'try':
      return form(
        'try',
        all(expr.body),
        section('of', clauses(expr.clauses)),
        section('catch', clauses(expr.catches)),
        section('after', all(expr.after)),
      )
    case 'fun':
      return form('fn', clauses(expr.clauses))
    case 'funref':
      return expr.target
        ? `&${print(expr.target)}.${expr.name}/${expr.arity}`
        : `&${expr.module ?? '?'}:${expr.name}/${expr.arity}`
    case 'comprehension':
      return form('for', all(expr.steps), `do ${all(expr.body)}`)
    case 'field':
      return `${print(expr.of)}.${expr.name}`
    case 'constant':
      return expr.args.length > 0 ? form(`@${expr.name}`, all(expr.args)) : `@${expr.name}`
    case 'other':
      return form('other', all(expr.children))
  }
}

/** A module as indented lines: behaviours, uses, constants, functions with their clauses, then the rest. */
function printModule(module: ModuleForm): string {
  const lines = [`module ${module.name}`]
  for (const behaviour of module.behaviours) lines.push(`  behaviour ${behaviour}`)
  for (const use of module.uses)
    lines.push(`  use ${use.module}${use.options ? ` ${print(use.options)}` : ''}`)
  for (const constant of module.constants) lines.push(`  ${printConstant(constant)}`)
  for (const definition of module.functions)
    lines.push(...printFunction(definition).map((line) => `  ${line}`))
  for (const expr of module.body) lines.push(`  ${print(expr)}`)
  return lines.join('\n')
}

/** A file: its modules, then constants and expressions outside modules, then what could not be read. */
export function printFile(file: FileForm): string {
  const lines = file.modules.map(printModule)
  for (const constant of file.constants) lines.push(printConstant(constant))
  for (const expr of file.body) lines.push(print(expr))
  for (const unread of file.unread) lines.push(`unread ${unread.start}-${unread.end} ${unread.reason}`)
  return lines.join('\n')
}

function printFunction(definition: FunctionForm): string[] {
  const arity =
    definition.minArity === definition.arity
      ? `${definition.arity}`
      : `${definition.minArity}..${definition.arity}`
  const word = `${definition.exported ? 'def' : 'defp'}${definition.macro ? ' macro' : ''}`
  return [
    `${word} ${definition.name}/${arity}`,
    ...definition.clauses.map((clause) => `  ${printClause(clause)}`),
  ]
}

function printConstant(constant: { name: string; params: readonly string[]; value: Expr }): string {
  const params = constant.params.length > 0 ? `(${constant.params.join(' ')})` : ''
  return `@${constant.name}${params} ${print(constant.value)}`
}

function printClause(clause: Clause): string {
  const guard = clause.guard ? `when ${print(clause.guard)}` : ''
  return `(${[all(clause.patterns), guard, '->', all(clause.body)].filter(Boolean).join(' ')})`
}

function clauses(list: readonly Clause[]): string {
  return list.map(printClause).join(' ')
}

function all(list: readonly Expr[]): string {
  return list.map(print).join(' ')
}

function section(word: string, content: string): string {
  return content === '' ? '' : `${word} ${content}`
}

function form(head: string, ...parts: string[]): string {
  return `(${[head, ...parts].filter(Boolean).join(' ').trimEnd()})`
}
