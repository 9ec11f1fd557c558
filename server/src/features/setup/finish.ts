import type { Deps } from '../../deps'
import { theMachine } from '../audit'
import { addRegions } from '../regions'
import { addPersons, givePosts } from '../residents'
import { setupOf } from './code'
import { setupModels } from './setup.model'

/** Writes what was begun. Repeatable, also by two at once: what is there stays, and the last write says that all is. */
export async function finishSetup(deps: Pick<Deps, 'db' | 'clock' | 'marks'>): Promise<void> {
  const setup = await setupOf(deps.db)
  if (!setup?.work || setup.doneAt) return
  const { regions, persons, posts } = setup.work
  await addPersons(deps, persons)
  await givePosts(deps, posts, theMachine)
  await addRegions(deps, regions)
  await setupModels(deps.db).Setup.updateOne(
    { _id: 'setup', doneAt: null },
    { $set: { doneAt: deps.clock.now(), work: null } },
  )
}
