import { deniable, type Phrase, whole } from '../phrase.ts'

const network =
  '(?:network|internet|connection|connectivity|signal|coverage|reception|wifi|wi fi|wlan|line|link|uplink|mobile data)'

export const offlinePhrases: readonly Phrase[] = [
  ...whole(
    'offline',
    0,
    '(?:always|permanently|constantly) (?:on ?line|connected)',
    'never (?:[a-z]+ )?(?:off ?line|disconnected)',
    '(?:no|(?<!not (?:live|do|work|go|manage|get by) )without) off ?line(?: [a-z]+)?',
    '(?:does|do|need|needs|must|should|is|are|has|have)(?: not)(?: need)?(?: to)?(?: work| be| support)* off ?line(?: [a-z]+)?',
    'off ?line (?:use |support |mode |work |access |editing )?(?:is |are )?not (?:needed|required|necessary|supported|wanted)',
    'on ?line only',
  ),
  ...whole(
    'offline',
    1,
    '(?:read|view|browse|look at|show|shows|display|see|open)(?:s|ing|able)? <5>(?:while |when |if |even )*off ?line',
    'off ?line (?:read(?:s|ing|able)?|view(?:s|ing)?|access to read|browsing|reads? only|display)',
    'read only (?:when |while )?off ?line',
    'off ?line (?:[a-z]+ )?read only',
  ),
  ...deniable(
    'offline',
    2,
    0,
    'off ?line (?:first|use|support|mode|capable|edits?|editing|writes?|work|changes|operation|usage|clients?|phones?|devices?|users?|ready|orders?|sync)',
    'support(?:s|ed)? (?:for )?off ?line',
    '(?<!\\b(?:nodes?|servers?|machines?|instances?|pods?|replicas?|hosts?|taken|take|takes|took|database|db|region)(?: (?:it|them|sometimes|often|occasionally|regularly|go|goes|going|gone|went|is|are|was|were|taken|being|marked|be|may|can|get|gets))* )off ?line(?! (?:analytics|batch|job|jobs|processing|nodes?|reports?|training|backups?))',
    'off ?line (?:on|in) (?:the |a |their )?(?:phones?|tablets?|mobiles?|devices?|trains?|planes?|underground|field)',
    'air ?plane mode',
    'disconnected (?:operation|clients?|mode|use|devices?)',
  ),
  ...whole(
    'offline',
    2,
    `(?:without|with no|no|has no|have no) (?:a |any |the |mobile |internet |network |cell |phone )*${network}`,
    `(?:lose|loses|losing|lost) (?:their |its |the |all )?(?:network |internet |mobile )?(?:connectivity|connection|signal|coverage|reception|network|wifi|link|uplink)`,
    `(?:${network}) (?:is |are |was |being |gets |goes |drops? ?)+(?:down|cut|out|gone|lost|off|dead|away|unavailable|missing|not there)?(?: off)?`,
    `(?:${network}) (?:is|are|can be|may be) (?:often |sometimes |very |rather )*(?:patchy|flaky|poor|spotty|intermittent|unreliable|bad|unstable|sporadic|weak)`,
    `(?:patchy|flaky|poor|spotty|intermittent|unreliable|bad|unstable|sporadic|occasional|weak) (?:mobile |internet |network |cell )?${network}`,
    `(?:uplinks?|internet|wifi|signal|connectivity|mobile network|coverage) (?:sometimes |often |may )?(?:fails?|breaks?|drops?|disappears?|vanish(?:es)?)`,
    'intermittently connected',
    '(?:while|when|even if|if|being) (?:they are |it is |temporarily |fully )?disconnected',
    'dead (?:spots?|zones?)',
    'disconnected (?:for|from) <2>[a-z]+',
    '(?:queue|store|buffer|keep|save|collect)(?:s)? <4>(?:and )?(?:send|sends|sync|syncs|upload|uploads|forward|forwards) <3>(?:later|when|once|after|back)',
    '(?:sync|syncs|synchronize|synchronizes|upload|uploads) (?:when|once|after|as soon as) <3>(?:back|on ?line|connected|again|return|reconnect|reconnected)(?: [a-z]+)?',
    'store and forward',
  ),
  ...whole(
    'offline',
    1,
    '(?:still |only |just )?(?:be )?(?:read|reads|readable|view|viewable|see|show|shows|look up|browse|display|serve reads|consult|open)(?: [a-z]+){0,6}? (?:when|while|if|even|during|with|though|once)(?: [a-z]+){0,4}? (?:off ?line|disconnected|cut off(?! from (?:each other|1 another|the rest|the others|its peers|their peers|the majority|the cluster))|unplugged|out of (?:range|coverage|reach)|(?:headquarters|head office|hq|the (?:server|center|cloud|back ?end|data center|main office)) is (?:unreachable|not reachable|down|gone|away)|no (?:network|internet|connection|connectivity|signal|coverage|reception|wifi|uplink|link)|(?:network|internet|connection|connectivity|signal|uplink|link|wifi|line|wan) (?:is |goes |drops |being )*(?:down|gone|out|cut|lost|away|dead|unavailable)?)',
    '(?:when|while|if|once|even)(?: [a-z]+){0,3}? (?:off ?line|disconnected|cut off(?! from (?:each other|1 another|the rest|the others|its peers|their peers|the majority|the cluster))|unplugged|out of (?:range|coverage|reach)|(?:headquarters|head office|hq|the (?:server|center|cloud|back ?end|data center|main office)) is (?:unreachable|not reachable|down|gone|away)|no (?:network|internet|connection|connectivity|signal|coverage|reception|wifi|uplink|link)|(?:network|internet|connection|connectivity|signal|uplink|link|wifi|line|wan) (?:is |goes |drops |being )*(?:down|gone|out|cut|lost|away|dead|unavailable)?)(?: ,)?(?: [a-z]+){0,4}? (?:still |only |just )+(?:have to |has to |must |need to |can |should )?(?:be )?(?:read|reads|readable|view|see|show|shows|look up|browse|display|readings?)(?: [a-z]+)?',
    '(?:local|cached|offline|read only|readable) (?:copy|copies|replica|reads?) (?:[a-z]+ ){0,3}?(?:when|while|if)(?: [a-z]+){0,4}? (?:off ?line|disconnected|cut off(?! from (?:each other|1 another|the rest|the others|its peers|their peers|the majority|the cluster))|unplugged|out of (?:range|coverage|reach)|(?:headquarters|head office|hq|the (?:server|center|cloud|back ?end|data center|main office)) is (?:unreachable|not reachable|down|gone|away)|no (?:network|internet|connection|connectivity|signal|coverage|reception|wifi|uplink|link)|(?:network|internet|connection|connectivity|signal|uplink|link|wifi|line|wan) (?:is |goes |drops |being )*(?:down|gone|out|cut|lost|away|dead|unavailable)?)',
  ),
  ...deniable(
    'offline',
    2,
    0,
    '(?:work|works|working|write|writes|writing|edit|edits|editing|sell|sells|selling|take|takes|taking|accept|accepts|accepting|record|records|recording|count|counts|counting|enter|entering|go on|goes on|carry on|carries on|operate|operates|operating|function|functions|add|adds|adding|change|changes|changing|book|booking|update|updating|type|typing|order|ordering|scan|scanning|draw|fill in|usable|keep going|keeps going|keeps? (?:on )?[a-z]+ing|goe?s? on [a-z]+ing|carry on [a-z]+ing|decide|decides|run|runs)(?: [a-z]+){0,6}? (?:when|while|if|even|during|though|whenever)(?: [a-z]+){0,5}? (?:off ?line|disconnected|cut off(?! from (?:each other|1 another|the rest|the others|its peers|their peers|the majority|the cluster))|unplugged|out of (?:range|coverage|reach)|(?:headquarters|head office|hq|the (?:server|center|cloud|back ?end|data center|main office)) is (?:unreachable|not reachable|down|gone|away)|no (?:network|internet|connection|connectivity|signal|coverage|reception|wifi|uplink|link)|(?:network|internet|connection|connectivity|signal|uplink|link|wifi|line|wan) (?:is |goes |drops |being )*(?:down|gone|out|cut|lost|away|dead|unavailable)?)',
    '(?:when|while|if|whenever|even when)(?: [a-z]+){0,4}? (?:disconnected|cut off(?! from (?:each other|1 another|the rest|the others|its peers|their peers|the majority|the cluster))|out of (?:range|coverage|reach))(?: ,)?(?: [a-z]+){0,5}? (?:work|works|working|write|writes|writing|edit|edits|editing|sell|sells|selling|take|takes|taking|accept|accepts|accepting|record|records|recording|count|counts|counting|enter|entering|go on|goes on|carry on|carries on|operate|operates|operating|function|functions|add|adds|adding|change|changes|changing|book|booking|update|updating|type|typing|order|ordering|scan|scanning|draw|fill in|usable|keep going|keeps going|keeps? (?:on )?[a-z]+ing|goe?s? on [a-z]+ing|carry on [a-z]+ing|decide|decides|run|runs)',
  ),
  ...whole(
    'offline',
    2,
    '(?:edits?|changes?|writes?|orders?|entries|notes?|typed|made|entered|recorded|used|works?) (?:[a-z]+ )?(?:on|in) (?:an? |the )?(?:planes?|flights?|subway|metro|tube|underground|tunnels?|basements?|mines?)',
    '(?:often|sometimes|regularly|frequently|occasionally|at times) (?:out of (?:coverage|range|reach|signal)|disconnected(?! from (?:each other|the others|the rest)))',
  ),
]
