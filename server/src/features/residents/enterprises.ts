import type { Deps } from '../../deps'
import { moveAfter } from '../../storage/marks'
import { personMark, residentModels } from './residents.model'

type Writing = Pick<Deps, 'db' | 'marks'>

/**
 * The person acts for an enterprise from now on. Repeatable. `holds` is asked after the write, so that what was ended
 * between the confirmation and this is taken away again: an end always wins.
 */
export async function beginEnterprise(
  { db, marks }: Writing,
  person: string,
  enterprise: string,
  holds: () => Promise<boolean>,
): Promise<void> {
  const { Person } = residentModels(db)
  await moveAfter(marks, [personMark(person)], async () => {
    await Person.updateOne({ _id: person }, { $addToSet: { enterprises: enterprise } })
    if (!(await holds())) await Person.updateOne({ _id: person }, { $pull: { enterprises: enterprise } })
  })
}

/** At once. Repeatable. */
export const endEnterprise = ({ db, marks }: Writing, person: string, enterprise: string): Promise<unknown> =>
  moveAfter(marks, [personMark(person)], () =>
    residentModels(db).Person.updateOne({ _id: person }, { $pull: { enterprises: enterprise } }),
  )
