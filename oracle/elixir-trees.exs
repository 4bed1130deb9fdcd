# Prints the quoted form of each file named as an argument, one line a file, in the notation of elixir-quoted.ts.
defmodule Oracle do
  def print(atom) when is_atom(atom), do: [":", Atom.to_string(atom)]
  def print(integer) when is_integer(integer), do: ["i", Integer.to_string(integer)]
  def print(float) when is_float(float), do: ["F#", Float.to_string(float)]
  def print(text) when is_binary(text), do: ["s", Base.encode16(text)]
  def print(list) when is_list(list), do: ["[", Enum.intersperse(Enum.map(list, &print/1), " "), "]"]
  def print({left, right}), do: ["{", print(left), " ", print(right), "}"]
  def print({:__block__, _, [only]}), do: print(only)

  def print({:<<>>, _, [_, _ | _] = parts}) do
    ["(<<>>", spaced(Enum.reject(parts, &(&1 == ""))), ")"]
  end

  def print({:..., _, nil}), do: "(...)"
  def print({name, _, context}) when is_atom(name) and is_atom(context), do: ["v:", Atom.to_string(name)]
  def print({name, _, args}) when is_atom(name), do: ["(", Atom.to_string(name), spaced(args), ")"]
  def print({called, _, args}), do: ["(", print(called), spaced(args), ")"]

  defp spaced(args), do: Enum.map(args, &[" ", print(&1)])
end

for path <- System.argv() do
  path |> File.read!() |> Code.string_to_quoted!() |> Oracle.print() |> IO.puts()
end
