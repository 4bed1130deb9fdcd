/** What the size of a cluster is called. */
export const sizeWords: ReadonlySet<string> = new Set([
  'member',
  'voter',
  'replica',
  'node',
  'peer',
  'server',
  'cluster',
  'participant',
  'candidate',
  'follower',
  'acceptor',
  'replication',
  'quorum',
  'majority',
])

/** What a count of those who agree or answer is called. */
export const countWords: ReadonlySet<string> = new Set([
  'vote',
  'voted',
  'ack',
  'acked',
  'acknowledged',
  'reachable',
  'alive',
  'up',
  'online',
  'visible',
  'connected',
  'running',
  'confirm',
  'confirmed',
  'confirmation',
  'granted',
  'grant',
  'success',
  'response',
  'reply',
  'available',
  'node',
  'member',
  'promise',
  'accepted',
  'yes',
  'ok',
  'agree',
  'agreed',
  'approval',
  'approved',
])

/** Those who are gone: few enough of them is what passes. */
export const lostWords: ReadonlySet<string> = new Set([
  'not',
  'dead',
  'down',
  'lost',
  'missing',
  'failed',
  'failure',
  'unreachable',
  'offline',
  'absent',
  'stopped',
  'nack',
  'rejected',
  'error',
  'unavailable',
  'suspected',
  'crashed',
])

export const quorumWords: ReadonlySet<string> = new Set(['quorum', 'majority'])

/** Those who are asked and never include the one who asks: half of them and itself are a majority. */
export const followerWords: ReadonlySet<string> = new Set([
  'other',
  'follower',
  'remote',
  'neighbour',
  'neighbor',
  'rest',
])

/** Those who may or may not include the one who asks. */
export const peerWords: ReadonlySet<string> = new Set(['peer', 'friend', 'sibling'])
