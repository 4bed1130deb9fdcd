import { describe, expect, it } from 'vitest'
import { treesOf } from '../../../oracle/erlang-trees.ts'

/** The tree of the only expression of a function. */
function tree(expression: string): string {
  const [form, ...more] = treesOf(Buffer.from(`f() -> ${expression}.\n`).toString('latin1'))
  expect(more).toEqual([])
  const [, inner] = /^\(function \| :f \| \(clause \| \| (.*)\)\)$/.exec(form?.tree ?? '') ?? []
  return inner ?? form?.tree ?? ''
}

describe('what came later than the parser that the others are compared with', () => {
  it.each([
    // OTP 27, Reference Manual, Data Types, "String"
    [
      'a triple-quoted string',
      '"""\n  one "two"\n    three\n  """',
      '"one\\32;\\34;two\\34;\\10;\\32;\\32;three',
    ],
    ['one without contents', '"""\n  """', '"'],
    ['one of four quotes', '""""\n"""\n""""', '"\\34;\\34;\\34;'],
    ['no escapes in it', '"""\n a\\n\n """', '"a\\92;n'],
    // OTP 27, Reference Manual, Data Types, "Sigil"
    ['the default sigil', '~"a\\tb"', '"a\\9;b'],
    ['the sigil ~b', '~b{a\\}b}', '"a\\125;b'],
    ['the sigil ~B', '~B[a\\tb]', '"a\\92;tb'],
    ['the sigil ~s', '~s/a\\x41/', '"aA'],
    ['the sigil ~S', "~S'a\\n'", '"a\\92;n'],
    ['a triple-quoted sigil', '~s"""\n  a\\tb\n  """', '"a\\9;b'],
    // OTP 27: a word of the language by default
    [
      'maybe',
      'maybe {ok, A} ?= g(), B = A, ok ?= B, B else {error, E} when E -> E; _ -> no end',
      '(maybe_expr | (maybe_match_expr | (tuple | :ok $A) | (application | :g |)) (match_expr | $B | $A) ' +
        '(maybe_match_expr | :ok | $B) $B | (else_expr | (clause | (tuple | :error $E) | ' +
        '(disjunction | (conjunction | $E)) | $E) (clause | $_ | :no)))',
    ],
    ['maybe without else', 'maybe a ?= b end', '(maybe_expr | (maybe_match_expr | :a | :b))'],
    // OTP 26, Reference Manual, Expressions, "Comprehensions"
    [
      'a map comprehension',
      '#{K => V || {K, V} <- L, V}',
      '(map_comp | (map_field_assoc | $K | $V) | (generator | (tuple | $K $V) | $L) $V)',
    ],
    [
      'a map generator',
      '[K || K := V <- M]',
      '(list_comp | $K | (generator | (map_field_exact | $K | $V) | $M))',
    ],
    // OTP 28
    ['a strict generator', '[X || {X} <:- L]', '(list_comp | $X | (generator <:- | (tuple | $X) | $L))'],
    [
      'a strict generator over bytes',
      '<< <<X>> || <<X>> <:= B >>',
      '(binary_comp | (binary | (binary_field | $X)) | (generator <:= | (binary | (binary_field | $X)) | $B))',
    ],
    [
      'a strict map generator',
      '[K || K := _ <:- M]',
      '(list_comp | $K | (generator <:- | (map_field_exact | $K | $_) | $M))',
    ],
    [
      'generators that advance together',
      '[{X, Y} || X <- A && <<Y>> <= B, X]',
      '(list_comp | (tuple | $X $Y) | (zip | (generator | $X | $A) (binary_generator | (binary | (binary_field | $Y)) | $B)) $X)',
    ],
    [
      'a float with a base',
      '{2#0.11, 16#f.8#e2, 2#1_0.1#e-1}',
      '(tuple | f3FE8000000000000 f40AF000000000000 f3FF4000000000000)',
    ],
  ])('%s', (_, code, expected) => {
    expect(tree(code)).toBe(expected)
  })

  it('documentation attributes', () => {
    const doc =
      '-moduledoc """\n  Says *what*.\n  """.\n-doc #{since => <<"1">>}.\n-doc ~"x".\n-nominal n(A) :: A.\n'
    expect(treesOf(doc).map((form) => form.tree)).toEqual([
      `(-:moduledoc [${[...'Says *what*.'].map((char) => `i${char.charCodeAt(0)}`).join(' ')}])`,
      '(-:doc #{:since <<i49>>})',
      '(-:doc [i120])',
      '(-:nominal :n 1)',
    ])
  })
})

describe('macros where that parser gives up', () => {
  it.each([
    [
      'one that stands for a record',
      'g(?STATE{a = A}, B?STATE.a, B?STATE{a = 1})',
      '(application | :g | (record_expr | (? STATE) | (record_field | :a | $A)) (record_access | $B | (? STATE) | :a) (record_expr | $B | (? STATE) | (record_field | :a | i1)))',
    ],
    [
      'a guard in an argument',
      '?assertMatch({ok, X} when X > 1, g())',
      '(?? assertMatch (guarded (tuple | :ok $X) (disjunction | (conjunction | (infix_expr | $X | > | i1)))) (application | :g |))',
    ],
    [
      'one beside a string in a binary',
      '<<?NAME "1">>',
      '(binary | (binary_field | (infix_expr | (? NAME) | ++ | "1)))',
    ],
    [
      'whole clauses',
      'case a of ?IGNORED; ?CAUGHT(C) -> c; b -> d end',
      '(case_expr | :a | (clause | (? IGNORED) |) (clause | (?? CAUGHT $C) | :c) (clause | :b | :d))',
    ],
    ['associations', '#{a => 1, ?MORE}', '(map_expr | (map_field_assoc | :a | i1) (? MORE))'],
    ['the text of an argument', 'g(??X)', '(application | :g | (?text X))'],
  ])('%s', (_, code, expected) => {
    expect(tree(code)).toBe(expected)
  })

  it('a function whose first clauses are macros', () => {
    expect(treesOf('?INLINE(a, 1);\n?INLINE(b, 2);\nf(X) -> X.\n').map((form) => form.tree)).toEqual([
      '(function | :f | (clause | (?? INLINE :a i1) |) (clause | (?? INLINE :b i2) |) (clause | $X | $X))',
    ])
  })
})
