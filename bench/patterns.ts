/** Thirty shapes of Elixir that a reviewer of distributed systems would look for, as ast-grep writes them. */
const patterns = [
  'Node.list()',
  'Node.connect($NODE)',
  'Node.spawn($NODE, $FUN)',
  'Node.monitor($NODE, $FLAG)',
  ':rpc.call($NODE, $M, $F, $A)',
  ':rpc.multicall($M, $F, $A)',
  ':erpc.call($NODE, $FUN)',
  ':global.register_name($NAME, $PID)',
  ':global.trans($ID, $FUN)',
  ':global.set_lock($ID)',
  'GenServer.call($SERVER, $MESSAGE)',
  'GenServer.call($SERVER, $MESSAGE, :infinity)',
  'GenServer.cast($SERVER, $MESSAGE)',
  'GenServer.multi_call($NODES, $NAME, $MESSAGE)',
  'Process.send_after($PID, $MESSAGE, $TIME)',
  'Process.register($PID, $NAME)',
  'Process.monitor($PID)',
  'send($PID, $MESSAGE)',
  'spawn($FUN)',
  'Task.await($TASK)',
  'Task.await($TASK, :infinity)',
  'Agent.get_and_update($AGENT, $FUN)',
  'System.system_time($UNIT)',
  'DateTime.utc_now()',
  ':ets.insert($TABLE, $ROW)',
  ':mnesia.transaction($FUN)',
  ':mnesia.dirty_write($ROW)',
  'Registry.register($REGISTRY, $KEY, $VALUE)',
  'div(length($LIST), 2) + 1',
  ':erlang.phash2($TERM, $RANGE)',
] as const

/** The patterns as one file of rules for `ast-grep scan --rule`. */
export function astGrepRules(): string {
  return patterns
    .map(
      (pattern, index) =>
        `id: p${index}\nlanguage: elixir\nseverity: info\nmessage: p${index}\nrule:\n  pattern: ${JSON.stringify(pattern)}\n`,
    )
    .join('---\n')
}
