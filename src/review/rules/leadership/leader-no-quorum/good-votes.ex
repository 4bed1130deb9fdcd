defmodule Depot.Voter do
  @moduledoc "An election of its own, that counts the votes of its term alone, and each voter once."

  @behaviour :gen_statem

  defstruct me: nil, peers: [], current_term: 0, votes: MapSet.new(), leader: nil

  def callback_mode, do: :state_functions
  def init({me, peers}), do: {:ok, :follower, %__MODULE__{me: me, peers: peers}}

  def follower(:state_timeout, :silence, state), do: {:next_state, :candidate, begin_election(state)}

  def candidate(:state_timeout, :silence, state), do: {:next_state, :candidate, begin_election(state)}

  def candidate(:cast, {:vote_reply, _from, term, _granted}, %{current_term: current}) when term < current,
    do: :keep_state_and_data

  def candidate(:cast, {:vote_reply, from, _term, true}, state) do
    state = %{state | votes: MapSet.put(state.votes, from)}

    if MapSet.size(state.votes) > div(length(state.peers) + 1, 2),
      do: {:next_state, :leader, %{state | leader: state.me}},
      else: {:keep_state, state}
  end

  def leader(:cast, {:step_down, term}, state) when term > state.current_term,
    do: {:next_state, :follower, %{state | current_term: term, leader: nil}}

  defp begin_election(state) do
    state = vote_for_myself(%{state | current_term: state.current_term + 1})
    for peer <- state.peers, do: :gen_statem.cast(peer, {:request_vote, state.me, state.current_term})
    state
  end

  defp vote_for_myself(state), do: %{state | votes: MapSet.new([state.me])}
end
