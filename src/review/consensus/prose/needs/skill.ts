import { type Phrase, phrases, whole } from '../phrase.ts'

export const skillPhrases: readonly Phrase[] = [
  ...phrases(
    'skill',
    2,
    '(?:has|have|had|we|team|ops|also|already) (?:run|runs|ran|operated?|operates|running|managed?|maintained?)<1> ?(?:already )?(?:raft|etcd|consul|zookeeper|cassandra|riak|cockroachdb|kafka|database|db|galera|patroni|rabbitmq)(?: [a-z]+)? ?(?:clusters?|groups?)?(?: before)?',
    '(?:experience|experienced|expertise|at home|familiar|comfortable) (?:with|in|running|operating) <2>(?:raft|consensus|distributed systems?|distributed databases?|database clusters?)',
    'raft experts?',
    '(?:knows?|know|understands?|understand) <2>(?:raft|paxos|consensus|distributed systems)(?: well)?',
    'distributed systems (?:experts?|experience|background|veterans?)',
  ),
  ...phrases(
    'skill',
    1,
    '(?:some|a little|a bit of|basic|limited) (?:[a-z]+ )?(?:experience|knowledge)? ?(?:with |of |in )?(?:beam|erlang|otp|elixir) (?:distribution|clustering|clusters?)',
    '(?:knows?|know|used|uses|familiar with|understands?|run|runs|ran|operated?) <2>(?:beam|erlang|elixir|otp) (?:distribution|clustering|clusters?)(?: a little| a bit)?',
    '(?:experience|experienced) with <1>(?:beam|erlang|elixir|otp) (?:distribution|clustering|clusters?)',
  ),
  ...whole(
    'skill',
    0,
    '(?:no|without|little|zero|0|never had) (?:[a-z]+ ){0,2}(?:distributed systems?|distribution|clustering|operations|ops|raft|cluster) (?:experience|knowledge|skills?|background|people|team|expertise)',
    '(?:no|without|little|lacks|zero|0) (?:experience|knowledge|expertise) (?:with|of|in) <2>(?:distributed|distribution|clusters?|clustering|consensus)(?: systems?)?',
    'new to (?:distributed systems?|distribution|clustering|elixir|erlang|the beam|clusters?)',
    '(?:has|have|we)(?: have)? never (?:run|operated|built|managed) <2>(?:distributed|clusters?|clustered)(?: [a-z]+)?',
    '(?:junior|inexperienced|beginner|novice) (?:team|developers?|engineers?)',
    'nothing distributed(?: before| so far)?',
    'no ops(?: team| people)?',
  ),
  ...whole(
    'skill',
    0,
    '(?:nobody|no 1|none|no body|not 1|not a soul)(?: (?:here|of us|of them|in (?:the|our) team|on (?:the|our) team|among us|in (?:the|our) (?:company|house|shop)|on staff|around))* (?:has |have |had |is |knows?|understands?|ever |really |yet |much |any |how to )*(?:experience (?:with|in|of|running) )?(?:run|ran|operated|operate|built|managed|administered|seen|set up|used|touched|worked with|done|familiar with|running)? ?(?:an? |the |any |real |our |such an? )*(?:[a-z]+ )?(?:distributed|clusters?|clustered|clustering|consensus|distribution|multi node)(?: (?:system|systems|database|before|anything|erlang|elixir))?',
    '(?:has|have|had|we|i|they|team) never (?:run|ran|operated|built|managed|administered|set up|used|done|touched|worked with) (?:an? |any |real |anything )*(?:[a-z]+ )?(?:distributed|clusters?|clustered|clustering|distribution|multi node)(?: [a-z]+)?',
    '(?:no|without|lack|lacks|lacking|zero|0) (?:an? |any |dedicated |real |own |proper |of )*(?:(?:ops|devops|sres?|dbas?|sysadmins?)(?: (?:team|people|person|staff|engineers?|department|knowledge|skills?))?|(?:operations|platform|admin) (?:team|people|person|staff|engineers?|department))(?! (?:changes?|writes?|edits?|may|can|must))',
    '(?:(?:is|be|as) )(?:our |my |their )(?:very )?(?:first|1st) (?:[a-z]+ )?(?:clustered|distributed|multi node|cluster|elixir|erlang|beam) (?:app|application|project|system|service|deployment)?',
    '(?:only|just) (?:ever )?(?:run|ran|operated|done|built|know|knows|used) (?:an? |the |our )*(?:single|1) (?:node|server|machine|box)(?: [a-z]+)?(?: so far| before| until now)',
    '(?:team|people|developers|we) (?:is|are|of|consists? of) (?:all |only |mostly |just )*(?:juniors|beginners|students|frontend developers|newcomers|novices)',
    '(?:know|knows|understand|understands|have|has|had) (?:nothing|no idea|little|no clue|no knowledge|no experience|0 experience) (?:about|of|with|in) (?:running |operating )?(?:an? |the )*(?:distributed|clusters?|clustered|clustering|raft|consensus|paxos|distribution|multi node)(?: systems?)?',
  ),
  ...phrases(
    'skill',
    1,
    '(?:clustered|connected|distributed) (?:elixir|erlang|beam|phoenix)(?: (?:apps?|nodes|applications|systems?))? (?:before|in production|for years|already)',
    '(?:used|uses|run|runs|ran|know|knows|familiar with|comfortable with|experience with) <1>(?:libcluster|distributed (?:erlang|elixir)|erlang clusters?|elixir clusters?|phoenix pubsub|pg2|horde|swarm)(?: [a-z]+)?',
  ),
  ...phrases(
    'skill',
    2,
    '(?:sres?|ops|dbas?|platform team|engineers|operators|team|people|we)(?: [a-z]+){0,2} (?:run|runs|ran|operate|operates|operated|have run|has run|have operated|look after|looks after|maintain|maintains) (?:[a-z]+ ){0,2}?(?:raft|etcd|consul|zookeeper|cassandra|riak|cockroachdb|kafka|galera|patroni|rabbitmq|database) (?:clusters?|in production|for years|groups?|ensembles?)(?: [a-z]+)?',
    '(?:seasoned|veteran|senior|experienced) (?:distributed systems|raft|consensus|database|cluster|sre|ops) (?:engineers?|team|operators?|people|veterans?)',
  ),
]
