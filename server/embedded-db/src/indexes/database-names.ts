import { MongoError } from '../errors'
import { databaseOf } from './namespaces'

const folded = (name: string) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** No new database may differ from another by case alone (mongodb.com/docs/manual/reference/limits). */
export function refuseOtherCase(ns: string, known: Iterable<string>): void {
  const name = databaseOf(ns)
  const others = [...known].map((one) => databaseOf(one))
  if (others.includes(name)) return
  const twin = others.find((other) => folded(other) === folded(name))
  if (twin !== undefined)
    throw new MongoError(
      13297,
      `db already exists with different case already have: [${twin}] trying to create [${name}]`,
    )
}
