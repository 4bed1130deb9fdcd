import type { Operation } from '../access.ts'

/**
 * How one function of one arity touches a store; numbers are positions of arguments.
 * `row`: a tuple or record (or a list of them) whose first element is the key, and which is the value.
 * `pair`: `{Table, Key}`. `record`: a record whose name is the table.
 * `table: 'callee'`: the module that is called is the table.
 */
export interface Row {
  readonly operation: Operation
  readonly table?: number | 'callee'
  readonly key?: number
  readonly value?: number
  readonly row?: number
  readonly pair?: number
  readonly record?: number
  readonly dirty?: true
  readonly locking?: true
}

/** Rows by `module:name/arity`. */
export type Rows = Readonly<Record<string, Row>>
