import { describe, expect, it } from 'vitest'
import { readErlang } from '../../../src/review/source/erlang/index.ts'
import type { Expr, FileForm } from '../../../src/review/source/form.ts'
import { visitClause } from '../../../src/review/source/walk.ts'
import { print } from './print.ts'

/** What f/1 does, in a module with these definitions. */
function body(
  definitions: readonly string[],
  code: string,
): { printed: string; exprs: readonly Expr[]; form: FileForm } {
  const text = `-module(m).\n${definitions.join('\n')}\nf(X) -> ${code}.\n`
  const form = readErlang('m.erl', text)
  const exprs = form.modules[0]?.functions[0]?.clauses[0]?.body ?? []
  return { printed: exprs.map(print).join(' '), exprs, form }
}

describe('a macro with parameters that the file defines', () => {
  it.each([
    [
      'is what its one expression says',
      ['-define(CALL(N, M), gen_server:call(N, M, 100)).'],
      '?CALL(srv, {a, X})',
      '(gen_server:call :srv {:a X} 100)',
    ],
    ['may have no parameters', ['-define(NOW(), erlang:system_time()).'], '?NOW()', '(erlang:system_time)'],
    [
      'is chosen by the number of its arguments',
      ['-define(G(A), one(A)).', '-define(G(A, B), two(A, B)).'],
      '{?G(1), ?G(1, 2)}',
      '{(m:one 1) (m:two 1 2)}',
    ],
    [
      'may use others',
      ['-define(A(P), ?B(P, a)).', '-define(B(P, Q), {P, Q, ?C}).', '-define(C, c).'],
      '?A(?A(X))',
      '{{X :a @C} :a @C}',
    ],
    [
      'gives a parameter the argument of where it was written',
      ['-define(A(P), ?B([P])).', '-define(B(P), {P})'.concat('.')],
      '?A(X)',
      '{[X]}',
    ],
    [
      'may name a module, a function or a record',
      ['-define(A(M, F, R), {M:F(1), #R{a = 2}, fun M:F/1}).'],
      '?A(x, go, r)',
      '{(x:go 1) %r{:a => 2} &x:go/1}',
    ],
    [
      'stays as it is where it is defined twice',
      ['-ifdef(T).', '-define(A(P), a(P)).', '-else.', '-define(A(P), b(P)).', '-endif.'],
      '?A(X)',
      '(@A X)',
    ],
    [
      'stays where it is several expressions or none',
      ['-define(A(P), P, P).', '-define(B(P), case P of).'],
      '{?A(X), ?B(X)}',
      '{(@A X) (@B X)}',
    ],
    ['stays where it comes to itself', ['-define(A(P), {P, ?A(P)}).'], '?A(X)', '{X (@A X)}'],
    ['stays where the number of arguments is another', ['-define(A(P), P).'], '?A(X, 1)', '(@A X 1)'],
  ])('%s', (_, definitions, code, expected) => {
    expect(body(definitions, code).printed).toBe(expected)
  })

  it('has the bytes of its use, its arguments their own', () => {
    const { exprs, form } = body(
      ['-define(LOCK(N), case global:set_lock(N) of Y when Y, is_list(N) -> N end).'],
      '?LOCK({a, X})',
    )
    const { start, end } = exprs[0] as Expr
    const uses = new Set<string>()
    const clause = form.modules[0]?.functions[0]?.clauses[0]
    if (clause)
      visitClause(clause, (expr, [, outer]) => outer && uses.add(`${expr.start - start}-${expr.end - start}`))
    expect(end - start).toBe('?LOCK({a, X})'.length)
    expect([...uses].sort()).toEqual(['0-13', '10-11', '6-12', '7-8'].sort())
  })

  it('is expanded within bounds, however it doubles', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `-define(M${index}(P), {?M${index + 1}(P), ?M${index + 1}(P)}).`,
    )
    const { form } = body(doubling, '?M0(X)')
    expect(form.unread).toEqual([])
    expect(form.modules[0]?.functions.length).toBe(1)
    const { form: nested } = body(['-define(D(P), {P, P}).'], `${'?D('.repeat(100)}X${')'.repeat(100)}`)
    expect(nested.unread).toEqual([])
  })

  it('may stand for a function of another module', () => {
    expect(body(['-define(LOG, logger:info).'], '?LOG("a", [X])').printed).toBe('(logger:info "a" [X])')
  })
})

describe('attributes', () => {
  it('tell what is included, what rewrites the module, and what is called when it is loaded', () => {
    const form = readErlang(
      'm.erl',
      [
        '-module(m).',
        '-include("a.hrl").',
        '-ifdef(TEST).',
        '-include_lib("eunit/include/eunit.hrl").',
        '-endif.',
        '-compile({parse_transform, one}).',
        '-compile([nowarn_unused, {parse_transform, two}]).',
        '-on_load(start/0).',
        '-behaviour gen_server.',
        'start() -> ok.',
      ].join('\n'),
    )
    const [module] = form.modules
    expect(form.includes).toEqual(['a.hrl', 'eunit/include/eunit.hrl'])
    expect(module?.uses.map((use) => use.module)).toEqual(['one', 'two'])
    expect(module?.behaviours).toEqual(['gen_server'])
    expect(module?.body.map(print)).toEqual(['&m:start/0'])
    expect(form.unread).toEqual([])
  })

  it('give a fun of a computed module its expression', () => {
    const { exprs } = body([], 'fun X:go/1')
    expect(exprs[0]).toMatchObject({
      kind: 'funref',
      module: null,
      name: 'go',
      arity: 1,
      target: { kind: 'var', name: 'X' },
    })
  })

  it('let a macro stand for a whole clause before the first', () => {
    const form = readErlang('m.erl', '-module(m).\n?INLINE(a, 1);\nf(X, Y) -> {X, Y}.\n')
    expect(
      form.modules[0]?.functions.map(({ name, arity, clauses }) => [name, arity, clauses.length]),
    ).toEqual([['f', 2, 2]])
    expect(form.unread).toEqual([])
  })
})

describe('files of terms', () => {
  it.each([
    [
      'src/shop.app.src',
      '{application, shop, [{vsn, "1"}, {env, [{nodes, [a@b]}]}]}.',
      ['{:application :shop [{:vsn "1"} {:env [{:nodes [:a@b]}]}]}'],
    ],
    [
      'rebar.config',
      '{deps, [{ra, {git, "u", {tag, "v1"}}}]}.\n%% c\n{erl_opts, [debug_info]}.',
      ['{:deps [{:ra {:git "u" {:tag "v1"}}}]}', '{:erl_opts [:debug_info]}'],
    ],
    [
      'rebar.lock',
      '{"1.2.0", [{<<"ra">>, {pkg, <<"ra">>, <<"2.0">>}, 0}]}.\n[{pkg_hash, []}].',
      ['{"1.2.0" [{"ra" {:pkg "ra" "2.0"} 0}]}', '[{:pkg_hash []}]'],
    ],
    [
      'config/sys.config',
      '[{kernel, [{net_ticktime, 60}]}, "other.config"].',
      ['[{:kernel [{:net_ticktime 60}]} "other.config"]'],
    ],
    [
      'config/sys.config.src',
      '[{app, [{port, \u0024{PORT}}, {host, "\u0024{HOST}"}, {level, \u0024{LEVEL:-info}}]}].',
      ['[{:app [{:port \u0024{PORT}} {:host "\u0024{HOST}"} {:level \u0024{LEVEL:-info}}]}]'],
    ],
    [
      'rebar.config.script',
      'case os:getenv("CI") of false -> CONFIG; _ -> [{a, b} | CONFIG] end.',
      ['(case (os:getenv "CI") (:false -> CONFIG) (_ -> [{:a :b} | CONFIG]))'],
    ],
  ])('%s', (path, text, expected) => {
    const form = readErlang(path, text)
    expect({ ...form, body: form.body.map(print) }).toEqual({
      path,
      language: 'erlang',
      modules: [],
      body: expected,
      constants: [],
      includes: [],
      unread: [],
    })
  })
})
