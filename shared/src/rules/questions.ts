import type { RoleName } from '../contract/domain'
import { plainDateText, shanghaiDate } from './format'
import { dayMs } from './periods'

/** Letters of what somebody says. */
export const longestQuestion = 500

/** 意见和投诉: what somebody says, asks or complains of to a village or a township. */
export const questionKinds = ['opinion', 'question', 'complaint'] as const
export type QuestionKind = (typeof questionKinds)[number]
/** What stands in the place of a name whose account was deleted (注销). */
export const leftName = '已注销'

export const questionKindText: Record<QuestionKind, string> = {
  opinion: '意见建议',
  question: '想问清楚',
  complaint: '投诉',
}

/**
 * Who is to answer: the office it was sent to, then 村务监督委员会 (组织法 36, 37), then the township, which has the duty
 * to oversee the village (组织法 40, 上海市实施办法 24).
 */
export const questionSteps = ['office', 'supervisors', 'township'] as const
export type QuestionStep = (typeof questionSteps)[number]

/** Days in which it has to be answered, the day of asking not counted (上海市实施《村民委员会组织法》办法 24). */
export const answerDays = 15

/** One asking with its answer. A person who is not content asks again, and the next step answers. */
export interface Round {
  step: QuestionStep
  askedAt: Date
  /** The last day for the answer, `YYYY-MM-DD`. */
  due: string
  answeredAt: Date | null
}

export interface QuestionFacts {
  region: string
  level: 'county' | 'township' | 'village'
  rounds: readonly Round[]
  closedAt: Date | null
}

export const dueOf = (askedAt: Date): string => shanghaiDate(new Date(askedAt.getTime() + answerDays * dayMs))

const lastOf = ({ rounds }: Pick<QuestionFacts, 'rounds'>): Round | undefined => rounds.at(-1)

export const isUnanswered = (question: Pick<QuestionFacts, 'rounds' | 'closedAt'>): boolean =>
  question.closedAt === null && lastOf(question)?.answeredAt === null

/** Whether the last day has passed without an answer: from then on it is the township's, too. */
export const isOverdue = (question: Pick<QuestionFacts, 'rounds' | 'closedAt'>, now: Date): boolean =>
  isUnanswered(question) && shanghaiDate(now) > (lastOf(question)?.due ?? '')

/** The step that answers when the last answer did not content; null where there is none further. */
export function nextStep({ level, rounds }: Pick<QuestionFacts, 'level' | 'rounds'>): QuestionStep | null {
  const step = rounds.at(-1)?.step
  if (level !== 'village' || step === undefined) return null
  return questionSteps[questionSteps.indexOf(step) + 1] ?? null
}

type Roles = readonly { role: RoleName; region: string }[]

const townshipDigits = 9
const townshipOf = (region: string): string => region.slice(0, townshipDigits)
const townshipPosts: readonly RoleName[] = ['township-officer', 'township-reviewer', 'township-publisher']
const answering: Record<QuestionStep, readonly RoleName[]> = {
  office: ['clerk', 'publisher'],
  supervisors: ['supervisor'],
  township: townshipPosts,
}

const holds = (roles: Roles, region: string, posts: readonly RoleName[]): boolean =>
  roles.some((one) => one.region === region && posts.includes(one.role))

const holdsTownship = (roles: Roles, region: string): boolean =>
  holds(roles, townshipOf(region), townshipPosts)

const answersStep = (roles: Roles, { region, level }: QuestionFacts, step: QuestionStep): boolean =>
  step === 'township' || level !== 'village'
    ? holdsTownship(roles, region)
    : holds(roles, region, answering[step])

/** Whether it is for these posts to answer now. */
export function answersNow(roles: Roles, question: QuestionFacts, now: Date): boolean {
  const last = lastOf(question)
  if (!last || !isUnanswered(question)) return false
  return (
    answersStep(roles, question, last.step) ||
    (isOverdue(question, now) && holdsTownship(roles, question.region))
  )
}

/**
 * Whether these posts read it: who had to answer any of its rounds, and the township once it is overdue. What was
 * sent to the township at once is not read in the village.
 */
export const readsQuestion = (roles: Roles, question: QuestionFacts, now: Date): boolean =>
  question.rounds.some(({ step }) => answersStep(roles, question, step)) ||
  (holdsTownship(roles, question.region) && question.rounds.some((round) => wasLate(round, now)))

const wasLate = ({ due, answeredAt }: Round, now: Date): boolean => shanghaiDate(answeredAt ?? now) > due

/** Who may read it from now on: the township also where it was late. */
export const readersAfter = (
  question: QuestionFacts & { readers: readonly QuestionStep[] },
  now: Date,
): QuestionStep[] => [
  ...new Set([...question.readers, ...(isOverdue(question, now) ? (['township'] as const) : [])]),
]

/** The body that answers, by its name. */
export function stepText(step: QuestionStep, level: QuestionFacts['level']): string {
  if (level !== 'village') return '镇政府'
  return { office: '村民委员会', supervisors: '村务监督委员会', township: '镇政府' }[step]
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)

/** Where it is, in one sentence for the person. */
export function questionStateText(question: QuestionFacts & { withdrawn: boolean }, now: Date): string {
  const last = lastOf(question)
  if (!last) return ''
  if (question.withdrawn) return '您已撤回'
  if (question.closedAt) return '已办结'
  const who = stepText(last.step, question.level)
  if (last.answeredAt) return `${who}已答复`
  const left = daysBetween(shanghaiDate(now), last.due)
  const by = plainDateText(last.due, now)
  if (left > 0) return `${who}在办，${by}前答复，还有 ${left} 天`
  if (left === 0) return `${who}在办，今天是答复的最后一天`
  const raised = question.level === 'village' && last.step !== 'township' ? '，已转给镇里督办' : ''
  return `${who}应在 ${by}前答复，已过 ${-left} 天${raised}`
}
