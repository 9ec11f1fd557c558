import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { appealModels } from './appeals.model'
import { appealsRoutes } from './appeals.routes'
import { unseenOf } from './kept'
import { appealsLeft, appealsReplaced } from './left'
import { movePerson } from './people'
import { reckonAgain, riseDue } from './rise'
import { appealsWith } from './stand'
import { appealSubject } from './subject'
import { tellOwed } from './told'

export { keepAppeal } from './keep'

async function lookAndWake(deps: Deps): Promise<void> {
  const risen = await riseDue(deps)
  if ((await tellOwed(deps)) + risen > 0) deps.work.send()
}

/** 诉求: what hinders an enterprise or a villager, who deals with it by when, and what came of it. */
export const appeals = {
  name: 'appeals',
  models: appealModels,
  plugin: appealsRoutes,
  profile: async (deps, { account }) => ({ appeals: account === null ? 0 : await unseenOf(deps, account) }),
  subjects: { appeal: appealSubject },
  words: { appeal: appealsWith },
  jobs: (deps) => [
    { name: 'appeals', every: 'minute', run: () => lookAndWake(deps) },
    { name: 'appeals-due', every: 'hour', run: () => reckonAgain(deps) },
  ],
  accounts: {
    left: (deps, gone) => appealsLeft(deps, gone),
    replaced: (deps, account) => appealsReplaced(deps, account),
  },
  people: {
    moved: (deps, from, to) => movePerson(deps, from, to),
    ended: async () => undefined,
  },
} satisfies Feature
