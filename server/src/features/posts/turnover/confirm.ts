import type { Api, Turnover } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import type { PersonDoc, RoleDoc } from '../../residents'
import { postModels, type TurnoverDoc } from '../posts.model'
import { lookedAgain } from '../supervisors'
import { finishWriting } from './finish'
import { turnoverView } from './list'
import type { RegionPlan } from './plan.rules'
import { type Planned, planTurnover } from './preview'

type Body = Api['POST /api/regions/:code/turnovers']['body']

/** Confirms exactly what was previewed; the same confirmation again finds it written. */
export async function confirmTurnover(deps: Deps, actor: Actor, code: string, body: Body): Promise<Turnover> {
  const id = `${code}:${body.date}:${body.digest}`
  const written = await postModels(deps.db).Turnover.findById(id).lean<TurnoverDoc>()
  const again = written && written.by === actor.person._id && written.state !== 'takenBack' ? written : null
  const turnover = again ?? (await newTurnover(deps, actor, id, code, body))
  if (turnover.state === 'writing') await finishWriting(deps, turnover)
  const done = await postModels(deps.db).Turnover.findById(id).lean<TurnoverDoc>()
  return turnoverView(deps, done ?? turnover)
}

async function newTurnover(
  deps: Deps,
  actor: Actor,
  id: string,
  code: string,
  body: Body,
): Promise<TurnoverDoc> {
  const planned = await planTurnover(deps, actor, code, body)
  if (planned.problems.length > 0) throw new AppError('invalidTable', { fields: planned.problems })
  if (planned.asks.length > 0) throw new AppError('notReady', { fields: asked(planned) })
  if (planned.digest !== body.digest) throw new AppError('turnoverChanged')
  const turnover = docOf(deps, actor, id, code, body, planned)
  if (turnover.begins.length + turnover.ends.length === 0)
    throw new AppError('notReady', { fields: [{ field: 'text', message: '照这张表，没有岗位要换。' }] })
  const supervises = turnover.begins.some(({ role }) => role === 'supervisor')
  if (supervises && !body.kinChecked) throw new AppError('notReady', { fields: [unchecked] })
  await recordAct(deps, `${id}:${turnover.at.getTime()}`, {
    act: 'turnoverConfirmed',
    by: actor,
    region: code,
  })
  return keep(deps, turnover)
}

const unchecked = {
  field: 'kinChecked',
  message: '请先核对：村监会成员不是村委会成员，也不是他们的近亲属（组织法第三十七条）。',
}

const asked = ({ asks }: Planned) =>
  asks.map(({ line, text }) => ({ field: 'answers', row: line, message: text }))

function docOf(
  { clock }: Deps,
  actor: Actor,
  id: string,
  code: string,
  { answers }: Body,
  { plans }: Planned,
): TurnoverDoc {
  const at = clock.now()
  const looked = new Set(answers.filter(({ answer }) => answer === lookedAgain.value).map(({ line }) => line))
  const begins = plans.flatMap((plan) => plan.begins.map((one) => withKin(one, actor, at, looked)))
  const ends = plans.flatMap((plan) => plan.ends.map(endOf))
  const added = plans.flatMap((plan) => plan.begins.filter(({ seat }) => seat.isNew))
  const dates = [...begins.map(({ since }) => since), ...ends.map((one) => one.ends)]
  return {
    _id: id,
    region: code,
    date: new Date(Math.min(...dates.map((date) => date.getTime()))),
    state: 'writing',
    by: actor.person._id,
    account: actor.account._id,
    from: actor.from,
    at,
    persons: uniqueNew(added.map(({ seat }) => seat.person)),
    begins,
    ends,
    counts: { villages: plans.length, begins: begins.length, ends: ends.length },
  }
}

const uniqueNew = (persons: readonly PersonDoc[]): PersonDoc[] => [
  ...new Map(persons.map((person) => [person._id, person])).values(),
]

const withKin = (
  { role, seat }: RegionPlan['begins'][number],
  actor: Actor,
  at: Date,
  looked: ReadonlySet<number>,
): RoleDoc =>
  role.role === 'supervisor'
    ? {
        ...role,
        committee: false,
        kin: { near: false, sameHousehold: looked.has(seat.line), by: actor.person._id, at },
      }
    : role

const endOf = ({ role, at }: RegionPlan['ends'][number]): TurnoverDoc['ends'][number] => {
  const { _id, person, region, turn, until } = role
  return { _id, person, region, role: role.role, turn, until, ends: at }
}

/** The plan is kept before anything of it is written; one that was taken back may be confirmed anew. */
async function keep({ db }: Deps, turnover: TurnoverDoc): Promise<TurnoverDoc> {
  const { Turnover } = postModels(db)
  if (await insertOnce(Turnover, turnover)) return turnover
  const { _id, ...facts } = turnover
  const renewed = await Turnover.findOneAndUpdate(
    { _id, state: 'takenBack' },
    { $set: facts },
    { returnDocument: 'after' },
  ).lean<TurnoverDoc>()
  const kept = renewed ?? (await Turnover.findById(_id).lean<TurnoverDoc>())
  if (!kept) throw new AppError('turnoverChanged')
  return kept
}
