import type { Connection } from 'mongoose'
import { type Migration, rewrite, storedIn } from '../../storage/migrations'

interface OldAnnouncement {
  _id: string
  notice: string
  region: string
  item: number
  category: string
}

/** 应急信息 in the village's catalogue of that time; a township's ends before it. */
const emergencyItem = 50

export const announcementMigrations: readonly Migration[] = [
  {
    no: 1,
    name: 'announcements carry a subject',
    run: (db) =>
      rewrite<OldAnnouncement>(db, 'announcements', { subject: { $exists: false } }, (page) =>
        page.map((old) => ({
          $set: {
            subject: { kind: 'notice', id: old.notice },
            scopes: [old.region, `${old.region}/${old.category}`, `${old.region}#${old.item}`],
            urgency: old.item === emergencyItem ? 'emergency' : 'ordinary',
          },
          $unset: { notice: '', item: '', category: '' },
        })),
      ),
  },
  {
    no: 9,
    name: 'announcements are followed from the places above',
    run: (db) =>
      rewrite<Announced>(db, 'announcements', { visit: { $exists: false } }, async (page) => {
        const aboveOf = await placesAbove(db)
        return page.map(({ region, scopes, urgency, matchedAt }) => ({
          $set: {
            scopes: [...scopes, ...keysAbove(scopes, [region, ...aboveOf(region)])],
            validUntil: null,
            visit: urgency === 'emergency' && matchedAt === null,
            againHours: null,
          },
        }))
      }),
  },
]

interface Announced {
  _id: string
  region: string
  scopes: string[]
  urgency: string
  matchedAt: Date | null
}

/** What is followed by a place and a category is also followed with what lies below; a nil return has one key and keeps it. */
function keysAbove(scopes: readonly string[], places: readonly string[]): string[] {
  const category = scopes.find((scope) => scope.includes('/'))?.split('/')[1]
  if (category === undefined || scopes.some((scope) => scope.includes('+'))) return []
  return places.flatMap((place) => [`${place}+`, `${place}+/${category}`])
}

async function placesAbove(db: Connection): Promise<(region: string) => string[]> {
  const regions = await storedIn<{ _id: string; parent: string | null }>(db, 'regions')
    .find({}, { projection: { parent: 1 } })
    .toArray()
  const parents = new Map(regions.map(({ _id, parent }) => [_id, parent]))
  const above = (region: string): string[] => {
    const parent = parents.get(region)
    return parent && parents.has(parent) ? [parent, ...above(parent)] : []
  }
  return above
}
