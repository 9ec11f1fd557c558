import type { Deps } from '../../deps'
import { type Announced, type AnnouncementDoc, policyScopesOf } from '../announcements'
import { knownRegion, parentsOf } from '../regions'
import { type PolicyDoc, type PolicyEditionDoc, policyModels } from './policies.model'

interface As {
  /** Of an announcement beside the text: the edition with what happened. */
  edition: string
  kind: AnnouncementDoc['kind']
  at: Date
}

/** What is announced of a policy; who follows the place, the need, the office, the industry or the policy itself hears of it. */
export async function announcedPolicy(
  deps: Deps,
  { _id, region, current }: PolicyDoc,
  { edition, kind, at }: As,
): Promise<Announced> {
  const place = await knownRegion(deps, region)
  const above = place ? (await parentsOf(deps, place)).map((one) => one._id) : []
  const shown = await policyModels(deps.db)
    .PolicyEdition.findById(current, { content: 1 })
    .lean<Pick<PolicyEditionDoc, 'content'>>()
  const { needs = [], industries = [], issuer = '' } = shown?.content ?? {}
  return {
    subject: { kind: 'policy', id: _id },
    edition,
    kind,
    region,
    scopes:
      kind === 'withdrawn' || kind === 'takenDown'
        ? []
        : policyScopesOf({ id: _id, region, above, needs, industries, office: issuer }),
    urgency: 'ordinary',
    at,
    validUntil: null,
    visit: false,
    againHours: null,
  }
}
