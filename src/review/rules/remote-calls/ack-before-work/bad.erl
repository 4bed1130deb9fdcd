%% Takes orders from a queue.
-module(shop_orders).

-export([listen/1, take/3]).

-record('basic.consume', {queue, no_ack}).
-record('basic.ack', {delivery_tag}).

%% The broker forgets what it has sent.
listen(Channel) ->
    %% hazard: ack-before-work
    amqp_channel:subscribe(Channel, #'basic.consume'{queue = <<"orders">>, no_ack = true}, self()).

%% Acknowledged, then stored.
take(Channel, Tag, Body) ->
    %% hazard: ack-before-work
    ok = amqp_channel:cast(Channel, #'basic.ack'{delivery_tag = Tag}),
    ok = khepri:put([orders, Tag], Body).
