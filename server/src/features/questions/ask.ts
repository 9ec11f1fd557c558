import { randomInt } from 'node:crypto'
import { type Api, dueOf, type QuestionStep, shanghaiDate, visibleText } from '@hutang/shared'
import { refuseBadWords, type WhereWritten } from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { insertOnce } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import type { Actor } from '../accounts'
import { placeOfNotice, refusePersonalData, type Stamp } from '../notices'
import { regionOf } from '../regions'
import { type QuestionDoc, questionModels, questionsMark } from './questions.model'

const mostOpenOfOne = 10

/** Keeps what somebody says, asks or complains of. The same request again finds what it made. */
export async function ask(
  deps: Deps,
  { account }: Actor,
  body: Api['POST /api/questions']['body'],
  stamp: Stamp | null,
): Promise<QuestionDoc> {
  const { Question } = questionModels(deps.db)
  const made = stamp && (await Question.findOne({ 'stamp.key': stamp.key }).lean<QuestionDoc>())
  if (made) return sameRequest(made, stamp)
  const [region, place] = await Promise.all([
    regionOf(deps, body.region),
    body.notice === undefined ? null : placeOfNotice(deps, body.notice),
  ])
  if (body.notice !== undefined && place?.notice.region !== body.region) throw new AppError('noticeNotFound')
  if (region.level === 'county') throw unfit('region', '请选您的村，或者镇。')
  const text = wordsOf(body.text)
  if ((await Question.countDocuments({ account: account._id, open: true })) >= mostOpenOfOne)
    throw new AppError('tooManyOpen')
  const at = deps.clock.now()
  const number = receiptNumber(at)
  const where = whereOf({ _id: number, region: region._id, notice: body.notice })
  await refuseBadText(deps, account, where, text)
  const step: QuestionStep = body.township || region.level === 'township' ? 'township' : 'office'
  const question: QuestionDoc = {
    _id: number,
    region: region._id,
    level: region.level,
    kind: body.kind,
    notice: body.notice ?? null,
    account: account._id,
    name: body.nameless ? null : account.name,
    rounds: [{ step, askedAt: at, due: dueOf(at), text, answeredAt: null, answer: null }],
    open: true,
    closedAt: null,
    withdrawn: false,
    readers: [step],
    seen: true,
    at,
    owed: true,
    turn: 0,
    stamp,
  }
  return moveAfter(deps.marks, [questionsMark], () => insertNumbered(deps, question))
}

/** The text as it can be seen, without personal data: neither of the asker nor of anybody else. */
export function wordsOf(given: string): string {
  const text = visibleText(given)
  if (text.length < 2) throw unfit('text', '内容：请写上一两句话。')
  refusePersonalData('text', '内容', text)
  return text
}

/** Of the one field that has the words. */
export const refuseBadText = (
  deps: Deps,
  writer: Actor['account'],
  where: WhereWritten,
  text: string,
): Promise<void> => refuseBadWords(deps, writer, where, [{ field: 'text', title: '内容', text }])

/** A takedown of the notice removes what was written about it. */
export const whereOf = ({
  _id,
  region,
  notice,
}: {
  _id: string
  region: string
  notice?: string | null | undefined
}): WhereWritten => ({ what: 'question', region, within: _id, ...(notice ? { about: notice } : {}) })

const unfit = (field: string, message: string) =>
  new AppError('invalidFields', { fields: [{ field, message }] })

/** Letters and digits that are not taken for one another when they are read out. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const mostTries = 5

/** The number on a receipt: its day and four letters. */
export const receiptNumber = (at: Date): string =>
  `${shanghaiDate(at).replaceAll('-', '')}-${Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')}`

async function insertNumbered({ db }: Deps, question: QuestionDoc): Promise<QuestionDoc> {
  const { Question } = questionModels(db)
  for (let tries = 0; tries < mostTries; tries++) {
    const numbered = tries === 0 ? question : { ...question, _id: receiptNumber(question.at) }
    if (await insertOnce(Question, numbered)) return numbered
    const { stamp } = question
    const made = stamp && (await Question.findOne({ 'stamp.key': stamp.key }).lean<QuestionDoc>())
    if (made) return sameRequest(made, stamp)
  }
  throw new AppError('storageBusy')
}

function sameRequest(made: QuestionDoc, stamp: Stamp): QuestionDoc {
  if (made.stamp?.hash !== stamp.hash) throw new AppError('idempotencyReused')
  return made
}
