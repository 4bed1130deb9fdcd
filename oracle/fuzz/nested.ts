import fc from 'fast-check'
import type { Language } from '../../src/review/source/form.ts'

type Part = fc.Arbitrary<string>

/** Code of a language as its grammar has it, nested at random: what it means does not matter, that it is read does. */
export function nested(language: Language): Part {
  const shapes = language === 'elixir' ? elixirShapes : erlangShapes
  const words = language === 'elixir' ? elixirWords : erlangWords
  const { expr } = fc.letrec<{ expr: string }>((tie) => ({
    expr: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 7 },
      words,
      ...shapes.map((shape) => filled(shape, tie('expr'))),
    ),
  }))
  const body = fc.array(expr, { minLength: 1, maxLength: 4 })
  if (language === 'elixir')
    return body.map(
      (exprs) => `defmodule M do\n  def f(a, b \\\\ 1) do\n    ${exprs.join('\n    ')}\n  end\nend\n`,
    )
  return body.map((exprs) => `-module(m).\nf(A, B) when A > 1; B ->\n    ${exprs.join(',\n    ')}.\n`)
}

const elixirWords = fc.constantFrom(
  'a',
  'b',
  ':c',
  '1',
  '1.5',
  '"s"',
  "'q'",
  'nil',
  'A.B',
  '@x',
  '~w(a b)',
  '?x',
  '&1',
)
const erlangWords = fc.constantFrom(
  'A',
  '_B',
  'c',
  '1',
  '1.5',
  '"s"',
  "'q r'",
  '[]',
  '?M',
  '$x',
  '16#ff',
  '#r.f',
)

/** `_` stands for an expression. */
const elixirShapes = [
  'f(_, _)',
  'A.f(_)',
  '_.g',
  '(_)',
  '[_, k: _]',
  '[_ | _]',
  '{_, _}',
  '%{_ => _, k: _}',
  '%{a | k: _}',
  '%S{k: _}',
  '(_ + _)',
  '(_ |> f(_))',
  '(_ and not _)',
  '(_ in _)',
  'fn x -> _ end',
  'fn\n x when _ -> _\n y -> _\n end',
  '(&(_))',
  'if _ do\n _\n else\n _\n end',
  'case _ do\n _ when _ -> _\n x -> _\n end',
  'cond do\n _ -> _\n true -> _\n end',
  'with {:ok, x} <- _, y = _ do\n _\n else\n _ -> _\n end',
  'for x <- _, _, into: %{}, do: _',
  '"a#{_}b"',
  '<<_, _::8>>',
  'receive do\n {:m, x} -> _\n after\n _ -> _\n end',
  'try do\n _\n rescue\n e in E -> _\n after\n _\n end',
  '(x = _)',
  'quote do\n unquote(_)\n end',
  'f.(_)',
  'a[_]',
  'foo _, b: _',
  '"""\n a#{_}\n """',
  '(_..1//_)',
  '-_',
  '(_; _)',
]

const erlangShapes = [
  'f(_, _)',
  'm:f(_)',
  '(_)',
  '[_, _]',
  '[_ | _]',
  '{_, _}',
  '#{_ => _}',
  'A#{k := _}',
  '#r{f = _}',
  '(_)#r.f',
  '(_ + _)',
  '(_ andalso not _)',
  '(_ ! _)',
  '(X = _)',
  'fun(X) when _ -> _ end',
  'fun F(0) -> _; F(N) -> _ end',
  'fun m:f/1',
  'case _ of\n _ when _ -> _;\n Y -> _\n end',
  'if _ -> _; true -> _ end',
  'begin _, _ end',
  '(catch _)',
  'receive {m, X} -> _ after _ -> _ end',
  'try _, _ of X -> _ catch error:E:S -> _ after _ end',
  '?M(_, _)',
  '?M:f(_)',
  '[_ || X <- _, _]',
  '<< <<_>> || <<X>> <= _ >>',
  '<<(_):8/integer, (_)/binary>>',
  'maybe\n X ?= _,\n _\n else _ -> _ end',
  '#{_ => _ || X := Y <- _}',
  '"a" "b"',
  '(-_)',
  '(_ div _)',
  '(_ ++ _)',
]

function filled(shape: string, expr: Part): Part {
  const pieces = shape.split('_')
  return fc
    .tuple(...pieces.slice(1).map(() => expr))
    .map((exprs) => pieces.map((piece, index) => piece + (exprs[index] ?? '')).join(''))
}
