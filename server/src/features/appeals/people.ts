import type { Deps } from '../../deps'
import { moveAfter } from '../../storage/marks'
import { appealModels, appealsMark } from './appeals.model'

/** What somebody wrote is told to whoever the account is verified as. Repeatable. */
export async function movePerson(
  { db, marks }: Pick<Deps, 'db' | 'marks'>,
  from: string,
  to: string,
): Promise<void> {
  await moveAfter(marks, [appealsMark], () =>
    appealModels(db).Appeal.updateMany({ person: from }, { $set: { person: to } }),
  )
}
