#!/usr/bin/env escript
%% Prints what the language's own parser finds in the files given: one line for each function, call and operator.
-mode(compile).

main(Files) ->
    lists:foreach(fun file/1, Files).

file(File) ->
    {ok, Forms} = epp_dodger:parse_file(File),
    io:format("file ~s~n", [filename:basename(File)]),
    lists:foreach(fun form/1, Forms).

form(Form) ->
    case erl_syntax:type(Form) of
        function ->
            Name = erl_syntax:atom_value(erl_syntax:function_name(Form)),
            io:format("function ~ts/~p~n", [Name, erl_syntax:function_arity(Form)]),
            inside(Form);
        attribute ->
            case erl_syntax:atom_value(erl_syntax:attribute_name(Form)) of
                define -> lists:foreach(fun inside/1, tl(erl_syntax:attribute_arguments(Form)));
                _ -> ok
            end;
        error_marker ->
            io:format("error ~p~n", [erl_syntax:error_marker_info(Form)]);
        _ ->
            inside(Form)
    end.

inside(Form) ->
    erl_syntax_lib:fold(fun(Node, ok) -> node_line(erl_syntax:type(Node), Node) end, ok, Form).

node_line(application, Node) ->
    Operator = erl_syntax:application_operator(Node),
    Arity = length(erl_syntax:application_arguments(Node)),
    case called(erl_syntax:type(Operator), Operator) of
        none -> ok;
        Name -> io:format("call ~ts/~p~n", [Name, Arity])
    end;
node_line(infix_expr, Node) ->
    Sides = [kind(erl_syntax:infix_expr_left(Node)), kind(erl_syntax:infix_expr_right(Node))],
    Operator = erl_syntax:operator_literal(erl_syntax:infix_expr_operator(Node)),
    io:format("operator ~s ~s ~s~n", [Operator | Sides]);
node_line(clause, _) -> io:format("clause~n");
node_line(tuple, Node) -> io:format("tuple ~p~n", [erl_syntax:tuple_size(Node)]);
node_line(_, _) -> ok.

called(atom, Name) -> erl_syntax:atom_value(Name);
called(module_qualifier, Remote) ->
    Name = erl_syntax:module_qualifier_body(Remote),
    case erl_syntax:type(Name) of
        atom -> erl_syntax:atom_value(Name);
        _ -> none
    end;
called(_, _) -> none.

kind(Node) ->
    case erl_syntax:type(Node) of
        parentheses -> kind(erl_syntax:parentheses_body(Node));
        infix_expr -> erl_syntax:operator_literal(erl_syntax:infix_expr_operator(Node));
        _ -> "operand"
    end.
