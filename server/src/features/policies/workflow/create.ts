import { randomUUID } from 'node:crypto'
import { hasPart, type PolicyContent } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import type { Actor } from '../../accounts'
import { begunFirst, refuseReused, type Stamp } from '../../notices'
import { type RegionDoc, regionOf } from '../../regions'
import { type PolicyDoc, type PolicyEditionDoc, policyEditionId, policyModels } from '../policies.model'
import { changedPolicy, emptyPolicy } from './content.rules'
import { usesOf } from './store'

export interface MadePolicy {
  policy: PolicyDoc
  edition: PolicyEditionDoc
}

/** Where the actor may write policies: the office of a township or of the county. */
export async function officeToWrite(
  deps: Deps,
  { viewer }: Pick<Actor, 'viewer'>,
  code: string,
): Promise<RegionDoc> {
  const region = await regionOf(deps, code)
  if (region.level === 'village') throw new AppError('notVillages')
  if (!hasPart(viewer.roles, region._id, 'write')) throw new AppError('forbidden')
  return region
}

/** A policy and its first edition. The policy waits for its edition until that is there. */
export async function createPolicy(
  deps: Deps,
  actor: Actor,
  { region, content = {} }: { region: string; content?: Partial<PolicyContent> | undefined },
  stamp: Stamp | null,
): Promise<MadePolicy> {
  await officeToWrite(deps, actor, region)
  const { used } = await usesOf(deps, stamp)
  refuseReused(used, stamp)
  const changed = changedPolicy(emptyPolicy, content)
  if (changed.problems.length > 0) throw new AppError('invalidFields', { fields: changed.problems })
  const made = await makePolicy(deps, actor, { key: randomUUID(), region, content: changed.content }, stamp)
  if (!made) throw new Error('A policy could not be inserted, and nothing of its Idempotency-Key is there')
  return made
}

/** Null where the key is taken by another policy. A repeated request finds what it has made. */
export async function makePolicy(
  deps: Deps,
  actor: Actor,
  { key, region, content }: { key: string; region: string; content: PolicyContent },
  stamp: Stamp | null,
): Promise<MadePolicy | null> {
  const { Policy } = policyModels(deps.db)
  const fresh = newPolicy(deps, actor, key, region, stamp)
  if (await insertOnce(Policy, fresh)) return withFirst(deps, actor, fresh, content, stamp)
  const made = stamp && (await Policy.findOne({ madeBy: stamp.key }).lean<PolicyDoc>())
  if (!made) return null
  refuseReused([made.madeHash ?? ''], stamp)
  return withFirst(deps, actor, made, content, stamp)
}

function newPolicy(
  { clock }: Deps,
  actor: Actor,
  key: string,
  region: string,
  stamp: Stamp | null,
): PolicyDoc {
  return {
    _id: key,
    region,
    state: 'none',
    current: null,
    head: null,
    availability: { state: 'open', extendedTo: null, note: '' },
    ended: null,
    steps: [],
    turn: 0,
    stepKey: null,
    owed: ['edition'],
    changedAt: clock.now(),
    applied: 0,
    links: [],
    author: actor.person._id,
    createdAt: clock.now(),
    madeBy: stamp?.key ?? null,
    madeHash: stamp?.hash ?? null,
  }
}

/** Its `_id` follows from the policy's, so that a repeated request finds it instead of making another. */
async function withFirst(
  deps: Deps,
  actor: Actor,
  policy: PolicyDoc,
  content: PolicyContent,
  stamp: Stamp | null,
): Promise<MadePolicy> {
  const { Policy, PolicyEdition } = policyModels(deps.db)
  const edition = firstEdition(deps, actor, policy, content, stamp)
  const isFirst = await insertOnce(PolicyEdition, edition)
  await Policy.updateOne({ _id: policy._id }, { $pull: { owed: 'edition' } })
  if (isFirst) return { policy, edition }
  const stored = await PolicyEdition.findById(edition._id).lean<PolicyEditionDoc>()
  if (!stored) throw new AppError('policyNotFound')
  return { policy, edition: stored }
}

function firstEdition(
  { clock }: Deps,
  actor: Actor,
  policy: PolicyDoc,
  content: PolicyContent,
  stamp: Stamp | null,
): PolicyEditionDoc {
  return {
    ...begunFirst(policy.region, actor, stamp, clock.now()),
    _id: policyEditionId(policy._id, 1),
    policy: policy._id,
    content,
    change: null,
    base: null,
    owed: [],
  }
}
