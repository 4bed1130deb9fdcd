-module(fixture).
-export([with_node/2, owner/2]).

%% Nothing follows the membership: the ring is built from configuration.
with_node(Node, Ring) -> hash_ring:add_node(Node, Ring).

owner(Key, Ring) -> hash_ring:find_node(Key, Ring).
