# Compiles the snippets of both languages, runs those that need the standard library alone, and says `held` for each.
folder = hd(System.argv())
ebin = Path.join(folder, "ebin")
File.mkdir_p!(ebin)
Code.put_compiler_option(:ignore_module_conflict, true)
{:ok, _, _} = Kernel.ParallelCompiler.compile(Path.wildcard(Path.join(folder, "*.ex")))

for file <- Path.wildcard(Path.join(folder, "*.erl")) do
  source = String.to_charlist(Path.rootname(file))
  {:ok, _} = :compile.file(source, [:return_errors, {:outdir, String.to_charlist(ebin)}])
end

Code.prepend_path(ebin)
me = self()
tell = fn kind -> fn a, b -> send(me, {kind, a, b}) end end
got = fn expected -> receive do
    ^expected -> :ok
  after
    2_000 -> raise "nothing came of #{inspect(expected)}"
  end
end
held = fn name -> IO.puts("held #{name}") end

for margin <- [&MembershipMargin.margin/1, &:membership_margin.margin/1] do
  0 = margin.([node()])
  -1 = margin.([node(), :a@nowhere, :b@nowhere])
  -2 = margin.([:a@nowhere, :b@nowhere])
end
held.("membershipMargin")

for {start, at} <- [{&NodeLoss.start_link/1, NodeLoss}, {&:node_loss.start_link/1, :node_loss}] do
  {:ok, _} = start.(fn event, node, reason -> send(me, {event, node, reason}) end)
  send(at, {:nodedown, :a@nowhere, [nodedown_reason: :net_tick_timeout]})
  got.({:nodedown, :a@nowhere, :net_tick_timeout})
  send(at, {:nodeup, :a@nowhere, []})
  receive do: ({:nodeup, :a@nowhere, _} -> :ok)
end
held.("nodeLoss")

:ok = :mnesia.start()
for {start, at} <- [{&MnesiaEvents.start_link/1, MnesiaEvents}, {&:mnesia_events.start_link/1, :mnesia_events}] do
  {:ok, _} = start.(tell.(:split))
  :mnesia.report_event(:something_else)
  send(at, {:mnesia_system_event, {:inconsistent_database, :running_partitioned_network, :a@nowhere}})
  got.({:split, :running_partitioned_network, :a@nowhere})
end
:mnesia.stop()
held.("mnesiaEvents")

for {start, at} <- [{&BusyDistPort.start_link/1, BusyDistPort}, {&:busy_dist_port.start_link/1, :busy_dist_port}] do
  {:ok, pid} = start.(tell.(:busy))
  {^pid, [:busy_dist_port]} = :erlang.system_monitor()
  send(at, {:monitor, me, :busy_dist_port, :a_port})
  got.({:busy, me, :a_port})
end
held.("busyDistPort")

Process.register(me, :reader)
send(me, :waits)
1 = Mailbox.waiting(:reader)
1 = :mailbox.waiting(:reader)
nil = Mailbox.waiting(:nobody)
:undefined = :mailbox.waiting(:nobody)
held.("mailbox")

line = "A29FC87B,time.example,3,1700000000.1,-0.000100,0.000002,0.000010,1.5,0.0,0.01,0.020000,0.003000,64.0,Normal\n"
true = abs(ClockError.bound(line) - 0.0131) < 1.0e-9
true = abs(:clock_error.bound(String.to_charlist(line)) - 0.0131) < 1.0e-9
held.("clockError")

for resolve <- [&NameConflicts.resolve/3, &:name_conflicts.resolve/3] do
  [kept, stopped] = for _ <- 1..2, do: spawn(fn -> Process.sleep(:infinity) end)
  Logger.configure(level: :none)
  ^kept = resolve.(:name, kept, stopped)
  ref = Process.monitor(stopped)
  receive do: ({:DOWN, ^ref, _, _, _} -> :ok)
  true = Process.alive?(kept)
end
held.("nameConflicts")
