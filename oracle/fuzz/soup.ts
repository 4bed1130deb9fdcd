import fc from 'fast-check'
import type { Language } from '../../src/review/source/form.ts'

const elixir =
  'do end fn -> else rescue catch after when and or not in <- \\\\ | |> = == :: <<< << >> ( ) [ ] { } % %{ , ; . .. // ' +
  '& &1 @ ! ^ + - * / ... => def defp defmodule alias import use if case with for try receive quote unquote A A.B x ' +
  'x? x: "a": : :a :"a ?a 1 1.5 0x1F "a" "a#{ } \'a\' """ ~s( ~S""" ~r/ ~ABC[ # \\ é nil true \x00 @doc @spec ~~~ <~> ++ ' +
  '__MODULE__ %__MODULE__{ &( &&& ||| 1..2//3 !== f. f.( a[ \r'

const erlang =
  '( ) [ ] { } << >> , ; . : :: -> => := <- <= <:- <:= || | && # #r #{ #r{ ! = == =:= =< ?= + - * / ++ -- div not ' +
  'case of end if receive after try catch begin fun maybe else when and orelse atom Var _ 1 16#ff 2#1.0e1 1.5 $a $\\n ' +
  '"text" "open \'quoted\' \'open ?M ?M( ??A ~s( ~"x" ~b``` % -module(m) -define( -define(A, -record(r, -export([ ' +
  '-ifdef(A) -else -endif -spec -type -include("a.hrl") f( f(X) X. """ \\ @ é \x00 \r'

/** Tokens of a language in any order; what stands between them may join or part them. */
export function soup(language: Language): fc.Arbitrary<string> {
  const tokens = (language === 'elixir' ? elixir : erlang).split(' ')
  const spaces =
    language === 'elixir' ? ['', ' ', ' ', '\n', '\n  ', ' # \n'] : ['', ' ', ' ', '\n', '. ', '.\n', ' % \n']
  const token = fc.tuple(fc.constantFrom(...tokens), fc.constantFrom(...spaces))
  return fc.array(token, { maxLength: 200 }).map((parts) => parts.map((part) => part.join('')).join(''))
}
