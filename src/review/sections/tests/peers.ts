/** Shared by the Elixir files: nodes of one machine, controlled over standard io so that the control survives the cut. */
export const elixirPeers = `
  # Nodes of this machine, controlled over standard io: the control survives the cut.
  defp start_nodes(count) do
    paths = Enum.flat_map(:code.get_path(), &[~c"-pa", &1])
    # With prevention on, :global would cut more links than the test does.
    kernel = [~c"prevent_overlapping_partitions", ~c"false", ~c"inet_dist_use_interface", ~c"{127,0,0,1}"]
    args = [~c"-setcookie", ~c"partition_test", ~c"-kernel"] ++ kernel ++ paths

    nodes =
      for n <- 1..count do
        name = :"n#{n}_#{System.pid()}_#{System.unique_integer([:positive])}"
        options = %{name: name, host: ~c"127.0.0.1", longnames: true, connection: :standard_io, args: args}
        {:ok, peer, node} = :peer.start(options)
        on_exit(fn -> stop(peer) end)
        {:ok, _} = :peer.call(peer, :application, :ensure_all_started, [:elixir])
        {peer, node}
      end

    for {peer, _} <- nodes, {_, other} <- nodes, do: :peer.call(peer, :net_kernel, :connect_node, [other])
    nodes
  end

  defp stop(peer) do
    :peer.stop(peer)
  catch
    :exit, _ -> :ok
  end

  # Under a supervisor of the node: what a remote call starts with a link ends with that call.
  defp start_on({peer, _}, child) do
    spec = Map.merge(Supervisor.child_spec(child, []), %{restart: :temporary})
    {:ok, _pid} = :peer.call(peer, :supervisor, :start_child, [:kernel_safe_sup, spec])
  end

  defp cut(left, right) do
    for {peer, _} <- left ++ right,
        do: :ok = :peer.call(peer, :application, :set_env, [:kernel, :dist_auto_connect, :never])

    for {peer, _} <- left, {_, node} <- right, do: :peer.call(peer, :erlang, :disconnect_node, [node])
    for {peer, _} <- left, do: unseen(peer, right)
    for {peer, _} <- right, do: unseen(peer, left)
    :ok
  end

  defp unseen(peer, others, tries \\\\ 100) do
    visible = :peer.call(peer, :erlang, :nodes, [])

    cond do
      Enum.all?(others, fn {_, node} -> node not in visible end) -> :ok
      tries == 0 -> flunk("the nodes still see each other")
      true -> Process.sleep(50) && unseen(peer, others, tries - 1)
    end
  end
`

/** The same for Common Test. */
export const erlangPeers = `
%% Nodes of this machine, controlled over standard io: the control survives the cut.
start_nodes(Count) ->
    Paths = lists:append([["-pa", Path] || Path <- code:get_path()]),
    %% With prevention on, global would cut more links than the test does.
    Kernel = ["prevent_overlapping_partitions", "false", "inet_dist_use_interface", "{127,0,0,1}"],
    Args = ["-setcookie", "partition_test", "-kernel"] ++ Kernel ++ Paths,
    Nodes = [start_node(N, Args) || N <- lists:seq(1, Count)],
    [peer:call(Peer, net_kernel, connect_node, [Other]) || {Peer, _} <- Nodes, {_, Other} <- Nodes],
    Nodes.

start_node(N, Args) ->
    Unique = erlang:unique_integer([positive]),
    Name = list_to_atom(lists:concat(["n", N, "_", os:getpid(), "_", Unique])),
    Options = #{name => Name, host => "127.0.0.1", longnames => true, connection => standard_io, args => Args},
    {ok, Peer, Node} = peer:start(Options),
    {Peer, Node}.

stop_nodes(Nodes) ->
    [catch peer:stop(Peer) || {Peer, _} <- Nodes],
    ok.

cut(Left, Right) ->
    [ok = peer:call(Peer, application, set_env, [kernel, dist_auto_connect, never]) || {Peer, _} <- Left ++ Right],
    [peer:call(Peer, erlang, disconnect_node, [Node]) || {Peer, _} <- Left, {_, Node} <- Right],
    [unseen(Peer, Right, 100) || {Peer, _} <- Left],
    [unseen(Peer, Left, 100) || {Peer, _} <- Right],
    ok.

unseen(Peer, Others, Tries) ->
    Visible = peer:call(Peer, erlang, nodes, []),
    case [Node || {_, Node} <- Others, lists:member(Node, Visible)] of
        [] -> ok;
        _ when Tries =:= 0 -> error(nodes_still_see_each_other);
        _ -> timer:sleep(50), unseen(Peer, Others, Tries - 1)
    end.
`
