import type { Reach, ReachKind } from '@hutang/shared'
import type { Channel, ChannelName } from '../../../channels/channel'
import { wechatConnected } from '../../../config'
import { emailConnected } from '../../../config-email'
import { smsConnected } from '../../../config-sms'
import type { Deps } from '../../../deps'
import type { AnnouncementDoc, Description } from '../../announcements'
import { knownRegion } from '../../regions'
import { personsOf } from '../../residents'
import { channelsFor } from '../delivery/chain.rules'
import { channelsOf } from '../engines'
import { preferencesOf } from '../following/preferences'
import { laneOf } from '../following/schedule.rules'
import { silenceOf } from '../following/silence.rules'
import { usedMoney } from '../limits/money'
import { concernedBy } from '../matching/concerned'
import { recipientsOf } from '../matching/received'
import { wordsIn } from '../matching/words'
import type { Reason } from '../push.model'
import { toldAtDoor } from '../visits/withdrawn'
import { countedWhys, type Foreseen, nameOf, ReachSums, reachTexts } from './reach.rules'

/** Beyond so many people it stops counting: the figures are said to be 约. */
const mostPersons = 10_000

interface Would {
  announcement: AnnouncementDoc
  about: Description
  tellsNobody: boolean
}

type People = ReadonlyMap<string, readonly Reason[]>

/** Who would be told if it were announced now: by the engine's own rules, page by page, and nothing is written. */
export async function reachView(deps: Deps, { announcement, about, tellsNobody }: Would): Promise<Reach> {
  const sums = new ReachSums()
  const money = await moneyLeft(deps, announcement)
  let exact = true
  if (!tellsNobody) {
    for await (const people of peopleOf(deps, announcement, about)) {
      await addPage({ deps, announcement, about, sums, money }, people)
      if (sums.persons >= mostPersons) {
        exact = false
        break
      }
    }
  }
  const now = deps.clock.now()
  const seen: Omit<Reach, 'text'> = {
    kind: announcement.kind as ReachKind,
    exact,
    persons: sums.persons,
    channels: installed(deps).map((channel) => ({
      channel,
      name: nameOf(channel),
      persons: sums.channels.get(channel) ?? 0,
    })),
    inbox: sums.unreached - sums.visited,
    visit: { asked: announcement.visit, persons: sums.visited, households: sums.doors.size },
    silent: sums.silent,
    unreachable: countedWhys(sums.whys),
    sms: {
      persons: sums.channels.get('sms') ?? 0,
      fen: sums.fen,
      leftFen: money.total,
      month: money.month,
      enough: sums.capSpent === 0,
    },
    when: { now: sums.now, later: sums.later(now) },
  }
  return { ...seen, text: reachTexts(seen) }
}

async function* peopleOf(
  deps: Deps,
  announcement: AnnouncementDoc,
  about: Description,
): AsyncGenerator<People> {
  if (announcement.kind !== 'published') {
    yield* recipientsOf(deps, announcement, about)
    return
  }
  const words = await wordsIn(deps, announcement, about)
  const scopes = [...new Set([...announcement.scopes, ...words])]
  yield* concernedBy(deps, { ...announcement, scopes }, about)
}

/** Those that are connected; an order that is not would always say 0. */
const installed = ({ config }: Deps): ChannelName[] => [
  ...(wechatConnected(config) ? ['wechat' as const] : []),
  ...(smsConnected(config) ? ['sms' as const] : []),
  ...(emailConnected(config) ? ['email' as const] : []),
]

interface Money {
  month: string
  total: number | null
  /** What the messages counted so far leave of it. */
  left: number
}

/** Of the month in which it goes out. */
async function moneyLeft(deps: Deps, { region, at }: AnnouncementDoc): Promise<Money> {
  const { used, month } = await usedMoney(deps, [region], at)
  const cap = (await knownRegion(deps, region))?.smsMonthlyFen ?? 0
  const left = Math.max(0, cap - (used.get(region) ?? 0))
  return { month, left, total: smsConnected(deps.config) ? left : null }
}

interface Counting extends Omit<Would, 'tellsNobody'> {
  deps: Deps
  sums: ReachSums
  money: Money
}

async function addPage(counting: Counting, people: People): Promise<void> {
  const { deps, sums, announcement } = counting
  const now = deps.clock.now()
  const from = announcement.at > now ? announcement.at : now
  const foreseen = await foresee(counting, people)
  for (const one of foreseen) sums.add(one, from)
  if (!announcement.visit) return
  const unreached = foreseen.flatMap(({ person, channel, silent }) => (channel || silent ? [] : person))
  const visited =
    announcement.kind === 'withdrawn'
      ? [...(await toldAtDoor(deps, announcement.subject, unreached))]
      : unreached
  sums.visited += visited.length
  const persons = visited.length > 0 ? await personsOf(deps.db, visited) : []
  const homes = new Map(persons.map(({ _id, residence }) => [_id, residence?.household ?? _id]))
  for (const person of visited) sums.doors.add(homes.get(person) ?? person)
}

async function foresee(counting: Counting, people: People): Promise<Foreseen[]> {
  const { deps, announcement, about } = counting
  const emergency = announcement.urgency === 'emergency'
  const ids = [...people.keys()]
  const preference = await preferencesOf(deps.db, ids)
  const channels = channelsOf(deps)
  const names = channels.map(({ name }) => name)
  const wanted = [...people].map(([person, reasons]) => {
    const own = preference(person)
    const match = { ...announcement, reasons: [...reasons] }
    const { lane, nextAt } = laneOf(match, own, announcement.at)
    return {
      person,
      lane,
      at: nextAt,
      urgent: emergency || reasons.includes('household'),
      silent: announcement.urgency === 'quiet' || silenceOf(match, about.item, own) !== null,
      channels: channelsFor(own.channels, names, emergency),
    }
  })
  const whyNot = await askChannels(channels, wanted, emergency)
  const prices = pricesOf(channels, about, emergency)
  return wanted.map(({ person, lane, at, silent, urgent, channels: order }) => {
    if (silent) return { person, lane, at, silent, channel: null, why: null, fen: 0 }
    const price = prices(lane === 'digest' ? 'digest' : 'single', urgent)
    const first = firstOf(counting, order, (name) => whyNot(name, person), price)
    return { person, lane, at, silent, ...first }
  })
}

interface Wanted {
  person: string
  urgent: boolean
  silent: boolean
  channels: readonly ChannelName[]
}

/** Each channel is asked once a page, for those who want it: what is of the own household apart from the rest. */
async function askChannels(channels: readonly Channel[], people: readonly Wanted[], emergency: boolean) {
  const asked = await Promise.all(
    channels.flatMap((channel) =>
      [true, false].map(async (urgent) => {
        const some = people.filter(
          (one) => !one.silent && one.urgent === urgent && one.channels.includes(channel.name),
        )
        const answers =
          some.length === 0
            ? []
            : await channel.canReach(
                some.map(({ person }) => person),
                { urgent, emergency },
              )
        return [...answers].map(([person, why]) => [`${channel.name} ${person}`, why] as const)
      }),
    ),
  )
  const whys = new Map(asked.flat())
  return (name: ChannelName, person: string) => whys.get(`${name} ${person}`) ?? null
}

/** The first channel that can, with the reason why the ones before it cannot; SMS as long as its money lasts. */
function firstOf(
  { money, sums }: Counting,
  order: readonly ChannelName[],
  whyNot: (name: ChannelName) => string | null,
  price: (name: ChannelName) => number,
): Pick<Foreseen, 'channel' | 'why' | 'fen'> {
  let why: string | null = null
  for (const channel of order) {
    const fen = price(channel)
    const no = whyNot(channel) ?? (fen > money.left ? 'capSpent' : null)
    if (no === null) {
      money.left -= fen
      return { channel, why, fen }
    }
    if (no === 'capSpent') sums.capSpent++
    why ??= no
  }
  return { channel: null, why, fen: 0 }
}

/** What a message costs one person, asked once for each kind. */
function pricesOf(
  channels: readonly Channel[],
  { title, name, publishedAt, publishedBy, link }: Description,
  emergency: boolean,
) {
  const about = { title, name, publishedAt, publishedBy, link, count: 1, lines: [], region: '', emergency }
  const known = new Map<string, number>()
  return (kind: 'single' | 'digest', urgent: boolean) => (name: ChannelName) => {
    const key = `${name} ${kind} ${urgent}`
    const price =
      known.get(key) ?? channels.find((one) => one.name === name)?.price({ ...about, kind, urgent }) ?? 0
    known.set(key, price)
    return price
  }
}
