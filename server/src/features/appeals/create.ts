import { type Api, officeOf } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { insertOnce } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import type { Actor } from '../accounts'
import { itemOf } from '../catalogue'
import { enterpriseFor } from '../enterprises'
import type { Stamp } from '../notices'
import { policyOf } from '../policies'
import { receiptNumber, refuseBadText, wordsOf } from '../questions'
import { regionOf, regionRef } from '../regions'
import { type AppealDoc, appealModels } from './appeals.model'
import { newRound, riseOf } from './rounds.rules'
import { whereOf } from './stand'
import { appealMarks } from './write'

type Body = Api['POST /api/appeals']['body']

const mostOpenOfOne = 10
const mostTries = 5

/** Keeps what hinders somebody, and hands it over at once. The same request again finds what it made. */
export async function writeAppeal(
  deps: Deps,
  actor: Actor,
  body: Body,
  stamp: Stamp | null,
): Promise<AppealDoc> {
  const { Appeal } = appealModels(deps.db)
  const made = await madeBy(deps, stamp)
  if (made) return made
  const { office, about, enterprise } = await addressOf(deps, actor, body)
  const text = wordsOf(body.text)
  const { account, person } = actor
  if ((await Appeal.countDocuments({ account: account._id, open: true })) >= mostOpenOfOne)
    throw new AppError('tooManyAppeals')
  const at = deps.clock.now()
  const number = receiptNumber(at)
  await refuseBadText(deps, account, whereOf({ _id: number, office }), text)
  const round = newRound(at)
  const appeal: AppealDoc = {
    ...{
      _id: number,
      office,
      about,
      enterprise,
      account: account._id,
      person: person._id,
      name: account.name,
    },
    ...{ rounds: [round], level: 0, ended: null, endedAt: null, hotline: null, helper: null, rating: null },
    steps: [{ step: 'handed', at, by: account.name, account: account._id, text }],
    ...{ told: 0, owed: true, seen: true, open: true, nextAt: riseOf(round)?.at ?? null, at, turn: 0, stamp },
  }
  return moveAfter(deps.marks, appealMarks, () => insertNumbered(deps, appeal))
}

async function madeBy({ db }: Deps, stamp: Stamp | null): Promise<AppealDoc | null> {
  const made = stamp && (await appealModels(db).Appeal.findOne({ 'stamp.key': stamp.key }).lean<AppealDoc>())
  if (made && made.stamp?.hash !== stamp.hash) throw new AppError('idempotencyReused')
  return made
}

async function insertNumbered(deps: Deps, appeal: AppealDoc): Promise<AppealDoc> {
  const { Appeal } = appealModels(deps.db)
  for (let tries = 0; tries < mostTries; tries++) {
    const numbered = tries === 0 ? appeal : { ...appeal, _id: receiptNumber(appeal.at) }
    if (await insertOnce(Appeal, numbered)) return numbered
    const made = await madeBy(deps, appeal.stamp)
    if (made) return made
  }
  throw new AppError('storageBusy')
}

type Address = Pick<AppealDoc, 'office' | 'about' | 'enterprise'>

/** To the office of the policy; otherwise to the township of the item, or of the enterprise. */
async function addressOf(deps: Deps, { viewer }: Actor, body: Body): Promise<Address> {
  const own =
    body.enterprise === undefined
      ? null
      : await enterpriseFor(deps, viewer, body.enterprise, { asked: false })
  const enterprise = own && { id: own.enterprise._id, name: own.profile.name }
  if (body.policy !== undefined) {
    const policy = await policyOf(deps, body.policy)
    if (!policy) throw new AppError('policyNotFound')
    const { _id: id, region, content } = policy
    return {
      office: officeOf(region),
      about: { kind: 'policy', id, region, title: content.title },
      enterprise,
    }
  }
  const place = body.region ?? own?.profile.region
  if (place === undefined || place === null) throw new AppError('notForAppeals')
  const region = regionRef(await regionOf(deps, place))
  if (body.item === undefined) {
    if (enterprise === null) throw new AppError('notForAppeals')
    return { office: officeOf(region.code), about: null, enterprise }
  }
  const item = itemOf(region, body.item)
  if (!item) throw new AppError('itemNotFound')
  if (!item.apply) throw new AppError('notForAppeals')
  const about = { kind: 'item' as const, id: String(item.no), region: region.code, title: item.level2 }
  return { office: officeOf(region.code), about, enterprise }
}
