import { describe, expect, it } from 'vitest'
import { readErlang } from '../../../src/review/source/erlang/index.ts'
import { printFile } from './print.ts'

function file(lines: readonly string[], path = 'm.erl'): string[] {
  return printFile(readErlang(path, lines.join('\n'))).split('\n')
}

describe('a file', () => {
  it('is a module with what it exports, behaves as and defines', () => {
    expect(
      file([
        '%% doc',
        '-module(shop).',
        '-behaviour(gen_server).',
        '-behavior(other).',
        '-export([a/0, b/1]).',
        '-record(r, {x, y = [] :: [{atom(), fun((...) -> ok)}], z = self() :: pid()}).',
        '-spec a() -> ok | #{atom() => fun((...) -> ok)}.',
        '-type t() :: a | b.',
        '-callback c(X :: 1..3) -> ok.',
        '-custom({x, y}).',
        '-?ATTRIBUTE(x).',
        'b(X) -> X;',
        'b(_) -> none.',
        'b(X, Y) -> {X, Y}.',
        "a() -> 'quoted function'().",
        "'quoted function'() -> ok.",
        '?WRAPPED(x).',
      ]),
    ).toEqual([
      'module shop',
      '  behaviour gen_server',
      '  behaviour other',
      '  def b/1',
      '    (X -> X)',
      '    (_ -> :none)',
      '  defp b/2',
      '    (X Y -> {X Y})',
      '  def a/0',
      '    (-> (shop:quoted function))',
      '  defp quoted function/0',
      '    (-> :ok)',
      '  %r{:x => :undefined, :y => [], :z => (erlang:self)}',
      '  (@WRAPPED :x)',
    ])
  })

  it('exports everything where it is compiled so', () => {
    expect(file(['-module(m).', '-compile([export_all, nowarn_export_all]).', 'f() -> ok.'])).toEqual([
      'module m',
      '  def f/0',
      '    (-> :ok)',
    ])
  })

  it('keeps the clauses of every branch of the preprocessor', () => {
    expect(
      file([
        '-module(m).',
        '-ifdef(TEST).',
        'now_ms() -> 0.',
        '-elif(?OTP_RELEASE >= 26).',
        'now_ms() -> 1.',
        '-else.',
        'now_ms() -> 2.',
        '-endif.',
        'f() -> a; ?OTHER_CLAUSES.',
      ]),
    ).toEqual([
      'module m',
      '  defp now_ms/0',
      '    (-> 0)',
      '    (-> 1)',
      '    (-> 2)',
      '  defp f/0',
      '    (-> :a)',
      '    (@OTHER_CLAUSES ->)',
    ])
  })

  it('keeps its macros as constants and uses those that name a module or function', () => {
    expect(
      file([
        '-module(m).',
        '-define(TTL, 5000).',
        '-define(SRV, my_server).',
        '-define(KEY(N, M), {key, N, M}).',
        '-define(EMPTY, ).',
        '-define(TWO, one(), two()).',
        '-define(IS(X), is_atom(X); is_list(X)).',
        '-define(CASES, a -> 1; b -> 2).',
        '-define(PAIRS, k => v, k2 => v2).',
        '-define(LOG(F, A), io:format("~p: " F ??A, A)).',
        '-define(FUN, h()).',
        '-ifdef(X).',
        '-define(CLOCK, a).',
        '-else.',
        '-define(CLOCK, b).',
        '-endif.',
        'f(X) -> ?SRV:go(X), ?SRV(X), fun ?SRV:f/1, ?FUN(X), ?CLOCK:now(), #?SRV{}.',
        '?SRV() -> ok.',
      ]),
    ).toEqual([
      'module m',
      '  @TTL 5000',
      '  @SRV :my_server',
      '  @KEY(N M) {:key N M}',
      '  @EMPTY (do)',
      '  @TWO (do (m:one) (m:two))',
      '  @IS(X) (or (erlang:is_atom X) (erlang:is_list X))',
      '  @CASES (fn (:a -> 1) (:b -> 2))',
      '  @PAIRS (other {:k :v} {:k2 :v2})',
      '  @LOG(F A) (io:format (text "~p: " F (text A)) A)',
      '  @FUN (m:h)',
      '  @CLOCK :a',
      '  @CLOCK :b',
      '  defp f/1',
      '    (X -> (my_server:go X) (m:my_server X) &my_server:f/1 (apply @FUN X) (@CLOCK.now) %my_server{})',
      '  defp my_server/0',
      '    (-> :ok)',
    ])
  })

  it('that is a header has constants of its own, and its local calls go to whoever includes it', () => {
    const lines = ['-define(TIMEOUT, 100).', '-define(HERE, ?MODULE).', '-record(s, {n = node()}).']
    expect(file([...lines, '-define(GO(X), go(X)).'], 'include/shared.hrl')).toEqual([
      '@TIMEOUT 100',
      '@HERE @MODULE',
      '@GO(X) (@MODULE.go X)',
      '%s{:n => (erlang:node)}',
    ])
    expect(file(['inline(X) -> other(X), inline(X), length(X).'], 'include/shared.hrl')).toEqual([
      'module shared',
      '  defp inline/1',
      '    (X -> (@MODULE.other X) (shared:inline X) (erlang:length X))',
    ])
  })

  it('that is a script is a module of its name', () => {
    const lines = ['#!/usr/bin/env escript', '%%! -sname x', 'main(Args) -> go(Args).', 'go(_) -> ok.']
    expect(file(lines, 'bin/tool.escript')).toEqual([
      'module tool',
      '  def main/1',
      '    (Args -> (tool:go Args))',
      '  defp go/1',
      '    (_ -> :ok)',
    ])
  })

  it('of terms holds them in order', () => {
    const terms = [
      '%% deps',
      '{deps, [{ra, "2.0"}]}.',
      '[{kernel, [{net_ticktime, 60}]}].',
      '{broken, [}.',
      '"1.2.0".',
    ]
    expect(file(terms, 'rebar.config')).toEqual([
      '{:deps [{:ra "2.0"}]}',
      '[{:kernel [{:net_ticktime 60}]}]',
      '"1.2.0"',
      'unread 65-77 expected an expression, found `}`',
    ])
    expect(file(['X = os:getenv("A"), [{a, X} | CONFIG].'], 'rebar.config.script')).toEqual([
      '(do (= X (os:getenv "A")) [{:a X} | CONFIG])',
    ])
  })

  it('is read as UTF-8, or as Latin-1 where it is not UTF-8', () => {
    const code = '-module(m).\n\'grüße\'(Überlauf, ärger) -> {"naïve ✓", <<"ü"/utf8>>, $é, Überlauf}.\n'
    const printed = ['module m', '  defp grüße/2', '    (Überlauf :"ärger" -> {"naïve ✓" "ü" 233 Überlauf})']
    expect(file([Buffer.from(code).toString('latin1')])).toEqual(printed)
    expect(file([Buffer.from(code.replace(' ✓', ''), 'latin1').toString('latin1')])).toEqual(
      printed.map((line) => line.replace(' ✓', '')),
    )
  })
})

describe('what cannot be read', () => {
  it('costs the form that it stands in, and the rest of the file is read', () => {
    expect(
      file([
        '-module(m).',
        'a() -> ok.',
        'b() -> case of end.',
        'c() -> [1, 2.',
        'd() -> A == B == C.',
        'e() -> ok.',
        'f(X) -> X',
        '        g(X).',
        'stray(1).',
        '-define(PART, case x of).',
        'h(X) -> ?odd(a b, X).',
        'last() -> ok',
      ]),
    ).toEqual([
      'module m',
      '  @PART (other)',
      '  defp a/0',
      '    (-> :ok)',
      '  defp e/0',
      '    (-> :ok)',
      '  defp h/1',
      '    (X -> (@odd (other) X))',
      'unread 23-42 expected an expression, found `of`',
      'unread 43-56 expected `,`, `|` or `]`, found the end of the form',
      'unread 57-76 comparisons do not chain, found `==`',
      'unread 88-111 expected the end of the form, found `g`',
      'unread 112-120 expected a function or an attribute',
      'unread 161-164 not an expression: expected `,` or `)`, found `b`',
      'unread 170-182 expected the end of the form, found the end of the file',
    ])
  })

  it('reads a macro that stands for a record: `?STATE{…}`, `Base?STATE{…}`, `Base?STATE.field`', () => {
    expect(
      file([
        '-module(m).',
        '-define(STATE, #state).',
        'f(?STATE{ring = Ring} = S) -> g(S?STATE.ring, S?STATE{ring = Ring}).',
      ]),
    ).toEqual([
      'module m',
      '  @STATE :state',
      '  defp f/1',
      '    ((= %state{:ring => Ring} S) -> (m:g S.ring %state{S | :ring => Ring}))',
    ])
  })

  it('ends with the form also where a quote is missing', () => {
    expect(
      file(['-module(m).', 'a() -> io:format("one~n), ok.', '', 'b() -> "two".', '%% c', 'c() -> ok.']),
    ).toEqual([
      'module m',
      '  defp b/0',
      '    (-> "two")',
      '  defp c/0',
      '    (-> :ok)',
      'unread 12-43 expected `,` or `)`, found `two`',
    ])
  })

  it('is a form nested beyond measure', () => {
    const deep = `${'['.repeat(300)}${']'.repeat(300)}`
    expect(file([`a() -> ${deep}.`, `b() -> 1${' + 1'.repeat(500)}.`, 'c() -> ok.'])).toEqual([
      'module m',
      '  defp c/0',
      '    (-> :ok)',
      'unread 0-608 nested more than 256 deep',
      'unread 609-2617 nested more than 400 deep',
    ])
  })
})
