# Reads paths from stdin, one a line, and answers each with one line: `= tree`, or `! reason` where the language's
# own parser refuses the file. The tree is printed by the module Oracle, which is loaded before this.

# Bytes in, bytes out, whatever the locale.
:io.setopts(:standard_io, encoding: :latin1)

for line <- IO.binstream(:stdio, :line) do
  path = String.trim_trailing(line, "\n")

  answer =
    try do
      case path |> File.read!() |> Code.string_to_quoted() do
        {:ok, tree} ->
          ["= ", Oracle.print(tree)]

        {:error, {where, message, token}} ->
          message = if is_tuple(message), do: message |> Tuple.to_list() |> Enum.join(), else: message
          ["! line #{where[:line]}: ", message, token]
      end
    rescue
      error -> ["! ", Exception.message(error)]
    end

  # A name may hold a line break.
  IO.binwrite([answer |> IO.iodata_to_binary() |> String.replace("\n", "\\n"), "\n"])
end
