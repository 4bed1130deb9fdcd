-module(fixture).
-export([join/1]).

join(Node) -> net_kernel:connect_node(Node).
