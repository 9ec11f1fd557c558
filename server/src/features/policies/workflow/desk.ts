import {
  type Api,
  decidesAbout,
  hasPart,
  type PolicyContent,
  type PolicyWorkLine,
  type Viewer,
  visibleText,
  worksFor,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { keepsIt, orphansOf } from '../../notices'
import { regionOf, regionRef } from '../../regions'
import { deadItemLinks } from '../links/items'
import { type PolicyDoc, type PolicyEditionDoc, policyModels } from '../policies.model'
import { isHiddenNow } from '../reading/concealed'
import { statusOf } from '../reading/status'
import { maySeePolicyWork, policyStateText } from './abilities'
import { underWay } from './correct'
import { deadLinkViews } from './work-view'

const mostOpen = 300
const mostPublished = 500

/** What an office has in work, the newest change first, and what it has published. */
export async function policyDesk(
  deps: Deps,
  viewer: Viewer,
  code: string,
): Promise<Api['GET /api/regions/:code/policy-desk']['response']> {
  const region = regionRef(await regionOf(deps, code))
  if (region.level === 'village') throw new AppError('notVillages')
  if (!worksFor(viewer, code)) throw new AppError('forbidden')
  const { Policy, PolicyEdition } = policyModels(deps.db)
  const [open, policies, itemLinks] = await Promise.all([
    PolicyEdition.find({ region: code, state: { $in: [...underWay] } })
      .sort({ updatedAt: -1 })
      .limit(mostOpen)
      .lean<PolicyEditionDoc[]>(),
    Policy.find({ region: code }).lean<PolicyDoc[]>(),
    deadItemLinks(deps.db, code),
  ])
  const current = await PolicyEdition.find({
    _id: { $in: policies.flatMap((one) => (one.state === 'published' ? (one.current ?? []) : [])) },
  })
    .sort({ updatedAt: -1 })
    .limit(mostPublished)
    .batchSize(mostPublished + 1)
    .lean<PolicyEditionDoc[]>()
  const now = deps.clock.now()
  const hidden = new Set(
    policies
      .filter((one) => isHiddenNow(one, now) && !decidesAbout(viewer.roles, code))
      .map(({ _id }) => _id),
  )
  const isShown = ({ policy }: PolicyEditionDoc) => !hidden.has(policy)
  const byId = new Map(policies.map((one) => [one._id, one]))
  const mayWrite = hasPart(viewer.roles, code, 'write')
  const orphans = new Set((await orphansOf(deps, code, open)).map(({ _id }) => _id))
  const line = lineFor(deps, viewer, byId, orphans)
  return {
    region,
    may: {
      write: mayWrite,
      review: hasPart(viewer.roles, code, 'review'),
      publish: hasPart(viewer.roles, code, 'publish'),
    },
    open: open
      .filter(isShown)
      .filter((edition) => maySeePolicyWork(edition, viewer) || (mayWrite && orphans.has(edition._id)))
      .flatMap(line),
    published: current.filter(isShown).flatMap(line),
    itemLinks,
  }
}

/** What is not there yet of what must be published together (三同步). */
const missingOf = ({ text, interpretation, way, materials }: PolicyContent): string[] => [
  ...(visibleText(text) === '' ? ['原文'] : []),
  ...(visibleText(interpretation) === '' ? ['解读'] : []),
  ...(way !== 'instant' && materials.length === 0 ? ['申报材料'] : []),
]

const lineFor =
  ({ clock }: Deps, viewer: Viewer, policies: ReadonlyMap<string, PolicyDoc>, orphans: ReadonlySet<string>) =>
  (edition: PolicyEditionDoc): PolicyWorkLine[] => {
    const policy = policies.get(edition.policy)
    if (!policy) return []
    const { content, state, history } = edition
    const last = history.at(-1)
    return [
      {
        id: edition.policy,
        edition: edition.editionNo,
        title: content.title,
        documentNo: content.documentNo,
        state,
        stateText: policyStateText(state),
        policyState: policy.state,
        author: history[0]?.by ?? '',
        mine: keepsIt(edition, viewer),
        orphan: orphans.has(edition._id),
        reason: state === 'returned' ? (last?.reason ?? null) : null,
        missing: state === 'draft' || state === 'returned' ? missingOf(content) : [],
        status: statusOf(content, policy.availability, clock.now(), policy.state === 'withdrawn'),
        applied: policy.applied,
        deadLinks: deadLinkViews(policy),
        updatedAt: edition.updatedAt.toISOString(),
      },
    ]
  }
