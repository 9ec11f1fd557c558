import { dateTimeText, shanghaiDate } from '../format'
import { shortDayWords } from '../policies/dates'
import { type AppealClock, type AppealRound, isLateAppeal, runningClock } from './clocks'

export const longestAppeal = 500

/** How it ended. */
export const appealEnds = ['closed', 'handedTo12345', 'withdrawn'] as const
export type AppealEnd = (typeof appealEnds)[number]

/** 办结: what came of it. */
export const appealResults = ['solved', 'explained', 'notPossible'] as const
export type AppealResult = (typeof appealResults)[number]
export const appealResultText: Record<AppealResult, string> = {
  solved: '解决了',
  explained: '已说明清楚',
  notPossible: '暂时办不了，说明了原因',
}

export const appealRatings = ['good', 'fair', 'bad'] as const
export type AppealRating = (typeof appealRatings)[number]
export const appealRatingText: Record<AppealRating, string> = {
  good: '满意',
  fair: '基本满意',
  bad: '不满意',
}

/** What a step of it is called where it is followed. */
export const appealStepText = {
  handed: '交办',
  acknowledged: '已联系',
  helper: '安排帮办',
  answered: '答复',
  closed: '办结',
  handedTo12345: '转12345',
  raised: '超时提级',
  withdrawn: '撤回',
  rated: '评价',
  reopened: '再次交办',
} as const
export type AppealStepName = keyof typeof appealStepText

/** 12345 gives letters and figures. */
export const isHotlineNumber = (text: string): boolean => /^[A-Za-z0-9-]{4,40}$/.test(text)

const verbs: Record<AppealClock, string> = { acknowledge: '联系您', answer: '答复', close: '办结' }

export interface AppealState {
  rounds: readonly AppealRound[]
  ended: AppealEnd | null
  hotline: string | null
  /** Who has it, in words. */
  holder: string
}

/** Where it is, in one sentence for its writer. */
export function appealStateText({ rounds, ended, hotline, holder }: AppealState, now: Date): string {
  const round = rounds.at(-1)
  if (ended === 'withdrawn') return '您已撤回'
  if (ended === 'handedTo12345') return `已转12345，工单号${hotline ?? ''}，后面由12345办理`
  if (ended === 'closed' || !round) return '已办结'
  const clock = runningClock(round)
  if (clock === null) return '已办结'
  const due = round.due[clock]
  if (due === null) return `${holder}在办，放假安排还没公布，${verbs[clock]}的时间待定`
  if (isLateAppeal(round, now))
    return `${holder}在办，应在${dueText(clock, due, now)}前${verbs[clock]}，已经超时`
  return `${holder}在办，${dueText(clock, due, now)}前${verbs[clock]}`
}

/** A contact is due at a time, the others on a day. */
export const dueText = (clock: AppealClock, due: Date, now: Date): string =>
  clock === 'acknowledge' ? dateTimeText(due, now) : shortDayWords(shanghaiDate(due), shanghaiDate(now))
