-module(ledger_tables).

-export([create/1, handle/1]).

create(Nodes) ->
    {atomic, ok} = mnesia:create_table(entry, [{ram_copies, Nodes}, {majority, true}]).

handle({mnesia_system_event, {inconsistent_database, _Context, Node}}) ->
    ledger_export:changes_since_cut(Node).
