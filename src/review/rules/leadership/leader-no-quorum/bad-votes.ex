defmodule Depot.Voter do
  @moduledoc "An election of its own, that counts the votes of any term."

  @behaviour :gen_statem

  defstruct me: nil, peers: [], current_term: 0, tally: 0, leader: nil

  def callback_mode, do: :state_functions
  def init({me, peers}), do: {:ok, :follower, %__MODULE__{me: me, peers: peers}}

  def follower(:state_timeout, :silence, state), do: {:next_state, :candidate, begin_election(state)}

  def candidate(:state_timeout, :silence, state), do: {:next_state, :candidate, begin_election(state)}

  # Only a newer term is heard of; an older one counts.
  def candidate(:cast, {:vote_reply, from, term, granted}, state) do
    # hazard: leader-no-quorum
    state = if granted, do: %{state | tally: state.tally + 1}, else: state

    cond do
      term > state.current_term -> {:next_state, :follower, %{state | current_term: term}}
      state.tally > div(length(state.peers) + 1, 2) -> {:next_state, :leader, %{state | leader: state.me}}
      true -> {:keep_state, note(state, from)}
    end
  end

  def leader(:cast, {:step_down, term}, state) when term > state.current_term,
    do: {:next_state, :follower, %{state | current_term: term, leader: nil}}

  # The new term begins with the votes of the last one.
  defp begin_election(state) do
    # hazard: leader-no-quorum
    state = %{state | current_term: state.current_term + 1, leader: nil}
    state = %{state | tally: state.tally + 1}
    for peer <- state.peers, do: :gen_statem.cast(peer, {:request_vote, state.me, state.current_term})
    state
  end

  defp note(state, from), do: %{state | peers: Enum.uniq([from | state.peers])}
end
