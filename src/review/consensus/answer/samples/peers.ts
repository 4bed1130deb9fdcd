/** Starts nodes on this machine and cuts them apart: the control channel is standard input and output, so it survives. */
export const elixirPeers = `defmodule Peers do
  @moduledoc "Nodes on this machine for tests: cut from each other and healed, while the test still reaches them."

  # prevent_overlapping_partitions is off here, so that a cut is exactly the one that the test makes.
  @args ~w(-setcookie test -kernel dist_auto_connect never -kernel prevent_overlapping_partitions false)c

  def start(names) do
    peers =
      for name <- names do
        options = %{name: name, host: ~c"127.0.0.1", longnames: true, connection: :standard_io, args: @args}
        {:ok, peer, node} = :peer.start_link(options)
        :ok = :peer.call(peer, :code, :add_paths, [:code.get_path()])
        {peer, node}
      end

    heal(peers)
    peers
  end

  def call({peer, _node}, module, function, args), do: :peer.call(peer, module, function, args)

  def cut(left, right) do
    for {peer, _} <- left, {_, node} <- right, do: :peer.call(peer, :erlang, :disconnect_node, [node])
    :ok = until(fn -> Enum.all?(left, &(seen(&1, right) == [])) and Enum.all?(right, &(seen(&1, left) == [])) end)
  end

  def heal(peers) do
    for {peer, node} <- peers, {_, other} <- peers, node != other do
      true = :peer.call(peer, :net_kernel, :connect_node, [other])
    end

    :ok
  end

  def stop(peers), do: Enum.each(peers, fn {peer, _} -> :peer.stop(peer) end)

  @doc "Asks until it is so, for ten seconds."
  def until(check, left \\\\ 500)
  def until(_check, 0), do: {:error, :timeout}

  def until(check, left) do
    if check.() do
      :ok
    else
      receive do
      after
        20 -> until(check, left - 1)
      end
    end
  end

  defp seen(peer, others) do
    nodes = call(peer, :erlang, :nodes, [])
    for {_, node} <- others, node in nodes, do: node
  end
end
`

export const erlangPeers = `-module(peers).
-export([start/1, call/4, cut/2, heal/1, stop/1, until/1]).

%% Nodes on this machine for tests: cut from each other and healed, while the test still reaches them.
%% prevent_overlapping_partitions is off here, so that a cut is exactly the one that the test makes.
args() ->
    ["-setcookie", "test", "-kernel", "dist_auto_connect", "never",
     "-kernel", "prevent_overlapping_partitions", "false"].

start(Names) ->
    Peers = [start_one(Name) || Name <- Names],
    ok = heal(Peers),
    Peers.

start_one(Name) ->
    {ok, Peer, Node} = peer:start_link(#{name => Name, host => "127.0.0.1", longnames => true,
                                         connection => standard_io, args => args()}),
    ok = peer:call(Peer, code, add_paths, [code:get_path()]),
    {Peer, Node}.

call({Peer, _Node}, Module, Function, Args) ->
    peer:call(Peer, Module, Function, Args).

cut(Left, Right) ->
    [peer:call(Peer, erlang, disconnect_node, [Node]) || {Peer, _} <- Left, {_, Node} <- Right],
    ok = until(fun() -> apart(Left, Right) andalso apart(Right, Left) end).

heal(Peers) ->
    [true = peer:call(Peer, net_kernel, connect_node, [Other])
     || {Peer, Node} <- Peers, {_, Other} <- Peers, Node =/= Other],
    ok.

stop(Peers) ->
    [peer:stop(Peer) || {Peer, _} <- Peers],
    ok.

%% Asks until it is so, for ten seconds.
until(Check) -> until(Check, 500).

until(_Check, 0) -> {error, timeout};
until(Check, Left) ->
    case Check() of
        true -> ok;
        false -> receive after 20 -> until(Check, Left - 1) end
    end.

apart(Ones, Others) ->
    lists:all(fun(One) ->
                  Seen = call(One, erlang, nodes, []),
                  not lists:any(fun({_, Node}) -> lists:member(Node, Seen) end, Others)
              end, Ones).
`
