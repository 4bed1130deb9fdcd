%% A lock on an account, kept by one node for the others.
-module(wallet_lock).
-export([is_free/1, with_account/2]).

-record(lock, {account, owner, locked_until}).

is_free(#lock{locked_until = LockedUntil}) ->
    Now = erlang:system_time(millisecond),
    Now > LockedUntil.

with_account(Account, Fun) ->
    LockId = {{wallet, Account}, ?MODULE},
    global:set_lock(LockId),
    try
        Fun()
    after
        global:del_lock(LockId)
    end.
