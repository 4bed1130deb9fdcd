%% The transfers of this node, in Mnesia.
-module(wallet_store).
-export([join/1, append/1, accounts/0, balances/0, close/1]).

join(Node) ->
    {ok, _} = mnesia:change_config(extra_db_nodes, [Node]),
    {atomic, ok} = mnesia:add_table_copy(transfer, node(), disc_copies),
    ok.

append(Transfer) ->
    mnesia:dirty_write(transfer, Transfer).

accounts() ->
    mnesia:dirty_all_keys(transfer).

balances() ->
    [{Account, mnesia:dirty_read(transfer, Account)} || Account <- accounts()].

close(Day) ->
    mnesia:dirty_write(transfer, {transfer, {closed, Day}, node()}).
