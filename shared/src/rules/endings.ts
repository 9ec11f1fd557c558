import type { NoticeState, RoleName } from '../contract/domain'
import { shanghaiDate, shanghaiTime } from './format'
import { hasPart } from './workflow'

/**
 * A step of a published notice, as a whole: 撤回、先遮住、恢复显示、撤下. Editions have their own table (workflow.ts).
 * 收起 is no step: it follows from the clock and from what the item publishes.
 */
export type EndingVerb = 'withdraw' | 'hide' | 'unhide' | 'takedown'

/** Who may: `publisher`, who publishes there or the township above; `decider`, also who reviews there. */
export type EndingPart = 'publisher' | 'decider'

export interface EndingRule {
  verb: EndingVerb
  from: readonly NoticeState[]
  /** Null: the state stays. */
  to: NoticeState | null
  /** Whether the notice has to be hidden (遮住) at the time, or must not be. */
  hidden: boolean
  part: EndingPart
  /** Not the one who hid it. */
  secondPerson: boolean
  reason: 'needed' | 'optional'
  name: string
}

/** 三种结束; every step is one row. */
export const endings: readonly EndingRule[] = [
  {
    verb: 'withdraw',
    from: ['published'],
    to: 'withdrawn',
    hidden: false,
    part: 'publisher',
    secondPerson: false,
    reason: 'needed',
    name: '撤回',
  },
  {
    verb: 'hide',
    from: ['published', 'withdrawn'],
    to: null,
    hidden: false,
    part: 'decider',
    secondPerson: false,
    reason: 'needed',
    name: '先遮住',
  },
  {
    verb: 'unhide',
    from: ['published', 'withdrawn'],
    to: null,
    hidden: true,
    part: 'decider',
    secondPerson: false,
    reason: 'optional',
    name: '恢复显示',
  },
  {
    verb: 'takedown',
    from: ['published', 'withdrawn'],
    to: 'takenDown',
    hidden: true,
    part: 'decider',
    secondPerson: true,
    reason: 'needed',
    name: '撤下',
  },
]

export const endingOf = (verb: EndingVerb): EndingRule => {
  const rule = endings.find((row) => row.verb === verb)
  if (!rule) throw new RangeError(`no ending ${verb}`)
  return rule
}

const hourMs = 3_600_000
/** 先遮住: one person's decision holds this long; then a second one has confirmed, or the notice shows again. */
export const hiddenHours = 24
export const hiddenUntil = (at: Date): Date => new Date(at.getTime() + hiddenHours * hourMs)

/** Who hid a notice, and until when that holds. */
export interface Hiding {
  person: string
  account: string
  at: Date
  until: Date
}

/** By the clock, whether or not the job has been there: it never stays hidden longer. */
export const isHidden = (hidden: Pick<Hiding, 'until'> | null | undefined, now: Date): boolean =>
  !!hidden && now < hidden.until

type Roles = readonly { role: RoleName; region: string }[]
interface Asking {
  person: string
  account: string | null
  roles: Roles
}

const townshipRoles: readonly RoleName[] = ['township-officer', 'township-reviewer', 'township-publisher']

/** The office of the township above; for the township's own notices its publisher and reviewer decide. */
const worksAbove = (roles: Roles, region: string): boolean =>
  roles.some(({ role, region: at }) => townshipRoles.includes(role) && at !== region && region.startsWith(at))

export const hasEndingPart = (roles: Roles, region: string, part: EndingPart): boolean => {
  const own = hasPart(roles, region, 'publish') || (part === 'decider' && hasPart(roles, region, 'review'))
  return own || worksAbove(roles, region)
}

/** Whether these roles decide about a hidden notice, and so still read it. */
export const decidesAbout = (roles: Roles, region: string): boolean => hasEndingPart(roles, region, 'decider')

export interface EndingSubject {
  state: NoticeState
  region: string
  hidden: Hiding | null
  /** Persons and accounts that have hidden the current edition before; a second time it is another's to decide. */
  hiders: readonly string[]
}

export type EndingRefusal =
  | 'forbidden'
  | 'secondPerson'
  | 'hiddenBefore'
  | 'notHidden'
  | 'hiddenNow'
  | 'wrongState'

/** Why a step is refused, or null where it may go ahead. The order is the order a person would ask in. */
export function endingRefusal(
  verb: EndingVerb,
  { state, region, hidden, hiders }: EndingSubject,
  { person, account, roles }: Asking,
  now: Date,
): EndingRefusal | null {
  const rule = endingOf(verb)
  if (!hasEndingPart(roles, region, rule.part)) return 'forbidden'
  if (!rule.from.includes(state)) return 'wrongState'
  if (rule.hidden !== isHidden(hidden, now)) return rule.hidden ? 'notHidden' : 'hiddenNow'
  if (rule.secondPerson && (hidden?.person === person || hidden?.account === account)) return 'secondPerson'
  if (verb === 'hide' && (hiders.includes(person) || (account !== null && hiders.includes(account))))
    return 'hiddenBefore'
  return null
}

export const endingRefusalText: Record<EndingRefusal, string> = {
  forbidden: '这件事由书记/主任或镇里来办；先遮住和撤下，村监会也能办。',
  secondPerson: '撤下要由另一个人确认，遮住它的人不能自己确认。',
  hiddenBefore: '您遮住过一次，到时间已经恢复显示。还要遮住，请另一位能决定的人来办。',
  notHidden: '请先遮住，再由另一个人确认撤下。',
  hiddenNow: '这条公开先遮住了：恢复显示或撤下以后再办。',
  wrongState: '这条公开的状态已经变了，请刷新后再办。',
}

/** What personal data a notice has leaked, as whoever confirms the takedown says. */
export const leakKinds = [
  'phone',
  'idCard',
  'bankCard',
  'address',
  'family',
  'health',
  'name',
  'other',
] as const
export type LeakKind = (typeof leakKinds)[number]
export const leakKindText: Record<LeakKind, string> = {
  phone: '手机号',
  idCard: '身份证号',
  bankCard: '银行卡号',
  address: '家庭住址',
  family: '家庭情况',
  health: '健康或残疾情况',
  name: '姓名',
  other: '其他个人信息',
}
export const leakKindsText = (kinds: readonly LeakKind[]): string =>
  kinds.map((kind) => leakKindText[kind]).join('、')

/** How somebody was told who has no verified account (words: 入户打钩). */
export const toldHows = ['inPerson', 'phone', 'relative'] as const
export type ToldHow = (typeof toldHows)[number]
export const toldHowText: Record<ToldHow, string> = {
  inPerson: '当面',
  phone: '电话',
  relative: '家人转告',
}

/** 个保法 57 asks to say what was done; what has left the service cannot be called back. */
export const cannotRecall =
  '已经转到微信群里、发成短信或印在纸上的，这里收不回来。请通知发的人删掉，公开栏里的纸质件请取下。'

const dayText = (at: Date): string => {
  const [, month, day] = shanghaiDate(at).split('-')
  return `${Number(month)}月${Number(day)}日`
}
const timeText = (at: Date): string => `${dayText(at)}${shanghaiTime(at)}`

export const withdrawnText = (reason: string): string =>
  `这条公开已撤回，不再有效。原因：${endOf(reason)}原文留在下面备查。`
export const takenDownText = (at: Date, body: string): string =>
  `这条内容误带个人信息，已于${dayText(at)}由${body}撤下。`
export const hiddenText = (until: Date): string =>
  `这条公开正在核对，先遮住了。最迟${timeText(until)}恢复显示，或者撤下。`
export const shownAgainText = (at: Date): string =>
  `这条公开${dayText(at)}先遮住核对过，没有撤下，已恢复显示。`
export const foldedText = '公示期已满，名单已收起，只留户数和总额。您家的在“我家”里看。'
/** To whose data it was (个保法 57). */
export const leakToldText = (kinds: readonly LeakKind[], phone: string): string =>
  `村里公开的内容误带了您的${leakKindsText(kinds)}，已撤下。有疑问请打村里电话${phone ? `：${phone}` : '。'}`

/** A reason as the beginning of a sentence that goes on. */
const endOf = (reason: string): string => (/[。！？]$/.test(reason) ? reason : `${reason}。`)
