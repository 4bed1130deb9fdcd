-module(fixture).
-export([acquire/3, release/3, forget/2]).

acquire(Redis, Name, Token) ->
    {ok, Got} = eredis:q(Redis, ["SET", ["lock:", Name], Token, "NX", "PX", "10000"]),
    Got =:= <<"OK">>.

release(Redis, Name, Token) ->
    Script = "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) else return 0 end",
    eredis:q(Redis, ["EVAL", Script, "1", ["lock:", Name], Token]).

%% No lock: an entry of a cache.
forget(Redis, Page) ->
    eredis:q(Redis, ["DEL", ["page:", Page]]).
