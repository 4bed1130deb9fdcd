/** Things at the far end that each run the program, or its client. */
const devices = [
  ...[
    'tills?',
    'cash registers',
    'checkouts',
    'sensors',
    'devices',
    'gateways',
    'kiosks',
    'terminals',
    'drones',
    'robots',
  ],
  ...[
    'turbines',
    '(?:smart ?)?meters',
    'cameras',
    'scanners',
    'handhelds',
    'tablets',
    'laptops',
    '(?:smart ?)?phones',
  ],
  ...[
    'routers',
    'appliances',
    'controllers',
    'plcs',
    'atms',
    'chargers',
    'charging (?:points|stations|posts)',
    'pumps',
  ],
  ...[
    'lockers',
    'wearables',
    'trackers',
    'thermostats',
    'hubs',
    'access points',
    'base stations',
    'satellites',
  ],
  ...['probes', 'beacons', 'pis'],
  ...[
    'vending machines',
    'slot machines',
    'voting machines',
    'installations',
    'edge (?:sites|locations|clusters)',
  ],
]
/** Things and places that run it where they have to do without a connection, and are only spoken of elsewhere. */
const places = [
  ...[
    'vehicles',
    'cars',
    'trucks',
    'lorries',
    'vans',
    'buses',
    'trams',
    'trains',
    'ships',
    'vessels',
    'boats',
    'planes',
  ],
  ...[
    'aircraft',
    'ambulances',
    'taxis',
    'tractors',
    'bikes',
    'scooters',
    'elevators',
    'lifts',
    'sites',
    'stores',
    'shops',
  ],
  ...[
    'branches',
    'locations',
    'stations',
    'depots',
    'warehouses',
    'farms',
    'clinics',
    'hospitals',
    'restaurants',
  ],
  ...[
    'hotels',
    'offices',
    'plants',
    'factories',
    'pubs',
    'schools',
    'outlets',
    'pharmacies',
    'venues',
    'substations',
  ],
  ...[
    'stalls',
    'libraries',
    'wells',
    'rigs',
    'platforms',
    'mines',
    'households',
    'workstations',
    'desktops',
    'pcs',
    'computers',
    'displays',
    'boards',
    'homes',
    'buildings',
  ],
]
const between =
  '(?:(?!(?:and|or|to|of|in|on|at|for|per|with|from|across|over|by|the|is|are|was|has|have|must|may|can|users?|customers?|requests|ms|seconds|minutes|hours|days|weeks|months|years|times|%|million|different|other|percent|each|every)\\b)[a-z]+ ){0,2}?'
/** `340 tablets`, and `tablets, 340 of them`. */
const counting = (nouns: readonly string[]): RegExp[] => [
  new RegExp(
    `(?<![a-z0-9'.])(\\d+) (?:(?:or (?:so|more)|odd|plus|something|ish|of (?:the|our|these|those)|more) )?${between}(?:${nouns.join('|')})(?![a-z0-9'])`,
    'g',
  ),
  new RegExp(
    `(?<![a-z0-9'])(?:${nouns.join('|')})(?: [a-z]+){0,4}? [,(] (?:about |some |around )?(\\d+) (?:of (?:them|these)|in (?:all|total|number))`,
    'g',
  ),
]
const [deviceCounts, placeCounts] = [counting(devices), counting(places)]

const people =
  '(?:users?|customers?|person|people|members?|accounts?|households?|students?|families|family|everyone|everybody|clients?|patients?|employees?)'
/** What one person has is no count of all. */
const ofSomebody = new RegExp(
  `^ (?:per|for (?:each|every|1)|each|a|to a|of (?:a|1|the same)) ${people}\\b|^ (?:at (?:once|a time|the same time)|simultaneously|of (?:a|1|the same) )`,
)
const hasThem = new RegExp(
  `\\b${people} (?:[a-z]+ ){0,3}(?:has|have|had|uses?|owns?|with|carries|on|from)(?: (?:up to|at most|about|typically|often))* $`,
)
/** Goods and what is watched run nothing. */
const goods =
  /\b(?:stocks?|inventory|sells?|selling|sold|rents?|renting|rented|lease|leasing|buys?|ships?|shipping|tracks?|tracking|watch|positions?|prices?|photos|pictures)(?: (?:of|out|for|up|to|the|our|all|about|around|some|over|these))* $/

const traded =
  /^ (?:(?:can|may|are|is|must|will|get|to|could) )+(?:not |never )?(?:be )?(?:rented|sold|booked|reserved|lent|shipped|tracked|watched|bought|leased|delivered)\b|^ (?:in stock|for (?:rent|sale|hire)|on sale|a (?:day|week|month|year))\b/

/**
 * The devices, vehicles and sites that words count, as raw numbers with their places in a spelled text. `isRemote`:
 * the words speak of work without a connection or at the edge; only then do vehicles and sites count.
 */
export function remoteCounts(
  text: string,
  isRemote: boolean,
): { readonly value: number; readonly from: number; readonly to: number }[] {
  for (const patterns of isRemote ? [deviceCounts, placeCounts] : [deviceCounts]) {
    const found = patterns
      .flatMap((pattern) => [...text.matchAll(pattern)])
      .flatMap((match) => {
        const value = Number(match[1])
        const [before, to] = [
          text.slice(Math.max(0, match.index - 100), match.index),
          match.index + match[0].length,
        ]
        // Two or three devices are mostly those of one person.
        const isFew = value < 3 || (value <= 5 && /\b(?:on|from|between|over|with) $/.test(before))
        const behind = text.slice(to)
        const isOther =
          ofSomebody.test(behind) || traded.test(behind) || hasThem.test(before) || goods.test(before)
        return isFew || isOther ? [] : [{ value, from: match.index, to }]
      })
    if (found.length > 0) return found
  }
  return []
}
