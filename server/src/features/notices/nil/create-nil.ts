import { randomUUID } from 'node:crypto'
import { hasPart, type Item, type Period } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import type { Actor } from '../../accounts'
import { itemOf } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { type NoticeDoc, noticeModels } from '../notices.model'
import { type Made, stepsUnder } from '../workflow/create'
import { refuseReused, type Stamp } from '../workflow/idempotency'
import { namesFor } from '../workflow/names'
import { failureReasons } from '../workflow/readiness.rules'
import { byLine } from '../workflow/step'
import { itemFor, nilKeyOf, nilTitle, periodAsked } from './nil.rules'
import { finishNil, refuseOfPeriod } from './nil-return'

interface Asked {
  code: string
  no: number
  /** The period's key. */
  period: string
  plain: string
}

/** 本期无: a notice without content, handed to the reviewer as it is made; from there on it goes the way of every notice. */
export async function createNil(deps: Deps, actor: Actor, asked: Asked, stamp: Stamp | null): Promise<Made> {
  const { Notice } = noticeModels(deps.db)
  const [place, used] = await Promise.all([regionOf(deps, asked.code), stepsUnder(deps, stamp)])
  refuseReused(used, stamp)
  const region = regionRef(place)
  const item = itemOf(region, asked.no)
  if (!item) throw new AppError('itemNotFound')
  if (!hasPart(actor.viewer.roles, region.code, 'write')) throw new AppError('forbidden')
  const made = stamp && (await Notice.findOne({ madeBy: stamp.key }).lean<NoticeDoc>())
  if (made) {
    refuseReused([made.madeHash ?? ''], stamp)
    return { notice: made, edition: await finishNil(deps, made) }
  }
  const period = periodAsked(item, asked.period, deps.clock.now())
  await refuseOfPeriod(deps, region.code, item, period)
  const plain = asked.plain.trim().replace(/[。.]$/, '')
  await refuseUnfit(deps, region.code, item, { period, plain })
  const notice = await theOnlyOne(deps, {
    _id: randomUUID(),
    region: region.code,
    item: item.no,
    category: item.category,
    state: 'none',
    current: null,
    head: null,
    nil: { period: period.key, plain, by: byLine(actor, region.code, 'write'), account: actor.account._id },
    nilKey: nilKeyOf(region.code, item.no, period),
    owed: ['edition'],
    author: actor.person._id,
    createdAt: deps.clock.now(),
    madeBy: stamp?.key ?? null,
    madeHash: stamp?.hash ?? null,
  })
  return { notice, edition: await finishNil(deps, notice) }
}

/** The same gate as for every notice, its fields named as they were sent. */
async function refuseUnfit(
  deps: Deps,
  region: string,
  item: Item,
  { period, plain }: { period: Period; plain: string },
): Promise<void> {
  const register = await namesFor(deps, { region }, item)
  const content = { title: nilTitle(item, period), plain, elements: [], body: '', table: null }
  const fields = failureReasons(content, [], itemFor({ nil: emptyNil }, item), register).map((problem) => ({
    ...problem,
    field: 'plain',
  }))
  if (fields.length > 0) throw new AppError('notReady', { fields })
}

const emptyNil = { period: '', plain: '', by: '', account: '' }

/** One for each item and period, by a unique index; one that was withdrawn or taken down gives way. */
async function theOnlyOne(deps: Deps, notice: NoticeDoc, tries = 2): Promise<NoticeDoc> {
  const { Notice } = noticeModels(deps.db)
  if (await insertOnce(Notice, notice)) return notice
  const { madeBy, madeHash, nilKey } = notice
  const same = madeBy && (await Notice.findOne({ madeBy }).lean<NoticeDoc>())
  if (same) {
    refuseReused([same.madeHash ?? ''], { key: madeBy, hash: madeHash ?? '' })
    return same
  }
  const other = await Notice.findOne({ nilKey }).lean<NoticeDoc>()
  if (tries === 0) throw new AppError('wrongState')
  if (other && (other.state === 'none' || other.state === 'published')) throw refusedBy(other)
  if (other) await Notice.updateOne({ _id: other._id, state: other.state }, { $set: { nilKey: null } })
  return theOnlyOne(deps, notice, tries - 1)
}

const refusedBy = ({ state }: NoticeDoc): AppError =>
  new AppError('wrongState', {
    message:
      state === 'none'
        ? '这一期的“本期无”已经有人在报，请到工作台里看。'
        : '这一期已经报过“本期无”。写错了，请在那一条上撤回后再报。',
  })
