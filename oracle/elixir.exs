# Reads paths from stdin, one a line, and answers each with one line: `= tree`, or `! reason` where the language's
# own parser refuses the file. The tree is printed by the module Oracle, which is loaded before this.
for line <- IO.stream(:stdio, :line) do
  path = String.trim_trailing(line, "\n")

  answer =
    try do
      case path |> File.read!() |> Code.string_to_quoted() do
        {:ok, tree} -> ["= ", Oracle.print(tree)]
        {:error, {where, message, token}} -> ["! line ", inspect(where[:line]), ": ", inspect({message, token})]
      end
    rescue
      error -> ["! ", inspect(error)]
    end

  # A name may hold a line break.
  answer |> IO.iodata_to_binary() |> String.replace("\n", "\\n") |> then(&:file.write(:standard_io, [&1, "\n"]))
end
