import type { PolicyTold } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { inPages } from '../../../storage/pages'
import { isBeingTold } from '../../announcements'
import { hiddenOutcomes } from '../inbox/unread'
import { type MatchDoc, pushModels } from '../push.model'

const pageSize = 500
const fields = ['person', 'subject', 'kind', 'outcome', 'readAt'] as const

/** Subjects of a policy for enterprises: `<policy>@<enterprise>`; `A` is the sign after `@`. */
const ofEnterprises = (policy: string) => ({ $gte: `${policy}@`, $lt: `${policy}A` })

/** Who heard of a policy, of itself or for an enterprise, in announcements of some kinds or of all; each person once. Read page by page. */
export async function policyTold(
  { db }: Pick<Deps, 'db'>,
  policy: string,
  kinds?: readonly MatchDoc['kind'][],
): Promise<PolicyTold> {
  const [told, opened, enterprises] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const filters = [
    { 'subject.id': policy, 'subject.kind': 'policy' },
    { 'subject.id': ofEnterprises(policy), 'subject.kind': 'package' },
  ] as const
  for (const filter of filters)
    for await (const page of inPages<MatchDoc>(pushModels(db).Match, filter, { size: pageSize, fields }))
      for (const { person, subject, kind, outcome, readAt } of page) {
        if (kinds && !kinds.includes(kind)) continue
        if ((hiddenOutcomes as readonly (string | null)[]).includes(outcome)) continue
        told.add(person)
        if (readAt) opened.add(person)
        if (subject.kind === 'package') enterprises.add(subject.id)
      }
  return {
    told: told.size,
    opened: opened.size,
    enterprises: enterprises.size,
    counting: await isBeingTold(db, policy),
  }
}
