import { hasPart, officeRoles, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Waiting } from '../../../feature'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { type EditionDoc, type NoticeDoc, noticeModels } from '../notices.model'
import { readableMark } from '../reading/region-mark'
import { keepsIt, refusalFor } from './abilities'

/** Moves when an edition of the region goes to somebody else's desk. */
export const workMark = (region: string): string => `work:${region}`

type HandedOver = Pick<
  EditionDoc,
  '_id' | 'base' | 'region' | 'state' | 'author' | 'authorAccount' | 'keeper' | 'writers' | 'history'
>

/** The correction of what is public no more: nobody needs to review or publish it. */
export const isMoot = (
  { base = null }: Pick<EditionDoc, 'base'>,
  notice: Pick<NoticeDoc, 'state'> | undefined,
): boolean => base !== null && notice?.state !== 'published'

const mostRegions = 500
/** As many as one looks through in a list; of more the count stays at this. */
const mostCounted = 300

const keptRegions = cacheByMarks<{ editions: readonly HandedOver[] }>({
  maxEntries: mostRegions,
  ttlMs: longestUnseenMs,
})

/** What was handed over in a region and not published yet, and can be. */
const handedOverIn = (deps: Deps, region: string): Promise<{ editions: readonly HandedOver[] }> =>
  keptRegions(deps).get(
    region,
    async () => ({ editions: await readHandedOver(deps, region) }),
    () => [workMark(region), readableMark(region)],
  )

async function readHandedOver({ db }: Deps, region: string): Promise<HandedOver[]> {
  const { Edition, Notice } = noticeModels(db)
  const found = await Edition.aggregate<HandedOver & { notices: Pick<NoticeDoc, 'state'>[] }>([
    { $match: { region, state: { $in: ['returned', 'submitted', 'approved'] } } },
    { $limit: mostCounted },
    { $lookup: { from: Notice.collection.name, localField: 'notice', foreignField: '_id', as: 'notices' } },
    {
      $project: {
        base: 1,
        region: 1,
        state: 1,
        author: 1,
        authorAccount: 1,
        keeper: 1,
        writers: 1,
        'history.verb': 1,
        'history.person': 1,
        'notices.state': 1,
      },
    },
  ])
  return found.filter((one) => !isMoot(one, one.notices[0]))
}

/** What waits for the viewer at the desks of their offices: returned to them, to be reviewed, to be published. */
export async function waitingFor(deps: Deps, viewer: Viewer): Promise<Waiting[]> {
  const offices = new Set(
    viewer.roles.filter(({ role }) => officeRoles.includes(role)).map(({ region }) => region),
  )
  const waiting = await Promise.all(
    [...offices].map(async (region) => {
      const { editions } = await handedOverIn(deps, region)
      const count = (is: (one: HandedOver) => boolean) => editions.filter(is).length
      const writes = hasPart(viewer.roles, region, 'write')
      return [
        {
          region,
          what: 'return' as const,
          count: count((one) => writes && one.state === 'returned' && keepsIt(one, viewer)),
        },
        {
          region,
          what: 'review' as const,
          count: count((one) => refusalFor('approve', one, viewer) === null),
        },
        {
          region,
          what: 'publish' as const,
          count: count((one) => refusalFor('publish', one, viewer) === null),
        },
      ]
    }),
  )
  return waiting.flat().filter(({ count }) => count > 0)
}
