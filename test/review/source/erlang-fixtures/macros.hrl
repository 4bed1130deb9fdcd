-ifndef(MACROS_HRL).
-define(MACROS_HRL, true).
-include("other.hrl").
-include_lib("kernel/include/file.hrl").
-undef(OLD).
-define(TWO, one(), two()).
-define(none, ).
-define(Empty(), []).
-define(PAIR(A, B), {A, B}).
-define(JOINED(X), "a" ?NAME "b" "c" ++ X).
-define(HALF, case X of).
-if(?OTP_RELEASE >= 25 andalso defined(TEST)).
-elif(true).
-else.
-endif.
-?ATTRIBUTE(x).
-export([?NAME/1]).
-record(?REC, {x = ?DEFAULT :: ?TYPE}).

?NAME(X) -> ?PAIR(X, ?Empty()), ?SERVER:f(?MODULE), m:?F(X), ?M:?F(X, Y), #?REC{x = 1}, X#?REC.x, ?LOG("a" ?B, [X]).

g(?PAT) when ?IS(X) -> fun ?M:f/1, <<?BIN/binary, ?N:?SIZE>>, ?'quoted name', ?lower, catch ?X;
g(?PAT(A, _)) -> try a catch ?CLASS:E -> E; error:?T(X) -> X; exit:?U(X):S -> S end.
-endif.
