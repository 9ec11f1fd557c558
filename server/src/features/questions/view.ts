import {
  answersNow,
  isOverdue,
  isUnanswered,
  nextStep,
  type QuestionView,
  questionKindText,
  questionStateText,
  readsQuestion,
  shanghaiDate,
  stepText,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { headsOf } from '../notices'
import { refOf, regionRefs } from '../regions'
import { type QuestionDoc, questionModels } from './questions.model'

/** Also with another account of the same person. */
export const isOwn = ({ account }: Pick<QuestionDoc, 'account'>, viewer: Viewer): boolean =>
  account === viewer.account || (viewer.accounts ?? []).includes(account)

/** The question of an id for whoever asked it or answers it; for everybody else there is none. */
export async function questionFor(deps: Deps, id: string, { viewer }: Pick<Actor, 'viewer'>) {
  const question = await questionModels(deps.db).Question.findById(id).lean<QuestionDoc>()
  if (!question || !mayRead(deps, question, viewer)) throw new AppError('questionNotFound')
  return question
}

export const mayRead = ({ clock }: Pick<Deps, 'clock'>, question: QuestionDoc, viewer: Viewer): boolean =>
  isOwn(question, viewer) || readsQuestion(viewer.roles, question, clock.now())

export const viewOf = async (deps: Deps, question: QuestionDoc, viewer: Viewer): Promise<QuestionView> =>
  (await viewsOf(deps, [question], viewer))[0] as QuestionView

/** Questions as one reader sees them, in two commands at most. */
export async function viewsOf(
  deps: Deps,
  questions: readonly QuestionDoc[],
  viewer: Viewer,
): Promise<QuestionView[]> {
  const [refs, heads] = await Promise.all([
    regionRefs(
      deps,
      questions.map(({ region }) => region),
    ),
    headsOf(
      deps,
      questions.flatMap(({ notice }) => notice ?? []),
    ),
  ])
  const now = deps.clock.now()
  return questions.map((question) => {
    const { _id, kind, notice, name, rounds, level, withdrawn } = question
    const mine = isOwn(question, viewer)
    const next = nextStep(question)
    const answered = rounds.at(-1)?.answeredAt != null
    return {
      id: _id,
      region: refOf(refs, question.region),
      kind,
      kindText: questionKindText[kind],
      about: notice === null ? null : { notice, title: heads.get(notice)?.title || '（已撤下的公开）' },
      by: mine ? '我' : (name ?? '一位村民'),
      mine,
      at: question.at.toISOString(),
      rounds: rounds.map(({ step, askedAt, text, due, answer, answeredAt }) => ({
        step,
        stepText: stepText(step, level),
        at: askedAt.toISOString(),
        text,
        due,
        late: shanghaiDate(answeredAt ?? question.closedAt ?? now) > due,
        answer:
          answer && answeredAt ? { text: answer.text, by: answer.by, at: answeredAt.toISOString() } : null,
      })),
      state: question.closedAt ? ('closed' as const) : answered ? ('answered' as const) : ('open' as const),
      stateText: questionStateText({ ...question, withdrawn }, now),
      late: isOverdue(question, now),
      unseen: mine && !question.seen,
      next: next && answered && question.closedAt === null ? stepText(next, level) : null,
      can: {
        answer: !mine && answersNow(viewer.roles, question, now),
        again: mine && answered && next !== null && question.closedAt === null,
        close: mine && question.closedAt === null && (answered || isUnanswered(question)),
      },
    }
  })
}
