import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const elixirCheck = `
for path <- System.argv() do
  case Code.string_to_quoted(File.read!(path)) do
    {:ok, _} -> :ok
    {:error, reason} -> IO.puts("#{path}: #{inspect(reason)}")
  end
end
IO.puts("done")
`

/** A snippet is a function or a sequence of expressions, with or without its last dot; a module is compiled. */
const erlangCheck = `
Parse = fun(Path) ->
  {ok, Bytes} = file:read_file(Path),
  {ok, Read, _} = erl_scan:string(unicode:characters_to_list(Bytes)),
  Tokens = case lists:last(Read) of {dot, _} -> Read; _ -> Read ++ [{dot, erl_anno:new(1)}] end,
  case erl_parse:parse_form(Tokens) of
    {ok, _} -> ok;
    {error, _} -> case erl_parse:parse_exprs(Tokens) of {ok, _} -> ok; {error, Reason} -> {error, Reason} end
  end
end,
Compile = fun(Path) ->
  case compile:file(Path, [strong_validation, return_errors, no_error_module_mismatch]) of
    {error, Reasons, _} -> {error, Reasons};
    _ -> ok
  end
end,
lists:foreach(fun(Path) ->
  Check = case filename:extension(Path) of ".erl" -> Compile; _ -> Parse end,
  case Check(Path) of ok -> ok; {error, Reason} -> io:format("~ts: ~tp~n", [Path, Reason]) end
end, init:get_plain_arguments()),
io:format("done~n"),
halt().
`

/** What Elixir's own parser says against these files: one line each, then `done`. */
export function refusedByElixir(files: readonly string[]): string[] {
  return linesOf(spawnSync('elixir', ['-e', elixirCheck, ...files], { encoding: 'utf8' }))
}

/** What Erlang's own parser (of `.snippet` files) or compiler (of `.erl` files) says against these files. */
export function refusedByErlang(files: readonly string[]): string[] {
  return linesOf(
    spawnSync('erl', ['-noshell', '-eval', erlangCheck, '-extra', ...files], { encoding: 'utf8' }),
  )
}

/** Writes texts to files of their own for as long as `use` runs. */
export function withFiles<T>(texts: ReadonlyMap<string, string>, use: (files: readonly string[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'snippets-'))
  try {
    const files = [...texts].map(([name, text]) => {
      const file = join(folder, name)
      writeFileSync(file, text)
      return file
    })
    return use(files)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function linesOf({ stdout, stderr }: { stdout: string; stderr: string }): string[] {
  return `${stdout}${stderr}`.split('\n').filter((line) => line !== '')
}
