import { dropIndexes, type Migration, rewrite } from '../../storage/migrations'

interface OldHousehold {
  _id: string
}

export const residentMigrations: readonly Migration[] = [
  {
    no: 7,
    name: 'households have a kind, ties and a place',
    run: (db) =>
      rewrite<OldHousehold>(db, 'households', { kind: { $exists: false } }, (page) =>
        page.map(() => ({
          $set: {
            kind: 'residence',
            tied: [],
            area: null,
            row: null,
            estate: null,
            building: '',
            endedAt: null,
          },
        })),
      ),
  },
  {
    no: 8,
    name: 'a code is unique among households of its kind',
    run: (db) => dropIndexes(db, 'households', ['region_1_code_1']),
  },
]
