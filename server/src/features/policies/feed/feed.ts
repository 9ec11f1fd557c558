import type { Api, PolicyFeedItem } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cursorOf, positionOf } from '../../../http/cursor'
import { regionOf } from '../../regions'
import { type PublishedPolicy, publishedPolicies } from '../reading/published'

type Feed = Api['GET /api/feeds/policies']['response']

/** Every published policy of a region and of those within it, the one that changed longest ago first: who reads on gets what is new. */
export async function policyFeed(
  deps: Deps,
  { region, cursor, limit = 20 }: Api['GET /api/feeds/policies']['query'],
): Promise<Feed> {
  if (region !== undefined) await regionOf(deps, region)
  const after = cursor === undefined ? null : positionOf(cursor)
  const { listed } = await publishedPolicies(deps)
  const open = listed
    .filter((one) => region === undefined || one.region.startsWith(region))
    .filter((one) => after === null || isAfter(one, after))
    .sort((a, b) => a.changedAt.getTime() - b.changedAt.getTime() || (a._id < b._id ? -1 : 1))
  const page = open.slice(0, limit)
  const last = page.at(-1)
  return {
    format: 'hutang-policies',
    version: 1,
    items: page.map(feedItem),
    ...(last && open.length > page.length ? { next: cursorOf({ at: last.changedAt, id: last._id }) } : {}),
  }
}

const isAfter = ({ changedAt, _id }: PublishedPolicy, { at, id }: { at: Date; id: string }): boolean =>
  changedAt > at || (changedAt.getTime() === at.getTime() && _id > id)

const feedItem = ({
  _id,
  region,
  head,
  changedAt,
  availability,
  content,
}: PublishedPolicy): PolicyFeedItem => ({
  key: _id,
  region,
  edition: head.editionNo,
  contentHash: head.contentHash,
  publishedAt: head.publishedAt.toISOString(),
  changedAt: changedAt.toISOString(),
  availability,
  content,
})
