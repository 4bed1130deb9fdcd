/**
 * Who can do what while some nodes are down and some links are cut. Exact for any graph of links, whether or not
 * "can reach" is transitive: Erlang's distribution forwards nothing, so a node works with whom it reaches directly.
 */
export interface Net {
  readonly nodes: number
  readonly isUp: (node: number) => boolean
  /** Symmetric; asked of two different nodes that are up. */
  readonly linked: (a: number, b: number) => boolean
}

/** How a mechanism decides. Members are voters or copies. */
export type Rule =
  /** One vote for each member and term: a leader needs a majority of all members, those that are down among them. */
  | { readonly kind: 'voters' }
  /** Each node asks for a majority of all copies (Mnesia with `majority`). */
  | { readonly kind: 'majority-of-copies' }
  /** A copy in reach is enough (Mnesia without `majority`). */
  | { readonly kind: 'any-copy' }
  /** A node leads that sees so many nodes, itself among them. */
  | { readonly kind: 'sees'; readonly needs: (seen: number) => number }
  /** A node leads that is the first of those it sees. */
  | { readonly kind: 'first-seen' }
  /** Everybody accepts, and what they accepted is merged or decided later. */
  | { readonly kind: 'everyone' }

/** What one node has in reach, itself among it. */
interface View {
  readonly seen: number
  readonly members: number
  readonly isMember: boolean
  readonly isFirst: boolean
}

function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1
}

/** Whether a node can become or stay leader; mechanisms without leaders have none. */
function canLead(rule: Rule, view: View, members: number): boolean {
  switch (rule.kind) {
    case 'voters':
      return view.isMember && view.members >= majorityOf(members)
    case 'sees':
      return view.seen >= rule.needs(view.seen)
    case 'first-seen':
      return view.isFirst
    default:
      return false
  }
}

/** Whether a write that is made at a node can be acknowledged; `seesLeader`: it leads or reaches one that can. */
function canWrite(rule: Rule, view: View, members: number, seesLeader: boolean): boolean {
  switch (rule.kind) {
    case 'voters':
      // A command goes to the leader itself.
      return seesLeader
    case 'majority-of-copies':
      return view.members >= majorityOf(members)
    case 'any-copy':
      return view.members > 0
    case 'everyone':
      return true
    default:
      return canLead(rule, view, members)
  }
}

/** Whether a node has a copy in reach; whether that is the newest is another matter. */
function canRead(rule: Rule, view: View): boolean {
  const isCopied = rule.kind === 'voters' || rule.kind === 'majority-of-copies' || rule.kind === 'any-copy'
  return !isCopied || view.members > 0
}

/** Quorums meet: of two that lead or write under these, one shares a voter or a copy with the other. */
function ordersAll({ kind }: Rule): boolean {
  return kind === 'voters' || kind === 'majority-of-copies'
}

interface Standing {
  readonly leads: ReadonlySet<number>
  readonly writes: ReadonlySet<number>
  readonly reads: ReadonlySet<number>
  /** Two nodes that do not reach each other both lead, or both write, and nothing orders what they do. */
  readonly rivals: boolean
}

/** The standing of every node that is up; `members` by number. */
export function standing(rule: Rule, members: readonly number[], net: Net): Standing {
  const up = Array.from({ length: net.nodes }, (_, node) => node).filter(net.isUp)
  const inReach = new Map(
    up.map((node) => [node, up.filter((each) => each === node || net.linked(node, each))]),
  )
  const seenBy = (node: number) => inReach.get(node) ?? []
  const viewOf = (node: number): View => ({
    seen: seenBy(node).length,
    members: seenBy(node).filter((each) => members.includes(each)).length,
    isMember: members.includes(node),
    isFirst: seenBy(node)[0] === node,
  })
  const count = members.length
  const leads = new Set(up.filter((node) => canLead(rule, viewOf(node), count)))
  const seesLeader = (node: number) => seenBy(node).some((each) => leads.has(each))
  const writes = new Set(up.filter((node) => canWrite(rule, viewOf(node), count, seesLeader(node))))
  const reads = new Set(up.filter((node) => canRead(rule, viewOf(node))))
  return { leads, writes, reads, rivals: !ordersAll(rule) && (apart(leads, net) || apart(writes, net)) }
}

function apart(nodes: ReadonlySet<number>, { linked }: Net): boolean {
  const all = [...nodes]
  return all.some((a, at) => all.slice(at + 1).some((b) => !linked(a, b)))
}

/** Nodes that reach each other wholly within and nobody of another side. */
export interface Side {
  readonly size: number
  readonly up: boolean
}

/** `depends`: on which nodes are members, which is not known. */
type Able = 'yes' | 'no' | 'depends'

export interface SideStanding {
  readonly leads: Able
  readonly writes: Able
  readonly reads: Able
}

export interface SideStandings {
  readonly sides: readonly SideStanding[]
  /** Two sides both lead or both write, and nothing orders what they do. */
  readonly rivals: Able
}

/**
 * The standing of each side, over every way in which `members` members can be spread over the nodes. On a side all
 * nodes see the same, so numbers are enough.
 * @returns null where there are more members than nodes.
 */
export function sideStandings(rule: Rule, members: number, sides: readonly Side[]): SideStandings | null {
  const all = placements(
    members,
    sides.map(({ size }) => size),
  ).map((placement) => sides.map((side, at) => standingOn(rule, side, placement[at] ?? 0, members)))
  if (all.length === 0) return null
  const over = (holds: (each: (typeof all)[number]) => boolean): Able => {
    const holding = all.filter(holds).length
    return holding === 0 ? 'no' : holding === all.length ? 'yes' : 'depends'
  }
  return {
    sides: sides.map((_, at) => ({
      leads: over((each) => each[at]?.leads === true),
      writes: over((each) => each[at]?.writes === true),
      reads: over((each) => each[at]?.reads === true),
    })),
    rivals: ordersAll(rule)
      ? 'no'
      : over(
          (each) =>
            each.filter(({ leads }) => leads).length > 1 || each.filter(({ writes }) => writes).length > 1,
        ),
  }
}

function standingOn(rule: Rule, { size, up }: Side, here: number, members: number) {
  if (!up || size === 0) return { leads: false, writes: false, reads: false }
  const view = { seen: size, members: here, isMember: here > 0, isFirst: true }
  const leads = canLead(rule, view, members)
  return { leads, writes: canWrite(rule, view, members, leads), reads: canRead(rule, view) }
}

/** How many of `members` can be on each side, every way once; nothing where there are fewer nodes than members. */
export function placements(members: number, sizes: readonly number[]): number[][] {
  const [first, ...rest] = sizes
  if (first === undefined) return members === 0 ? [[]] : []
  const found: number[][] = []
  for (let here = Math.min(first, members); here >= 0; here--) {
    for (const others of placements(members - here, rest)) found.push([here, ...others])
  }
  return found
}

/** The standing of every node where each of `nodes` nodes is alone: no placement has to be tried. */
export function standingAlone(rule: Rule, members: number, nodes: number): SideStanding {
  const holder: View = { seen: 1, members: 1, isMember: true, isFirst: true }
  const other: View = { ...holder, members: 0, isMember: false }
  const isCopied = rule.kind === 'voters' || rule.kind === 'majority-of-copies' || rule.kind === 'any-copy'
  const views = !isCopied || members >= nodes ? [holder] : [holder, other]
  const over = (holds: (view: View) => boolean): Able =>
    views.every(holds) ? 'yes' : views.some(holds) ? 'depends' : 'no'
  const leads = (view: View) => canLead(rule, view, members)
  return {
    leads: over(leads),
    writes: over((view) => canWrite(rule, view, members, leads(view))),
    reads: over((view) => canRead(rule, view)),
  }
}
