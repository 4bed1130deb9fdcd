# Every piece of Elixir's syntax at least once; 1.14 reads it all.
defmodule Samples.Syntax do
  @moduledoc """
  A heredoc with #{"interpolation " <> "#{:nested}"},
    an indented line, \"escapes\" and \
  a continued line.
  """
  @moduledoc since: "1.0"
  @behaviour :gen_statem
  @limits %{soft: 1_000, hard: 0x1F, octal: 0o17, binary: 0b101}
  @type t(a) :: %{required(:id) => a | nil, optional(atom) => (... -> any)} | [a, ...]
  @spec run(t(a), keyword) :: {:ok, a} | :error when a: integer, b: var
  @callback fetch(id :: term) :: (-> term)

  alias Samples.{Inner, Other.Deep}
  alias Samples.Very.Long.Name, as: Short
  alias __MODULE__.Nested
  import Bitwise, only: [&&&: 2, |||: 2, <<<: 2]
  require Logger
  use GenServer, restart: :transient

  defstruct [:id, "quoted key": 1, nodes: [], +: 2, nil: 3]

  defguard is_quorum(n, size) when n > div(size, 2) and rem(n, 1) == 0
  defdelegate size(ring), to: Deep, as: :length
  defmacro left <~> right, do: quote(do: unquote(left) + unquote(right))
  defmacro bind_quoted(a), do: quote(bind_quoted: [a: a], do: a)

  def numbers, do: [1, -1, +2, 1.5, 1.0e-10, 1_000.25, ?a, ?\n, ?\\, ?é, ?\s]

  def atoms do
    [:a, :a?, :b!, :"quoted atom", :"with #{1 + 1}", :+, :<>, :"=>", :.., :..., :<<>>, :%{}, :{}, :%, :foo@bar, true, nil, Elixir.A]
  end

  def texts(x) do
    a = "plain \t \x41 \u00e9 \u{1F600} \"quoted\" é"
    b = 'charlist #{x} \'it\''
    c = ~s(sigil with (nested\) #{x |> inspect()})
    d = ~S|raw #{x} \d|
    e = ~r/^a\/b$/iu
    f = ~w[one two three]a
    g = ~c"chars"
    h = ~S"""
    raw heredoc #{x}
      indented
    """
    i = """
    #{x}first
    last#{x}
    """
    j = '''
    charlist heredoc
    '''
    {a, b, c, d, e, f, g, h, i, j, ~D[2024-01-01], ~U[2024-01-01 00:00:00Z], "a" <> "b" <> x, ""}
  end

  def operators(a, b, c) do
    _ = a + b * c - a / b ** 2
    _ = not a and b or !c && a || b
    _ = a == b and b != c or a === b and a !== b and a =~ b
    _ = a in [b] and a not in [c] and not (a in b)
    _ = a ++ b -- c ++ [a]
    _ = a..b
    _ = a..b//2
    _ = ..
    _ = a &&& b ||| c <<< 2
    _ = a <~> b
    _ = -a.b + -(b) - c.d[:e].f()
    _ = ^a = b
    _ = a = b = c
    _ = a < b and b <= c and c > a and c >= b
    f = &(&1 + &2 * 3)
    g = &Enum.map/2
    h = &helper/1
    i = & &1.name
    j = &{&1, [&2 | &1]}
    k = &"#{&1}!"
    l = &==/2
    m = &a.run/0
    n = &and/2
    o = &//2
    {f, g, h, i, j, k, l, m, n, o}
  end

  def calls(x, opts \\ [], fun \\ fn -> :default end)

  def calls(x, opts, fun) when is_list(opts) when is_map(opts) do
    fun.()
    fun.(x).(x)
    x.name
    x.name()
    x.name(1).other[:key][0]
    Kernel.+(1, 2)
    Kernel."quoted name"(x)
    :erlang.system_time(:second)
    :"Elixir.String".length("a")
    helper x
    helper x, opts
    helper x, key: 1, "other key": 2, do: 3
    helper -1
    helper - 1
    helper [x]
    helper(x)[:a]
    helper (x)
    helper %{a: 1}, fn y -> y end
    helper not x
    helper &(&1)
    if helper?(x), do: bang!(x)
    unquote(x)(1, 2)
    __MODULE__.calls(x)
    __MODULE__.Nested.run(x)
    @limits[:soft]
    @limits.hard
    Short.f(Deep.g(Inner.h()))
    x
    |> helper()
    |> Deep.put(:a, 1)
    # a comment between the lines of a pipe
    |> then(fn y -> y end)
    |> fun.()
    |> case do
      {:ok, v} -> v
      _ -> nil
    end

    helper(
      x,
      [
        1,
        2
      ],
      a: 1,
      b: 2
    )
  end

  def collections(m, name) do
    %{"b" => b, {:c, 1} => c, a: a} = m
    %{m | a: 1, b: 2}
    %{m | "k" => a, l: b}
    %Short{id: a}
    %Short{m | id: 1}
    %__MODULE__{}
    %__MODULE__.Nested{x: 1}
    %name{} = m
    %_{} = m
    %{}
    {}
    {a}
    {a, b, c}
    [a, b | c]
    [a: 1, b: 2]
    [{:a, 1}, b: 2]
    <<a::8, b::binary-size(4), c::size(a)-unit(8), rest::binary>>
    <<>>
    <<"abc", 0>>
    <<x <> "y">>
    for <<byte <- name>>, do: byte
  end

  def control(x, y) do
    if x do
      1
    else
      2
    end

    unless x, do: 1, else: 2

    cond do
      x > 1 -> :more
      true -> :less
    end

    case x do
      {:a, _} = pair when is_tuple(pair) and y ->
        pair
        |> helper()

      [a, b] when a > b when b > 1 -> a
      %{key: value} -> value
      1..2 -> :range
      _ -> nil
    end

    with {:ok, a} <- helper(x),
         b = a + 1,
         {:ok, c} when c > b <- helper(b),
         true <- c > 1 do
      c
    else
      {:error, reason} -> reason
      :error -> nil
    end

    for a <- [1, 2], b <- [a], a != b, into: %{}, uniq: true, do: {a, b}

    for a <- [1, 2], reduce: 0 do
      acc -> acc + a
    end

    receive do
      {:msg, ^x} -> :got
      other -> other
    after
      5_000 -> :timeout
    end

    try do
      raise ArgumentError, "bad"
    rescue
      e in [ArgumentError, KeyError] -> e
      _ in RuntimeError -> nil
      error -> error
    catch
      :exit, reason -> reason
      value -> value
    else
      :ok -> 1
    after
      helper(x)
    end

    fun = fn
      0, _ -> 0
      (a, b) when a > b -> a
      a, b when a < b -> b
      _, _ -> nil
    end

    zero = fn -> 0 end
    many = fn (a, b) -> (a; b) end
    nothing = fn _ -> nil end
    a = 1; b = 2
    (a; b)
    ()
    {fun, zero, many, nothing, (fn x -> x end).(1)}
  end

  def rescued(x) do
    helper(x)
  rescue
    _ -> :error
  after
    :done
  end

  def no_parens, do: helper 1
  defp helper(x), do: x
  defp helper?(x), do: x
  defp bang!(x), do: x
  def unquote(:dynamic)(x), do: x
  def a + b, do: {a, b}
  def -a, do: a
  def keyword_body(x), do: (helper(x); x)

  defmodule Nested do
    defstruct x: 1
    def run(x), do: x
  end

  defimpl String.Chars, for: [Nested, Short] do
    def to_string(_), do: "nested"
  end

  for {name, value} <- [a: 1, b: 2] do
    def unquote(name)(), do: unquote(value)
  end

  if true do
    def conditional, do: 1
  end
end

defprotocol Samples.Size do
  @fallback_to_any true
  def size(data)
end
