import { dropIndexes, type Migration } from '../../storage/migrations'

export const accountMigrations: readonly Migration[] = [
  {
    no: 5,
    name: 'accounts of a post have no openid',
    // Its successor, which leaves them out, is made with the models.
    run: (db) => dropIndexes(db, 'accounts', ['openid_1']),
  },
]
