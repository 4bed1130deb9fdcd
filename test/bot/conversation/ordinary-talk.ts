/** What engineers say among themselves in the thread of a review, much of it near the grammar. None of it is for us. */
export const ordinaryTalk: readonly string[] = `
hm, that is a good find
ana, can you take this one?
could you review my PR when you have a minute?
can you review lib/cluster.ex for me, ben?
please have a look at lib/stock.ex before lunch
I'll take a look at lib/cluster tomorrow
review please
form
open the form
review done
reviewed, looks good to me
review comments/nits first, then the rest
review and/or approve
reviewing now
in review
let's review this together on Monday
the review is still open
who reviews the reviewer?
did anybody review that branch
review lib/stock.ex please
review lib
review .
status?
what's the status
status update: we are halfway
any status on this
what is running in staging
what's running there?
is anything running on node b
help
help!
can someone help me with the fence
thanks for the help
why?
why 2?
why 2 and not 3
why is 2 even a number we care about
why is that critical
why is it critical to us?
why is this important now
why is node 2 slow
why is 2 of 5 not enough
why did we do that
why did you merge it
fix 3 is on my branch
fix it
fix 3
I fixed 3 yesterday
how do we fix that
how do I fix my branch
how does it fail?
how does that fail in practice
how does the lock work
show me
show me the logs
show me the door
show up at 3
show the fix to ana
show it to ben first
ignore that
ignore me
please ignore the last message
ignore the second one, it is old
we can ignore 4, I think
ignore 4
let's ignore 4 for now
I would ignore 4 because it is cheap
dismiss that as noise
undo that commit please, it broke main
can we undo the migration
undo my last push
undo the deploy
what changed?
what changed
what's new?
what is new
what changed since yesterday
what changed since the release
what did you change
what did you not understand
what did we not read
what did you eat
what have you not done yet
which files did you change?
which files do I need
which nodes can we drop
which nodes are up
which node is the leader
who can write the test?
who can write this up
who can read this
who can lead the call
who leads that project
can both sides agree please
can all nodes see each other?
during a partition it is chaos
in a split we lose writes, I know
what happens to writes then
what happens to the writes, ana?
what happens to my branch
what happens if I kill node b
what if we just restart it?
what if it is DNS
what if two nodes fail
what if we move to Postgres
again?
again
do it again
once again
run it again please
try again
not again
repeat that please
repeat
more
more coffee
more findings than I hoped
show more care there
one more thing
next
next week then
findings were good
the findings are scary
my findings: none
checklists are boring
is that on the checklist?
check the list
check lib/stock.ex
check that out
check it again tomorrow
recommendation: sleep on it
what do you recommend?
any recommendations for lunch
what should we do
what should I do first?
what would you recommend ben
test plan is missing in the ticket
is there a test plan
who writes the test plan?
how do we test this
how should we test that
architecture
architecture is fine
I like the architecture
what holds us back
what is right
what is fine for you is fine for me
cancel the meeting
cancel
stop
stop it
stop that
please stop that
abort
abort mission
let's cancel the sprint
cancel my order
repos
which repos do we own
repositories are a mess
schedule a call for Monday
schedule weekly syncs?
schedules slipped again
unschedule that one
evaluate Postgres for this
we should evaluate ra
evaluate
https://git.example/acme/shop/pull/12
see https://git.example/acme/shop/tree/main/lib
my fix: https://git.example/acme/shop/pull/99 please look
look at this: lib/stock.ex:18
look at lib/cluster on main, it is gone there
lib/cluster
lib/stock.ex:18 is mine
main
on main it works
of course
deep
quick question
quick one: who is on call
standard stuff
yes
no
+1
:eyes:
LGTM
lol
👍
1
2
3 of them are mine
4 is on purpose
4
5 nodes, 2 regions
1. fetch 2. lock 3. write
I think 1 fails because of the timeout
how 1 fails is clear to me
2 is critical, right?
2 is not critical
is 2 critical?
so 3 is the same as 1?
does 3 matter?
can you explain 2 to me
explain
explain 2
explain that to the customer
ben will explain 4 on Friday
the fix for 3 is easy
the fix for 3?
where is the fix for 3
has anyone a fix for 3
patch for 3 is up
I read the whole thing
not read yet
coverage is 80% now
coverage
the coverage
diff looks fine
changes since Friday: none
any change since last time?
nothing changed since last time
I asked what changed since last time
what you did not read is the worst part
it is what it is
who is that bot
distreview is neat
does distreview read templates?
bot, be quiet
the bot said show 3
he said "review again" and left
review it again? no way
let me review it again
I will review again after lunch
should we review again
ok, shipping it
merging
deploying now
rolled back
it works on my machine
netsplit in prod, all hands
which side had the majority?
who elected itself
both sides wrote
the leader is on b
ra has five voters
:global is not enough
we need fencing
add a fencing token there
agreed
disagree
can't reproduce
restart the pod
see you tomorrow
`
  .trim()
  .split('\n')
