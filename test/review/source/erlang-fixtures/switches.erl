-module(switches).
-compile([export_all, nowarn_export_all]).

-include("switches.hrl").

-ifdef(TEST).
-define(CLOCK, fake_clock).
now_ms() -> ?CLOCK:now().
-else.
-define(CLOCK, erlang).
now_ms() -> ?CLOCK:system_time(millisecond).
-endif.

-if(?OTP_RELEASE >= 25).
flag() -> new.
-else.
flag() -> old.
-endif.

'quoted name'('an atom', "a \"string\"", $\s, $\\) -> 'receive';
'quoted name'(A, B, C, D) -> [A, B | [C, D]].

numbers() -> {1_000, 16#ff, 1.5e-3, -2.0, 36#zz, $\x{1F600}, $%}.

strings() -> ["one" "two", 'it\'s', <<"bin">>, <<"utf8"/utf8>>, <<1, 2:16, X:Y/float-unit:8>> = z()] .

z() -> dots(a, fun() -> ok end), fun ?MODULE:flag/0.

dots(X, F) -> X#{}, F(), (F)(), ?CLOCK:now(), ?assertMatch({ok, _}, F()), catch X.
