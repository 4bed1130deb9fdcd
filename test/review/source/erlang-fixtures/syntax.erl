%% The corners of the language: what a reader of everyday code does not meet every day.
-module(syntax).
-vsn("1.0").
-behaviour gen_statem.
-author([{'Ann', $a, -1, 1.5, #{k => <<"v">>, a => [b | c]}}]).
-on_load(start/0).
-compile([{parse_transform, wrapping}, inline]).
-dialyzer({nowarn_function, [f/1, 'g h'/2]}).
-optional_callbacks([c/1]).
-export_type([pair/2, t/0]).
-feature_like(x).

-type t() :: #{atom() => fun((...) -> ok)} | <<_:8, _:_*1>> | 1..3 | [t(), ...].
-type(pair(A, B) :: {A, B}).
-opaque o(T) :: #lease{owner :: T}.
-spec f(X) -> X when X :: t(); (atom()) -> ok.
-spec(syntax:g(fun((A, B) -> C), {A, B}) -> C).
-callback c(#{a := b}) -> ok.

-record(empty, {}).
-record('odd name', {a, b = 1 + 2 :: integer(), c :: #{x => y}, d = #empty{}}).

f(#'odd name'{a = A, _ = '_'} = R) when is_map(A), A =/= #{}; is_list(A) orelse A == [] ->
    [R#'odd name'.a, R#'odd name'{b = 2}#'odd name'.b, #'odd name'.c, #empty{}];
f(_) ->
    -1 + +2 - - 3 * bnot 4 band 5 bor 6 bxor 7 bsl 1 bsr 1 + (-1) / 2 * 3.

operators(A, B) ->
    A = B = {A ! B ! ok, A ++ B ++ "s" -- [] -- B},
    X = catch A = catch exit(B),
    not (A and B or not A xor B) andalso A < B orelse A >= B andalso X,
    (fun() -> ok end)(), (f(1)):g(2), begin A end, A:B(), A:b(), a:B().

blocks(A) ->
    case A of
        {ok, B} when B > 1, B < 2; B =:= none -> if B -> 1; true, A -> 2 end;
        _ -> receive after infinity -> never end
    end,
    receive X when X -> X; {Y, Z} -> {Y, Z} after 10 * 2 -> a, b end,
    try A, A catch _:_ -> 1 end,
    try A of b -> c after d end,
    try A of b -> c; d -> e catch throw:T -> T; error:E:S -> {E, S}; C:R when C == exit -> R; V -> V after f, g end.

funs() ->
    {fun f/1, fun m:f/1, fun ?MODULE:f/1, fun(X, Y) when X -> Y; (_, _) -> no end, fun Loop(0) -> 0; Loop(N) -> Loop(N - 1) end}.

funs(M, F, A) -> fun M:F/A.

comprehensions(L) ->
    {[{A, B} || {A, B} <- L, A > B, <<C>> <= B, C], << <<A:8>> || A <- L >>, <<(f(A)) || <<A:4/bits>> <= L, A>>}.

binaries(N) ->
    <<1, 2:16, N:N/binary, -1:8/signed-little-integer-unit:1, (N + 1):(N * 8)/float, "abc", "ü"/utf8, <<>>/bits, $a>>.

maps(M) ->
    #{a => 1, {b} := C} = M#{d => #{}, "e" => f}#{},
    [C | M#{}].

literals() ->
    {16#FF, 2#1010, 36#zZ, 1_000_000, 16#dead_beef, 123456789012345678901234567890, 1.0e10, 1.5E-3, 1_0.0_1,
        $\n, $\\, $', $", $ , $\x41, $\x{1F600}, $\^a, $\101, "a\x{2713}\t\"\^z\101\
b" "c"
        "d", 'a\'b', 'Ünicode', ätom, "", ''}.
