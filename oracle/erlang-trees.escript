#!/usr/bin/env escript
%% What the language's own parser (epp_dodger over erl_parse) makes of each file whose path stands on standard input.
%% One line a file: the path, then its forms in order with tabs between them, each as a tree in brackets; a form that
%% the parser refuses is `!` with the line where it gave up. erlang-trees.ts prints ours the same way.
-mode(compile).

main(_) ->
    ok = io:setopts(standard_io, [binary, {encoding, latin1}]),
    each(io:get_line("")).

each(eof) ->
    ok;
each(Line) ->
    Path = string:trim(Line),
    file:write(standard_io, [Path, [[$\t | form(Form)] || Form <- forms(Path)], $\n]),
    each(io:get_line("")).

%% Macros beside strings are joined to them ("clever"), as the preprocessor would; `maybe` is a word where the file asks.
forms(Path) ->
    {ok, Text} = file:read_file(Path),
    Maybe = [{feature, maybe_expr, enable} || binary:match(Text, <<"maybe_expr">>) =/= nomatch],
    case catch epp_dodger:parse_file(Path, [clever | Maybe]) of
        {ok, Forms} -> Forms;
        Other -> [{error, {0, ?MODULE, Other}}]
    end.

form({error, Info}) ->
    refused(Info);
form({eof, _}) ->
    "()";
form(Form) ->
    case erl_syntax:type(Form) of
        error_marker -> refused(erl_syntax:error_marker_info(Form));
        attribute -> attribute(Form);
        _ -> tree(Form)
    end.

refused({Location, _, _}) ->
    io_lib:format("!~p", [Location]).

attribute(Form) ->
    Name = erl_syntax:attribute_name(Form),
    Arguments = case erl_syntax:attribute_arguments(Form) of
        none -> [];
        Given -> Given
    end,
    ["(-", tree(Name), attribute(erl_syntax:type(Name) =:= atom andalso erl_syntax:atom_value(Name), Arguments), ")"].

attribute(Name, [Data]) when Name =:= spec; Name =:= callback ->
    [Function | _] = erl_syntax:tuple_elements(Data),
    [[$\s | term(Part)] || Part <- erl_syntax:tuple_elements(Function)];
attribute(Name, [Data]) when Name =:= type; Name =:= opaque ->
    [Type, _, Parameters] = erl_syntax:tuple_elements(Data),
    [$\s, term(Type), $\s, integer_to_list(erl_syntax:list_length(Parameters))];
attribute(record, [Name, Tuple]) ->
    [$\s, tree(Name), [[$\s | tree(untyped(Field))] || Field <- erl_syntax:tuple_elements(Tuple)]];
attribute(define, [Head | Meaning]) ->
    [$\s, defined(erl_syntax:type(Head), Head), [[$\s | tree(Part)] || Part <- Meaning]];
attribute(Name, Arguments) when is_atom(Name), Name =/= false ->
    Print = case lists:member(Name, ['if', elif, export, import]) of
        true -> fun tree/1;
        false -> fun term/1
    end,
    [[$\s | Print(Argument)] || Argument <- Arguments];
attribute(_, Arguments) ->
    [[$\s | term(Argument)] || Argument <- Arguments].

untyped(Field) ->
    case erl_syntax:type(Field) of
        typed_record_field -> erl_syntax:typed_record_field_body(Field);
        _ -> Field
    end.

%% A term has lost how it was written: characters are integers, strings lists of them.
term(Node) ->
    case erl_syntax:type(Node) of
        string -> term_list([["i", integer_to_list(Char)] || Char <- erl_syntax:string_value(Node)], none);
        nil -> "[]";
        list ->
            Whole = erl_syntax:compact_list(Node),
            term_list([term(Item) || Item <- erl_syntax:list_prefix(Whole)], erl_syntax:list_suffix(Whole));
        tuple -> ["{", lists:join($\s, [term(Item) || Item <- erl_syntax:tuple_elements(Node)]), "}"];
        char -> ["i", integer_to_list(erl_syntax:char_value(Node))];
        map_expr ->
            Entries = [unicode:characters_to_list(lists:join($\s, [term(Kid) || [Kid] <- erl_syntax:subtrees(Field)]))
                || Field <- erl_syntax:map_expr_fields(Node)],
            ["#{", lists:join(", ", lists:sort(Entries)), "}"];
        binary -> ["<<", lists:join($\s, [byte(Field) || Field <- erl_syntax:binary_fields(Node)]), ">>"];
        _ -> tree(Node)
    end.

byte(Field) ->
    case erl_syntax:type(erl_syntax:binary_field_body(Field)) of
        integer -> tree(erl_syntax:binary_field_body(Field));
        _ -> tree(Field)
    end.

term_list(Items, none) -> ["[", lists:join($\s, Items), "]"];
term_list(Items, Tail) -> ["[", lists:join($\s, Items), " | ", term(Tail), "]"].

tree(Node) ->
    case erl_syntax:type(Node) of
        atom -> [$: | text(atom_to_list(erl_syntax:atom_value(Node)))];
        variable -> [$$ | text(atom_to_list(erl_syntax:variable_name(Node)))];
        integer -> [$i | integer_to_list(erl_syntax:integer_value(Node))];
        char -> [$c | integer_to_list(erl_syntax:char_value(Node))];
        float -> [$f | integer_to_list(binary:decode_unsigned(<<(erl_syntax:float_value(Node)):64/float>>), 16)];
        string -> [$" | text(erl_syntax:string_value(Node))];
        operator -> erl_syntax:operator_literal(Node);
        nil -> "[]";
        underscore -> "$_";
        text -> "(text)";
        list ->
            Whole = erl_syntax:compact_list(Node),
            Items = lists:join($\s, [tree(Item) || Item <- erl_syntax:list_prefix(Whole)]),
            case erl_syntax:list_suffix(Whole) of
                none -> ["[", Items, "]"];
                Tail -> ["[", Items, " | ", tree(Tail), "]"]
            end;
        macro -> macro(erl_syntax:macro_name(Node), erl_syntax:macro_arguments(Node));
        class_qualifier -> caught(erl_syntax:subtrees(Node));
        Type -> ["(", atom_to_list(Type), [[" |", [[$\s | tree(Kid)] || Kid <- Group]]
            || Group <- erl_syntax:subtrees(Node)], ")"]
    end.

defined(application, Head) ->
    Parameters = [[$\s | tree(Parameter)] || Parameter <- erl_syntax:application_arguments(Head)],
    ["(application | ", name(erl_syntax:application_operator(Head)), " |", Parameters, ")"];
defined(_, Head) ->
    name(Head).

macro(Name, none) -> ["(? ", name(Name), ")"];
macro(Name, Arguments) -> ["(?? ", name(Name), [[$\s | tree(Argument)] || Argument <- Arguments], ")"].

%% `?'NAME'` and `?NAME` are one.
name(Node) ->
    case erl_syntax:type(Node) of
        atom -> text(atom_to_list(erl_syntax:atom_value(Node)));
        variable -> text(atom_to_list(erl_syntax:variable_name(Node)));
        underscore -> "_"
    end.

%% `throw:Reason` and `Reason` are one; a stack trace that is not asked for is `_`.
caught([[Class], [Body] | Trace]) ->
    Traced = [Name || [Name] <- Trace, tree(Name) =/= "$_"],
    case tree(Class) of
        [$: | "throw"] when Traced =:= [] -> tree(Body);
        Text -> ["(caught ", Text, [[$\s | tree(Part)] || Part <- [Body | Traced]], ")"]
    end.

%% Letters, digits, `_` and `@` as they are, all else by its code point, so that no separator comes out of a name.
text([Char | Rest]) when Char >= $a, Char =< $z; Char >= $A, Char =< $Z; Char >= $0, Char =< $9; Char =:= $_; Char =:= $@ ->
    [Char | text(Rest)];
text([Char | Rest]) ->
    [$\\, integer_to_list(Char), $; | text(Rest)];
text([]) ->
    [].
