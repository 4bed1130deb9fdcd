# Compiles the sources, runs the tests, and prints `passed` or `failed` with the name of each.
[ebin | files] = System.argv()
{tests, sources} = Enum.split_with(files, &String.ends_with?(&1, ".exs"))

defmodule Named do
  use GenServer
  def init(_), do: {:ok, nil}

  def handle_cast({:test_finished, %{name: name, state: state}}, s) do
    IO.puts("#{if state == nil, do: "passed", else: "failed"} #{name}")
    {:noreply, s}
  end

  def handle_cast(_event, s), do: {:noreply, s}
end

{:ok, _, _} = Kernel.ParallelCompiler.compile_to_path(sources, ebin)
Code.prepend_path(ebin)
ExUnit.start(autorun: false, formatters: [Named], seed: 0)
Enum.each(tests, &Code.require_file/1)
ExUnit.run()
