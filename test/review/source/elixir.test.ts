import { describe, expect, it } from 'vitest'
import { readElixir } from '../../../src/review/source/elixir/index.ts'
import type { Call, Expr } from '../../../src/review/source/form.ts'
import { print, printFile } from './print.ts'

/** The form of a file, with nothing unread. */
function file(text: string): string {
  const form = readElixir('lib/m.ex', Buffer.from(text, 'utf8').toString('latin1'))
  expect(form.unread).toEqual([])
  return printFile(form)
}

/** The body of a function of module M that holds `code`, as text. `before` stands in the module above it. */
function body(code: string, before = ''): string {
  const printed = file(`defmodule M do\n${before}\ndef run(x, y) do\n${code}\nend\nend`)
  const line = printed.split('\n').find((candidate) => candidate.startsWith('    (x y ->'))
  return line?.slice('    (x y -> '.length, -1) ?? printed
}

/** Each row: code, and its form. */
function rows(table: readonly (readonly [code: string, form: string])[], before = ''): void {
  it.each(table)('%s', (code, form) => {
    expect(body(code, before)).toBe(form)
  })
}

describe('literals', () => {
  rows([
    ['[1, 1_000, 0xFF, 0b11, 0o17, 1.5, 2.0e3, ?a, ?\\n, ?é]', '[1 1000 255 3 15 1.5 2000.0 97 10 233]'],
    ['[9007199254740993, 9007199254740992]', '[NaN 9007199254740992]'],
    [`[:a, :b?, :"c d", true, nil, A.B, :"Elixir.A.B", :+]`, '[:a :b? :"c d" :true :nil :A.B :A.B :"+"]'],
    ['"a\\n\\x41\\u{e9} é #{x}!"', '(text "a\\nAé é " x "!")'],
    [`"plain" <> 'chars' <> ~s(sig"il) <> ~S(\\d)`, '(<> "plain" (<> "chars" (<> "sig\\"il" "\\\\d")))'],
    ['"""\n  a\n    b #{x}\n  """', '(text "a\\n  b " x "\\n")'],
    ['{~w(a b), ~w(c d)a, ~r/^a\\/b$/i}', '{["a" "b"] [:c :d] "^a\\\\/b$"}'],
    [':"a#{x}"', '(erlang:binary_to_atom (text "a" x) :utf8)'],
    ['{x, [y | [1]], {}, [a: 1, "b c": 2]}', '{x [y | [1]] {} [{:a 1} {:"b c" 2}]}'],
    ['<<x::8, y::binary-size(2), "a">>', '<<x y "a">>'],
    ['<<x, y::binary-size(x), z::size(f(x) * 8)-unit(1)>>', '<<x y (other z (* (M:f x) 8))>>'],
    ['<<"plain">>', '"plain"'],
    ['%{x | a: 1, b: y}', '%{x | :a => 1, :b => y}'],
    [
      '{%{"k" => x, y => 1}, %S{a: 1}, %__MODULE__{x | b: 2}}',
      '{%{"k" => x, y => 1} %S{:a => 1} %M{x | :b => 2}}',
    ],
    ['%name{a: 1} = x', '(= %{:__struct__ => name, :a => 1} x)'],
  ])
})

describe('operators are spelled as in the shared form', () => {
  rows([
    ['x && y || !x', '(or (and x y) (not x))'],
    ['x and not y or x', '(or (and x (not y)) x)'],
    ['x != y and x !== y and x <= y and x === y', '(and (and (and (!= x y) (!== x y)) (<= x y)) (=== x y))'],
    [
      'x not in [1] and not (y in x) and !x in y',
      '(and (and (not (in x [1])) (not (in y x))) (not (in x y)))',
    ],
    ['div(x, 2) + rem(y, 2) * -x', '(+ (div x 2) (* (rem y 2) (- x)))'],
    ['Kernel.div(x, 2) == :erlang.div(x, 2)', '(== (div x 2) (div x 2))'],
    ['x |> div(2) |> Kernel.+(1)', '(+ (div x 2) 1)'],
    ['{x..y, x..y//2, x ++ [y] -- x}', '{(.. x y) (..// x y 2) (++ x (-- [y] x))}'],
    ['x &&& y ||| x <<< 2', '(bor (band x y) (bsl x 2))'],
    ['^x = y = 1', '(= (^ x) (= y 1))'],
    ['x -1', '(M:x (- 1))'],
    ['x - 1', '(- x 1)'],
  ])
})

describe('calls', () => {
  rows([
    [
      'Node.list() ++ :erlang.nodes() ++ Node.list(:known)',
      '(++ (erlang:nodes) (++ (erlang:nodes) (erlang:nodes :known)))',
    ],
    ['[node(), self(), node, self]', '[(erlang:node) (erlang:self) (erlang:node) (erlang:self)]'],
    ['send(x, y)', '(erlang:send x y)'],
    ['GenServer.call(x, :a, 5_000)', '(gen_server:call x :a 5000)'],
    ['GenServer.call x, {:a, y}', '(gen_server:call x {:a y})'],
    [':rpc.call(x, M, :f, [])', '(rpc:call x :M :f [])'],
    [
      'length(x) + Enum.count(y) + MapSet.size(x)',
      '(+ (+ (erlang:length x) (erlang:length y)) (erlang:length x))',
    ],
    ['other(x) + run(1, 2)', '(+ (M:other x) (M:run 1 2))'],
    ['__MODULE__.run(x, y)', '(M:run x y)'],
    ['x.name + x.name() + x.f(1).g', '(+ (+ x.name (x.name)) (x.f 1).g)'],
    ['Mod.zero', '(Mod:zero)'],
    ['x[:a][y]', '(Access:get (Access:get x :a) y)'],
    ['x.(1).(2)', '(apply (apply x 1) 2)'],
    ['y.mod.call(x)', '(y.mod.call x)'],
    ['log x, level: :info, "a b": y', '(M:log x [{:level :info} {:"a b" y}])'],
    ['apply(A, :f, [x, 1])', '(A:f x 1)'],
    [
      '{apply(GenServer, :call, [x, 1]), :erlang.apply(:lists, :max, [x])}',
      '{(gen_server:call x 1) (lists:max x)}',
    ],
    ['{apply(x, :f, [1]), apply(x, [1])}', '{(x.f 1) (apply x 1)}'],
    ['{apply(A, y, [1]), apply(A, :f, y)}', '{(erlang:apply :A y [1]) (erlang:apply :A :f y)}'],
    ['Kernel."odd name"(x)', '(erlang:odd name x)'],
  ])

  it('are the module’s own where it defines a name of Kernel', () => {
    expect(body('{send(x, y), send(x)}', 'def send(a, b \\\\ 1), do: {a, b}')).toBe(
      '{(M:send x y) (M:send x)}',
    )
  })

  it('cover their own bytes: of a pipe, the right-hand call alone', () => {
    const text = 'x\n|> first(1)\n|> A.second()'
    const [call] = readElixir('a.exs', text).body as [Call]
    const inner = call.args[0] as Expr
    expect([call, inner].map(({ start, end }) => text.slice(start, end))).toEqual(['A.second()', 'first(1)'])
  })
})

describe('pipes are folded into the call on their right', () => {
  rows([
    ['x |> f(1) |> A.g |> h', '(M:h (A:g (M:f x 1)))'],
    ['x\n# between\n|> f()\n|> y.(1)\n|> (fn z -> z end).()', '(apply (fn (z -> z)) (apply y (M:f x) 1))'],
    [
      'x |> then(&f(&1, y)) |> then(fn z -> z end)',
      '(apply (fn (z -> z)) (apply (fn (&1 -> (M:f &1 y))) x))',
    ],
    ['x |> case do\n:a -> 1\nend', '(case x (:a -> 1))'],
    ['x |> Kernel.then(&f/1) |> then(&A.g/1) |> then(&y.h/1)', '(y.h (A:g (M:f x)))'],
    ['x |> tap(&f/1)', '(Kernel:tap x &M:f/1)'],
    ['x |> y.mod.f(1)', '(y.mod.f x 1)'],
    ['x |> Node.disconnect()', '(erlang:disconnect_node x)'],
  ])
})

describe('funs and captures', () => {
  rows([
    ['fn -> x end', '(fn (-> x))'],
    [
      'fn 1, _ -> x; a, b when a > b -> a; (c, d) -> c + d end',
      '(fn (1 _ -> x) (a b when (> a b) -> a) (c d -> (+ c d)))',
    ],
    ['&f/1', '&M:f/1'],
    [
      '[&Node.list/0, &length/1, &A.B.g/2, &div/2, &+/2, &==/2]',
      '[&erlang:nodes/0 &erlang:length/1 &A.B:g/2 &erlang:div/2 &erlang:+/2 &erlang:==/2]',
    ],
    ['& &1', '(fn (&1 -> &1))'],
    ['&(&2 + &1 * x)', '(fn (&1 &2 -> (+ &2 (* &1 x))))'],
    ['&{&1, "#{&2}"}', '(fn (&1 &2 -> {&1 (text &2)}))'],
    ['&x.f/1', '&x.f/1'],
    ['&A.f(&1, x)', '(fn (&1 -> (A:f &1 x)))'],
    ['(&A.f/1).(x)', '(A:f x)'],
  ])
})

describe('control flow', () => {
  rows([
    ['if x, do: 1', '(case x (:true -> 1) (:false ->))'],
    ['if x do\n1\n2\nelse\n3\nend', '(case x (:true -> 1 2) (:false -> 3))'],
    ['unless x do\n1\nelse\n2\nend', '(case x (:false -> 1) (:true -> 2))'],
    ['cond do\nx > 1 -> 1\ntrue -> 2\nend', '(cond (when (> x 1) -> 1) (when :true -> 2))'],
    [
      'case x do\n{:ok, v} when v > 1 when v < 0 ->\nf(v)\ng()\n_ -> nil\nend',
      '(case x ({:ok v} when (or (> v 1) (< v 0)) -> (M:f v) (M:g)) (_ -> :nil))',
    ],
    [
      'with {:ok, a} <- f(x), b = a, {:ok, c} when c > b <- g(b) do\nc\nelse\n{:error, e} -> e\nend',
      '(with (<- {:ok a} (M:f x)) (= b a) (<- (when {:ok c} (> c b)) (M:g b)) do c else ({:error e} -> e))',
    ],
    ['with :ok <- x, do: 1, else: (:a -> 2; _ -> 3)', '(with (<- :ok x) do 1 else (:a -> 2) (_ -> 3))'],
    ['for a <- x, b <- a, b > 1, do: b', '(for (<- a x) (<- b a) (> b 1) do b)'],
    ['for a <- x, into: %{}, do: {a, 1}', '(for (<- a x) do {a 1})'],
    ['for a <- x, into: y, do: a', '(Enum:into (for (<- a x) do a) y)'],
    ['for a <- x, reduce: 0 do\nacc -> acc + a\nend', '(for (<- a x) do (case 0 (acc -> (+ acc a))))'],
    ['for <<c, d <- x>>, do: c', '(for (<- <<c d>> x) do c)'],
    [
      'receive do\n{:a, ^x} -> 1\nafter\ny * 2 -> :late\nend',
      '(receive ({:a (^ x)} -> 1) after ((* y 2) -> :late))',
    ],
    [
      'try do\nf(x)\nrescue\ne in [A, B] -> e\nC -> 1\ncatch\n:exit, r -> r\nelse\n:ok -> 2\nafter\ng()\nend',
      '(try (M:f x) of (:ok -> 2) catch ((in e [:A :B]) -> e) (:C -> 1) (:exit r -> r) after (M:g))',
    ],
    ['f(x)\nrescue\n_ -> 1', '(try (M:f x) catch (_ -> 1))'],
    ['quote do\nunquote(f(x)) + f(1)\nend', '(other (+ (other (M:f x)) (?.f 1)))'],
    [
      'quote do\n__MODULE__.run(self(), unquote(__MODULE__))\nend',
      '(other (__MODULE__.run (erlang:self) (other :M)))',
    ],
    ['if x, do: 1, else: y', '(case x (:true -> 1) (:false -> y))'],
    ['with {:ok, a} <- x, do: a', '(with (<- {:ok a} x) do a)'],
    [
      'for a <- x, into: %{} do\n{a, for(b <- a, reduce: 0, do: (acc -> acc + b))}\nend',
      '(for (<- a x) do {a (for (<- b a) do (case 0 (acc -> (+ acc b))))})',
    ],
    ['case x do\na when a in [1, 2] -> a\nend', '(case x (a when (in a [1 2]) -> a))'],
    ['@limit\n@limit |> f()', '@limit (M:f @limit)'],
    ['a = 1; (b = a; b)', '(= a 1) (do (= b a) b)'],
  ])
})

describe('macros that are not known', () => {
  rows([
    ['transaction x do\nf(y)\nend', '(M:transaction x (do (M:f y)))'],
    ['match x do\n:a -> 1\nend', '(M:match x (fn (:a -> 1)))'],
    ['Repo.transaction do\nf()\nend', '(Repo:transaction (do (M:f)))'],
    ['guarded do\nf()\nrescue\n_ -> 1\nend', '(M:guarded (do (try (M:f) catch (_ -> 1))))'],
    ['either do\nf()\nelse\ng()\nend', '(M:either (do (M:f) (M:g)))'],
  ])
})

describe('names are resolved', () => {
  const before =
    'alias A.{B, C.D}\nalias Long.Name, as: N\nalias __MODULE__.Own\nrequire Req.Lib, as: R\nalias :lists, as: L\n' +
    'import Only, only: [helper: 1]\nimport Whole\n'
  rows(
    [
      [
        '{B.f(), D.f(), N.X.f(), Own.f(), R.f(), L.max(x), Elixir.B.f()}',
        '{(A.B:f) (A.C.D:f) (Long.Name.X:f) (M.Own:f) (Req.Lib:f) (lists:max x) (B:f)}',
      ],
      ['{helper(x), helper(x, y), unknown(1)}', '{(Only:helper x) (Whole:helper x y) (Whole:unknown 1)}'],
      ['alias Z.B\nB.f(%B{})', '(Z.B:f %Z.B{})'],
      ['if x do\nalias Z.B\nB.f()\nend\nB.f()', '(case x (:true -> (Z.B:f)) (:false ->)) (A.B:f)'],
    ],
    before,
  )

  it('by import outside modules, so that configuration is read', () => {
    expect(
      file('import Config\nconfig :app, A.B, port: 1\nif config_env() == :prod do\nconfig :app, x: 2\nend'),
    ).toBe(
      [
        '(Config:config :app :A.B [{:port 1}])',
        '(case (== (Config:config_env) :prod) (:true -> (Config:config :app [{:x 2}])) (:false ->))',
      ].join('\n'),
    )
  })

  it('to a function of Kernel only where it is imported', () => {
    expect(body('send(x, y)', 'import Kernel, except: [send: 2]')).toBe('(M:send x y)')
  })
})

describe('a name that the module does not define', () => {
  const calls = (before: string) => body('{unknown(x), assert(x), from(x), run(x, y), send(x, y)}', before)

  it('is that of the only module imported as a whole, Kernel and the module itself apart', () => {
    expect(calls('import A')).toBe('{(A:unknown x) (A:assert x) (A:from x) (M:run x y) (erlang:send x y)}')
    expect(calls('import A, except: [unknown: 1]')).toBe(
      '{(M:unknown x) (A:assert x) (A:from x) (M:run x y) (erlang:send x y)}',
    )
  })

  it('is taken for the module’s own where two imports or a use may bring it', () => {
    const own = '{(M:unknown x) (M:assert x) (M:from x) (M:run x y) (erlang:send x y)}'
    expect(calls('import A\nimport B')).toBe(own)
    expect(calls('import A\nuse B')).toBe(own)
  })

  it('is that of a module whose functions are known by its documentation', () => {
    expect(calls('use ExUnit.Case\nimport Ecto.Query')).toBe(
      '{(M:unknown x) (ExUnit.Assertions:assert x) (Ecto.Query:from x) (M:run x y) (erlang:send x y)}',
    )
    expect(calls('use GenServer\nuse ExUnit.Case\nimport A')).toBe(
      '{(A:unknown x) (ExUnit.Assertions:assert x) (A:from x) (M:run x y) (erlang:send x y)}',
    )
  })

  it('is so only inside the block that holds the import', () => {
    expect(body('if x do\nimport A\nf()\nend\nf()')).toBe('(case x (:true -> (A:f)) (:false ->)) (M:f)')
  })
})

describe('modules', () => {
  it('hold behaviours, uses, constants, functions and the rest, in order', () => {
    const text = `
      defmodule Shop.Stock do
        @moduledoc "text"
        use GenServer, restart: :transient
        use Shop.Repo
        @behaviour :gen_event
        @behaviour Shop.Port
        @timeout 5_000
        @impl true
        @spec get(term) :: term
        def get(server, key \\\\ @timeout), do: GenServer.call(server, key)
        @timeout 1
        defp secret(_), do: @timeout
        defmacro m(a), do: a
        defguard is_big(n) when n > 1
        defdelegate size(map), to: :maps
        defdelegate other(a, b \\\\ 1), to: Shop.Port, as: :call
        plug :auth, only: [:index]
        schema "stock" do
          field :count, :integer
        end
      end`
    expect(file(text)).toBe(
      [
        'module Shop.Stock',
        '  behaviour gen_server',
        '  behaviour gen_event',
        '  behaviour Shop.Port',
        '  use GenServer [{:restart :transient}]',
        '  use Shop.Repo',
        '  @timeout 5000',
        '  @timeout 1',
        '  def get/1..2',
        '    (server (\\\\ key @timeout) -> (gen_server:call server key))',
        '  defp secret/1',
        '    (_ -> @timeout)',
        '  def macro m/1',
        '    (a -> a)',
        '  def macro is_big/1',
        '    (n -> (> n 1))',
        '  def size/1',
        '    (map -> (maps:size map))',
        '  def other/1..2',
        '    (a (\\\\ b 1) -> (Shop.Port:call a b))',
        '  (Shop.Stock:plug :auth [{:only [:index]}])',
        '  (Shop.Stock:schema "stock" (do (Shop.Stock:field :count :integer)))',
      ].join('\n'),
    )
  })

  it('gather the clauses of a function, with the defaults of its head', () => {
    const text =
      'defmodule M do\ndef f(a, b \\\\ g())\ndef f(1, b), do: b\ndef h, do: 1\ndef f(a, b) when a > b, do: a\nend'
    expect(file(text)).toBe(
      'module M\n  def f/1..2\n    (1 (\\\\ b (M:g)) -> b)\n    (a b when (> a b) -> a)\n  def h/0\n    (-> 1)',
    )
  })

  it('nested in modules and functions have their full names', () => {
    const text = `
      defmodule A do
        defmodule B.C do
          def f, do: __MODULE__
        end
        def g do
          defmodule D do
            def h, do: B.C.f()
          end
          D.h()
        end
        defimpl String.Chars, for: B.C do
          def to_string(_), do: ""
        end
      end
      defprotocol P do
        def size(x)
      end`
    expect(file(text)).toBe(
      [
        'module A',
        '  def g/0',
        '    (-> :A.D (A.D:h))',
        'module A.B.C',
        '  def f/0',
        '    (-> :A.B.C)',
        'module A.D',
        '  def h/0',
        '    (-> (A.B.C:f))',
        'module String.Chars.A.B.C',
        '  behaviour String.Chars',
        '  def to_string/1',
        '    (_ -> "")',
        'module P',
        '  def size/1',
      ].join('\n'),
    )
  })

  it('are made by defimpl for each type of a list', () => {
    expect(file('defimpl P, for: [A, Long.B] do\ndef size(x), do: f(x, __MODULE__)\nend')).toBe(
      [
        'module P.A',
        '  behaviour P',
        '  def size/1',
        '    (x -> (P.A:f x :P.A))',
        'module P.Long.B',
        '  behaviour P',
        '  def size/1',
        '    (x -> (P.Long.B:f x :P.Long.B))',
      ].join('\n'),
    )
  })

  it('keep what they use with its options, and the behaviours of OTP', () => {
    const text = `
      defmodule M do
        use GenStateMachine, callback_mode: :state_functions
        use Agent
        use Task, restart: :transient
        use DynamicSupervisor
        use Oban.Worker, queue: :mail
        @behaviour :ra_machine
        @behaviour :gen_statem
        Module.register_attribute(__MODULE__, :rule, accumulate: true)
        @rule 1
        @rule 2
        defstruct [:id, count: 0]
      end`
    expect(file(text)).toBe(
      [
        'module M',
        '  behaviour gen_statem',
        '  behaviour Agent',
        '  behaviour Task',
        '  behaviour supervisor',
        '  behaviour ra_machine',
        '  use GenStateMachine [{:callback_mode :state_functions}]',
        '  use Agent',
        '  use Task [{:restart :transient}]',
        '  use DynamicSupervisor',
        '  use Oban.Worker [{:queue :mail}]',
        '  @rule 1',
        '  @rule 2',
        '  (Module:register_attribute :M :rule [{:accumulate :true}])',
        '  (Kernel:defstruct [:id {:count 0}])',
      ].join('\n'),
    )
  })

  it('of tests keep the bodies of their blocks, and lift the functions among them', () => {
    const text = `
      defmodule M do
        use ExUnit.Case
        setup do
          start()
        end
        describe "a" do
          test "b", %{x: x} do
            assert helper(x)
          end
          defp helper(x), do: x
        end
      end`
    expect(file(text)).toBe(
      [
        'module M',
        '  use ExUnit.Case',
        '  defp helper/1',
        '    (x -> x)',
        '  (ExUnit.Callbacks:setup (do (M:start)))',
        '  "a"',
        '  (ExUnit.Case:test "b" %{:x => x} (do (ExUnit.Assertions:assert (M:helper x))))',
      ].join('\n'),
    )
  })

  it('define what stands inside if and for', () => {
    const text =
      'defmodule M do\nif x() do\ndef a, do: 1\nend\nfor n <- [1] do\ndef unquote(n)(b), do: b\nend\nend'
    expect(file(text)).toBe(
      'module M\n  def a/0\n    (-> 1)\n  def unquote(n)/1\n    (b -> b)\n  (M:x)\n  (<- n [1])',
    )
  })
})

describe('files', () => {
  it('that are one term, such as mix.lock, are read', () => {
    expect(file('%{\n  "jason": {:hex, :jason, "1.4.1", [:mix], []},\n}\n')).toBe(
      '%{:jason => {:hex :jason "1.4.1" [:mix] []}}',
    )
  })

  it('may start with a byte order mark or an interpreter line, and end anywhere', () => {
    expect(file('\ufeffx = 1')).toBe('(= x 1)')
    expect(file('#!/usr/bin/env elixir\r\nx = 1\r\n# end')).toBe('(= x 1)')
    expect(file('')).toBe('')
  })

  it('have byte offsets, whatever their characters', () => {
    const text = Buffer.from('x = "é"\ny', 'utf8').toString('latin1')
    const spans = readElixir('a.exs', text).body.map((expr) => [print(expr), expr.start, expr.end])
    expect(spans).toEqual([
      ['(= x "é")', 0, 8],
      ['y', 9, 10],
    ])
  })
})
