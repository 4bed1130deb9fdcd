import { describe, expect, it } from 'vitest'
import { readErlang } from '../../../src/review/source/erlang/index.ts'
import type { Call, Expr } from '../../../src/review/source/form.ts'
import { print } from './print.ts'

/** The only body expression of f/3, as read in a module that defines f/3, h/0 and self/0. */
function expression(code: string): Expr {
  const text = `-module(m).\n-import(lists, [map/2]).\nf(A, B, C) -> ${code}.\nh() -> ok.\nself() -> own.\n`
  const form = readErlang('m.erl', text)
  expect(form.unread).toEqual([])
  const body = form.modules[0]?.functions[0]?.clauses[0]?.body ?? []
  expect(body.length).toBe(1)
  return body[0] as Expr
}

describe('an expression has one form', () => {
  it.each([
    // calls
    ['length(A)', '(erlang:length A)'],
    ['nodes()', '(erlang:nodes)'],
    ['self()', '(m:self)'],
    ['erlang:self()', '(erlang:self)'],
    ['map(A, B)', '(lists:map A B)'],
    ['map(A)', '(m:map A)'],
    ['lists:map(A, B)', '(lists:map A B)'],
    ['sets:size(A)', '(erlang:length A)'],
    ['f(1, 2, 3)', '(m:f 1 2 3)'],
    ['?MODULE:f(1, 2, 3)', '(m:f 1 2 3)'],
    ['A:go(B)', '(A.go B)'],
    ['?OTHER:go(B)', '(@OTHER.go B)'],
    ['(h()):go(B)', '((m:h).go B)'],
    ['A:B(C)', '(erlang:apply A B [C])'],
    ['x:B()', '(erlang:apply :x B [])'],
    ['apply(x, go, [A, B])', '(x:go A B)'],
    ['erlang:apply(?MODULE, h, [])', '(m:h)'],
    ['apply(A, go, [B])', '(A.go B)'],
    ['apply(x, B, [])', '(erlang:apply :x B [])'],
    ['apply(x, go, A)', '(erlang:apply :x :go A)'],
    ['apply(A, [B])', '(erlang:apply A [B])'],
    ['spawn(x, go, [A])', '(erlang:spawn :x :go [A])'],
    ['A(B)', '(apply A B)'],
    ['(h())(B)', '(apply (m:h) B)'],
    ['h()(B)', '(apply (m:h) B)'],
    ['A ! {hello, B}', '(erlang:send A {:hello B})'],
    ['maybe(A)', '(m:maybe A)'],
    ['?FUNCTION_NAME(A)', '(m:f A)'],
    ['x:?FUNCTION_NAME(A)', '(x:f A)'],
    // funs
    ['fun f/3', '&m:f/3'],
    ['fun node/0', '&erlang:node/0'],
    ['fun sets:size/1', '&erlang:length/1'],
    ['fun ?MODULE:f/3', '&m:f/3'],
    ['fun A:f/1', '&A.f/1'],
    ['fun A:B/C', '(erlang:make_fun A B C)'],
    ['fun(X, Y) when X > Y -> X; (_, Y) -> Y end', '(fn (X Y when (> X Y) -> X) (_ Y -> Y))'],
    ['fun Again(N) -> Again(N - 1) end', '(fn (N -> (apply Again (- N 1))))'],
    // operators
    ['A + B * 2 - A div B rem 3', '(- (+ A (* B 2)) (rem (div A B) 3))'],
    ['A =< B', '(<= A B)'],
    ['A =:= B', '(=== A B)'],
    ['A /= B', '(!= A B)'],
    ['A =/= B', '(!== A B)'],
    ['A == B andalso not B orelse A xor B', '(or (and (== A B) (not B)) (xor A B))'],
    ['A and B or C', '(or (and A B) C)'],
    ['A ++ B -- C', '(++ A (-- B C))'],
    ['bnot A bsl 2', '(bsl (bnot A) 2)'],
    ['-A + 1', '(+ (- A) 1)'],
    ['A = B = 1', '(= A (= B 1))'],
    ['(A + B) * 2', '(* (+ A B) 2)'],
    ['A ! B ! c', '(erlang:send A (erlang:send B :c))'],
    ['- h()', '(- (m:h))'],
    // literals
    ["'quoted \\'atom\\''", `:"quoted 'atom'"`],
    ['1_000', '1000'],
    ['16#ff', '255'],
    ['36#Zz', '1295'],
    ['123456789012345678901', 'NaN'],
    ['1.5e-3', '0.0015'],
    ['16#f.8#e2', '3968.0'],
    [
      '[$a, $\\n, $\\s, $\\x{1F600}, $\\^A, $\\101, $\\x41, $%, $", $\\\\]',
      '[97 10 32 128512 1 65 65 37 34 92]',
    ],
    ['"a\\tb" "c"', '"a\\tbc"'],
    ['<<"bin">>', '"bin"'],
    ['<<"x"/utf8>>', '"x"'],
    ['<<>>', '<<>>'],
    ['~"sig\\"il"', '"sig\\"il"'],
    ['~S[raw\\n]', '"raw\\\\n"'],
    ['~s|cooked\\n|', '"cooked\\n"'],
    ['"""\n    one "quoted"\n      two\n    """', '"one \\"quoted\\"\\n  two"'],
    ['""""\n  """\n  """"', '"\\"\\"\\""'],
    ['~s"""\n  a\\tb\n  """', '"a\\tb"'],
    ['~B"""\n  a\\tb\n  """', '"a\\\\tb"'],
    ['[1, 2 | A]', '[1 2 | A]'],
    ['{maybe, else}', '{:maybe :else}'],
    [
      '<<A:8/little-unit:1, B:C, 3:(size(A))/unit:8, -1, (h()):4, "s">>',
      '<<A (other B C) (other 3 (erlang:size A)) (- 1) (m:h) "s">>',
    ],
    // maps and records
    ['#{k => v, 1 := A}', '%{:k => :v, 1 => A}'],
    ['A#{k := 2}#{n => 3}', '%{%{A | :k => 2} | :n => 3}'],
    ['#r{a = 1, _ = x}', '%r{:a => 1, _ => :x}'],
    ['A#r{a = 2}', '%r{A | :a => 2}'],
    ['A#r.b#s.c', 'A.b.c'],
    ['#r.b', ':r.b'],
    ['#?MODULE{a = 1}', '%m{:a => 1}'],
    ['#?REC{a = 1}', '%?REC{:a => 1}'],
    // control
    [
      'case A of {ok, V} when V > 1, V < 9; V == 0 -> V; _ -> none end',
      '(case A ({:ok V} when (or (and (> V 1) (< V 9)) (== V 0)) -> V) (_ -> :none))',
    ],
    ['if A > 1, A < 9 -> a; true -> b end', '(cond (when (and (> A 1) (< A 9)) -> :a) (when :true -> :b))'],
    ['begin A, B end', '(do A B)'],
    [
      'receive {a, X} -> X; stop -> ok after 1000 -> late, gone end',
      '(receive ({:a X} -> X) (:stop -> :ok) after (1000 -> :late :gone))',
    ],
    ['receive after infinity -> ok end', '(receive after (:infinity -> :ok))'],
    [
      'try h(), A of {ok, X} when X > 1 -> X; _ -> no catch error:{badmatch, _} = R -> R; throw -> t after h() end',
      '(try (m:h) A of ({:ok X} when (> X 1) -> X) (_ -> :no) catch (:error (= {:badmatch _} R) -> R) (:throw -> :t) after (m:h))',
    ],
    [
      'try A catch exit:R:S when is_atom(R) -> S; _:_ -> any end',
      '(try A catch (:exit R S when (erlang:is_atom R) -> S) (_ _ -> :any))',
    ],
    ['catch h()', '(try (m:h) catch (_ ->))'],
    ['A = (catch h())', '(= A (try (m:h) catch (_ ->)))'],
    [
      'maybe X = h(), {ok, Y} ?= X, Z = 1, ok ?= Y, Z, done else {error, R} when R > 1 -> R; _ -> no end',
      '(with (= X (m:h)) (<- {:ok Y} X) (= Z 1) (<- :ok Y) do Z :done else ({:error R} when (> R 1) -> R) (_ -> :no))',
    ],
    [
      '[{X, Y} || X <- A, Y <- B, X > Y, {ok, Z} <- [Y]]',
      '(for (<- X A) (<- Y B) (> X Y) (<- {:ok Z} [Y]) do {X Y})',
    ],
    ['<< <<X:8>> || <<X:4>> <= B >>', '(for (<- <<X>> B) do <<X>>)'],
    ['#{K => V + 1 || K := V <- A, V > 1}', '(for (<- {K V} A) (> V 1) do {K (+ V 1)})'],
    ['[X + Y || X <- A && Y <- B]', '(for (<- X A) (<- Y B) do (+ X Y))'],
    // macros
    ['?TTL', '@TTL'],
    ['?MODULE', ':m'],
    ['?KEY(A, 1)', '(@KEY A 1)'],
    [
      '?assertMatch({ok, Y} when Y > 1; Y < 0, h())',
      '(@assertMatch (other {:ok Y} (or (> Y 1) (< Y 0))) (m:h))',
    ],
    ['"at " ?FILE ":" "1"', '(text "at " @FILE ":1")'],
    ['A?SUFFIX', '(other A @SUFFIX)'],
    ['#{a => 1, ?PAIRS}', '%{:a => 1, @PAIRS => @PAIRS}'],
    ['case A of x -> 1; ?COMMON(A); ?REST end', '(case A (:x -> 1) ((@COMMON A) ->) (@REST ->))'],
    [
      'try A catch ?CAUGHT(C, R, S) h(), S; ?EX -> ok end',
      '(try A catch ((@CAUGHT C R S) -> (m:h) S) (@EX -> :ok))',
    ],
  ])('%s', (code, printed) => {
    expect(print(expression(code))).toBe(printed)
  })

  it('carries the bytes of what it was read from', () => {
    const code = 'lists:map(fun h/0, (A) ++ "ü")'
    const text = Buffer.from(`-module(m).\n%% ü\nf(A) ->\n  ${code}.\n`).toString('latin1')
    const form = readErlang('m.erl', text)
    const call = form.modules[0]?.functions[0]?.clauses[0]?.body[0] as Call
    const bytes = [call, ...call.args].map(({ start, end }) => {
      return Buffer.from(text.slice(start, end), 'latin1').toString()
    })
    expect(bytes).toEqual([code, 'fun h/0', '(A) ++ "ü"'])
  })
})
