%% Stores, then acknowledges.
-module(shop_orders).

-export([listen/1, answers/2, take/3]).

-record('basic.consume', {queue, no_ack}).
-record('basic.ack', {delivery_tag}).

listen(Channel) ->
    amqp_channel:subscribe(Channel, #'basic.consume'{queue = <<"orders">>, no_ack = false}, self()).

%% Answers to a request that waits: who asked asks again.
answers(Channel, ReplyQueue) ->
    amqp_channel:subscribe(Channel, #'basic.consume'{queue = ReplyQueue, no_ack = true}, self()).

take(Channel, Tag, Body) ->
    ok = khepri:put([orders, Tag], Body),
    ok = amqp_channel:cast(Channel, #'basic.ack'{delivery_tag = Tag}).
