import { type RoleName, roleText, shanghaiDate } from '@hutang/shared'
import { type PolicyDoc, type PolicyEditionDoc, policyEditionId, policyHash } from '../features/policies'
import type { AllModels } from '../models'
import { type DemoPolicy, demoPolicies } from './packages'
import type { DemoData } from './village'

const township = '310116109'
const hour = 3_600_000

/** Policies of the demo, published by the township's office when they were issued; nobody is told of what came before. */
export async function seedPolicies(models: AllModels, data: DemoData, now: Date): Promise<void> {
  const step = stepper(data)
  const office = data.regions.find(({ code }) => code === township)
  const written = demoPolicies(now).map((policy) =>
    published(policy, {
      at: publishedAt(policy, now),
      by: office?.office.name ?? '',
      step,
    }),
  )
  await models.PolicyEdition.insertMany(written.map(({ edition }) => edition))
  await models.Policy.insertMany(written.map(({ policy }) => policy))
}

/** In the morning of the day it was issued, or of yesterday. */
function publishedAt({ content }: DemoPolicy, now: Date): Date {
  const yesterday = new Date(now.getTime() - 24 * hour)
  const day = content.issuedOn ?? '2026-01-05'
  const issued = new Date(`${day}T02:00:00Z`)
  return issued < yesterday ? issued : new Date(`${shanghaiDate(yesterday)}T02:00:00Z`)
}

type Step = ReturnType<typeof stepper>

/** The steps of a life as the personas of the township took them. */
const stepper = (data: DemoData) => {
  const personas = new Map<string, DemoData['personas'][number]>(
    data.personas.map((one) => [one.persona, one]),
  )
  return (verb: PolicyEditionDoc['history'][number]['verb'], role: RoleName, at: Date) => {
    const one = personas.get(role)
    const person = one?.resident ?? one?.openid ?? role
    return {
      verb,
      person,
      by: `${one?.name ?? ''}（${roleText[role]}）`,
      at,
      reason: null,
      key: null,
      hash: null,
    }
  }
}

function published(
  { key, content }: DemoPolicy,
  { at, by, step }: { at: Date; by: string; step: Step },
): { policy: PolicyDoc; edition: PolicyEditionDoc } {
  const before = (hours: number) => new Date(at.getTime() - hours * hour)
  const history = [
    step('create', 'township-officer', before(48)),
    step('submit', 'township-officer', before(47)),
    step('approve', 'township-reviewer', before(24)),
    step('publish', 'township-publisher', at),
  ]
  const author = history[0]?.person ?? ''
  const contentHash = policyHash({ content, change: null })
  const _id = policyEditionId(key, 1)
  return {
    edition: {
      ...{ _id, policy: key, region: township, editionNo: 1, state: 'published', revision: 3 },
      ...{ author, authorAccount: null, content, contentHash, approvedHash: contentHash, change: null },
      ...{ base: null, publishedAt: at, owed: [], lastKey: null, history, updatedAt: at },
    },
    policy: {
      ...{ _id: key, region: township, state: 'published', current: _id },
      head: {
        title: content.title,
        editionNo: 1,
        contentHash,
        publishedAt: at,
        publishedBy: by,
        correctedAt: null,
      },
      availability: { state: 'open', extendedTo: null, note: '' },
      ...{ ended: null, steps: [], turn: 0, stepKey: null, owed: [], changedAt: at, applied: 0, links: [] },
      ...{ author, createdAt: before(48), madeBy: null, madeHash: null },
    },
  }
}
