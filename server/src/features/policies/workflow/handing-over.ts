import { hasPart, roleText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { AppError } from '../../../errors'
import { type Actor, accountsOfPersons } from '../../accounts'
import { noteAct, theMachine } from '../../audit'
import { byLine, keepsIt, orphansOf } from '../../notices'
import { successorOf } from '../../posts'
import { hasEnded, knownRolesIn, personsOf, type RoleDoc } from '../../residents'
import { type PolicyEditionDoc, policyModels } from '../policies.model'
import { underWay } from './correct'
import { type PolicyWorking, policyStore } from './store'

/** How often a handing over may lose to a step of the edition. */
const rounds = 4

/** One update that holds only if no step came between; it moves the revision so that a step cannot overwrite it. */
const give = (
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { _id, revision, state }: PolicyEditionDoc,
  keeper: string,
  by: string,
  reason: string,
): Promise<PolicyEditionDoc | null> => {
  const at = clock.now()
  const entry = { verb: 'handOver' as const, person: keeper, by, at, reason, key: null, hash: null }
  return policyModels(db)
    .PolicyEdition.findOneAndUpdate(
      { _id, revision, state },
      { $set: { keeper, revision: revision + 1, updatedAt: at }, $push: { history: entry } },
      { returnDocument: 'after' },
    )
    .lean<PolicyEditionDoc>()
}

/** 接手: a writer of the office goes on with what its writer cannot go on with any more. */
export async function takeOverPolicy(deps: Deps, actor: Actor, id: string): Promise<PolicyWorking> {
  for (let round = 0; round < rounds; round++) {
    const work = await policyStore(deps).work(id, null)
    const { edition } = work
    const { region, state } = edition
    if (!hasPart(actor.viewer.roles, region, 'write')) throw new AppError('forbidden')
    if (keepsIt(edition, actor.viewer)) return work
    if (!underWay.includes(state)) throw new AppError('wrongState')
    if ((await orphansOf(deps, region, [edition])).length === 0) throw new AppError('keptBySomebody')
    const taken = await give(deps, edition, actor.person._id, byLine(actor, region, 'write'), '接着办')
    if (!taken) continue
    await noteAct(deps, { act: 'workTakenOver', by: actor, region, subject: id })
    return { ...work, edition: taken }
  }
  throw new AppError('wrongState')
}

const fields = { region: 1, author: 1, authorAccount: 1, keeper: 1, revision: 1, state: 1 } as const

/** What a post that has ended left in work goes to whoever was named, or to the only one who can go on with it. */
export async function handOverPolicies(deps: Deps): Promise<number> {
  const open = await policyModels(deps.db)
    .PolicyEdition.find({ state: { $in: [...underWay] } }, fields)
    .batchSize(1000)
    .lean<PolicyEditionDoc[]>()
  let handed = 0
  for (const region of new Set(open.map((one) => one.region))) {
    const orphans = await orphansOf(
      deps,
      region,
      open.filter((one) => one.region === region),
    )
    if (orphans.length === 0) continue
    const roles = await knownRolesIn(deps, region)
    handed += await eachSafely(deps.log, 'a policy could not be handed over', orphans, (edition) =>
      handOver(deps, edition, roles),
    )
  }
  return handed
}

async function handOver(deps: Deps, edition: PolicyEditionDoc, roles: readonly RoleDoc[]): Promise<boolean> {
  const { region, policy } = edition
  const persons = await writersOf(deps, edition)
  const now = deps.clock.now()
  const ended = roles
    .filter((one) => one.role === writer && persons.includes(one.person) && hasEnded(one, now))
    .sort((a, b) => (b.until?.getTime() ?? 0) - (a.until?.getTime() ?? 0))[0]
  const to = ended ? successorOf(ended, roles) : null
  if (!ended || to === null) return false
  const named = await personsOf(deps.db, [ended.person, to])
  const nameOf = (id: string) => named.find(({ _id }) => _id === id)?.name ?? '原来的人'
  const by = `${nameOf(to)}（${roleText[writer]}）`
  const given = await give(deps, edition, to, by, `${nameOf(ended.person)}岗位结束，转来接着办`)
  if (given) await noteAct(deps, { act: 'workHandedOver', by: theMachine, region, subject: policy })
  return given !== null
}

const writer = 'township-officer'

/** Whoever goes on with it now: also the person that its author's account stands for. */
async function writersOf(
  { db }: Pick<Deps, 'db'>,
  { keeper, author, authorAccount }: PolicyEditionDoc,
): Promise<string[]> {
  if (keeper) return [keeper]
  const accounts = authorAccount ? await accountsOfPersons(db, [author]) : []
  return [author, ...accounts.flatMap(({ person }) => person ?? [])]
}
