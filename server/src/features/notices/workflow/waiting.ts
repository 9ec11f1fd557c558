import { hasPart, officeRoles, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Waiting } from '../../../feature'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { type EditionDoc, noticeModels } from '../notices.model'
import { type PublishedNotice, publishedIn } from '../reading/published'
import { readableMark } from '../reading/region-mark'
import { refusalFor, wroteIt } from './abilities'

/** Moves when an edition of the region goes to somebody else's desk. */
export const workMark = (region: string): string => `work:${region}`

type HandedOver = Pick<
  EditionDoc,
  '_id' | 'notice' | 'base' | 'region' | 'state' | 'author' | 'authorAccount' | 'writers' | 'history'
>

/** The correction of what is public no more: nobody needs to review or publish it. */
export const isMoot = (
  { base = null }: Pick<EditionDoc, 'base'>,
  published: Pick<PublishedNotice, 'state'> | undefined,
): boolean => base !== null && published?.state !== 'published'

const mostRegions = 500
/** As many as one looks through in a list; of more the count stays at this. */
const mostCounted = 300

const keptRegions = cacheByMarks<{ editions: readonly HandedOver[] }>({
  maxEntries: mostRegions,
  ttlMs: longestUnseenMs,
})

/** What was handed over in a region and not published yet. */
const handedOverIn = (deps: Deps, region: string): Promise<{ editions: readonly HandedOver[] }> =>
  keptRegions(deps).get(
    region,
    async () => ({
      editions: await noticeModels(deps.db)
        .Edition.find(
          { region, state: { $in: ['returned', 'submitted', 'approved'] } },
          {
            notice: 1,
            base: 1,
            region: 1,
            state: 1,
            author: 1,
            authorAccount: 1,
            writers: 1,
            'history.verb': 1,
            'history.person': 1,
          },
        )
        .limit(mostCounted)
        .lean<HandedOver[]>(),
    }),
    () => [workMark(region), readableMark(region)],
  )

/** What waits for the viewer at the desks of their offices: returned to them, to be reviewed, to be published. */
export async function waitingFor(deps: Deps, viewer: Viewer): Promise<Waiting[]> {
  const offices = new Set(
    viewer.roles.filter(({ role }) => officeRoles.includes(role)).map(({ region }) => region),
  )
  const waiting = await Promise.all(
    [...offices].map(async (region) => {
      const [{ editions: all }, { byId }] = await Promise.all([
        handedOverIn(deps, region),
        publishedIn(deps, region),
      ])
      const editions = all.filter((one) => !isMoot(one, byId.get(one.notice)))
      const count = (is: (one: HandedOver) => boolean) => editions.filter(is).length
      const writes = hasPart(viewer.roles, region, 'write')
      return [
        {
          region,
          what: 'return' as const,
          count: count((one) => writes && one.state === 'returned' && wroteIt(one, viewer)),
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
