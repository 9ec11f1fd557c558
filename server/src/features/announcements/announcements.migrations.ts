import { type Migration, rewrite } from '../../storage/migrations'

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
]
