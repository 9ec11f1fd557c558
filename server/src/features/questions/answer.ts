import { answersNow, dueOf, nextStep, readersAfter, roleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import type { Actor } from '../accounts'
import { refuseBadText, whereOf, wordsOf } from './ask'
import { unseenMark } from './kept'
import { type QuestionDoc, questionModels, questionsMark, type RoundDoc } from './questions.model'
import { isOwn, questionFor } from './view'

/** The first answer of a round stands; the same one again, from the same account, finds it. */
export async function answerQuestion(
  deps: Deps,
  id: string,
  actor: Actor,
  given: string,
): Promise<QuestionDoc> {
  const question = await questionFor(deps, id, actor)
  if (isOwn(question, actor.viewer)) throw new AppError('ownQuestion')
  const last = question.rounds.at(-1)
  const text = wordsOf(given)
  if (last?.answer?.account === actor.account._id && last.answer.text === text) return question
  const now = deps.clock.now()
  if (!last || last.answer || question.closedAt) throw new AppError('questionAnswered')
  if (!answersNow(actor.viewer.roles, question, now)) throw new AppError('forbidden')
  await refuseBadText(deps, actor.account, whereOf(question), text)
  const answer = { text, by: signature(actor, question.region), account: actor.account._id }
  return write(deps, question, {
    rounds: [...question.rounds.slice(0, -1), { ...last, answer, answeredAt: now }],
    readers: readersAfter(question, now),
    open: false,
    seen: false,
  })
}

/** 再问: the next step looks at it, with days of its own. */
export async function askAgain(deps: Deps, id: string, actor: Actor, given: string): Promise<QuestionDoc> {
  const question = await ownQuestion(deps, id, actor)
  const last = question.rounds.at(-1)
  const text = wordsOf(given)
  if (last && last.answer === null && question.rounds.length > 1 && last.text === text) return question
  const step = nextStep(question)
  if (!last?.answer || step === null || question.closedAt) throw new AppError('questionAnswered')
  await refuseBadText(deps, actor.account, whereOf(question), text)
  const at = deps.clock.now()
  const round: RoundDoc = { step, askedAt: at, due: dueOf(at), text, answeredAt: null, answer: null }
  return write(deps, question, {
    rounds: [...question.rounds, round],
    readers: [...new Set([...question.readers, step])],
    open: true,
    seen: true,
    owed: true,
  })
}

/** The asker is content, or takes it back before it was answered. Closed once; again changes nothing. */
export async function closeQuestion(deps: Deps, id: string, actor: Actor): Promise<QuestionDoc> {
  const question = await ownQuestion(deps, id, actor)
  if (question.closedAt) return question
  const now = deps.clock.now()
  return write(deps, question, {
    closedAt: now,
    withdrawn: question.open,
    readers: readersAfter(question, now),
    open: false,
    seen: true,
  })
}

export async function markSeen(deps: Deps, id: string, actor: Actor): Promise<QuestionDoc> {
  const question = await ownQuestion(deps, id, actor)
  return question.seen ? question : write(deps, question, { seen: true })
}

async function ownQuestion(deps: Deps, id: string, actor: Actor): Promise<QuestionDoc> {
  const question = await questionFor(deps, id, actor)
  if (!isOwn(question, actor.viewer)) throw new AppError('forbidden')
  return question
}

/** Conditional on the turn that was read: whoever comes second is told. */
async function write(
  { db, marks }: Deps,
  { _id, turn, account }: QuestionDoc,
  changed: Partial<
    Pick<QuestionDoc, 'rounds' | 'readers' | 'open' | 'seen' | 'closedAt' | 'withdrawn' | 'owed'>
  >,
): Promise<QuestionDoc> {
  const written = await moveAfter(marks, [questionsMark, unseenMark(account)], () =>
    questionModels(db)
      .Question.findOneAndUpdate(
        { _id, turn },
        { $set: changed, $inc: { turn: 1 } },
        { returnDocument: 'after' },
      )
      .lean<QuestionDoc>(),
  )
  if (!written) throw new AppError('questionAnswered')
  return written
}

/** Name and post, as the asker reads who answered. */
function signature({ person, viewer }: Actor, region: string): string {
  const post = viewer.roles.find((one) => region.startsWith(one.region))
  return post ? `${person.name}（${roleText[post.role]}）` : person.name
}
