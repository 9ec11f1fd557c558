import type { FastifyInstance } from 'fastify'
import { forgetWordsAbout, forgetWordsOf, recheckWords } from '../../channels/words'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { settleRevocations } from './revocations'
import { wechatModels } from './wechat.model'
import { wordsDesk, wordsDone } from './words-desk'

export { wechatTold } from './revocations'

function plugin(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/word-checks', (request) =>
    wordsDesk(deps, actorOf(request), request.params.code),
  )
  on('POST /api/word-checks/:id/done', async (request) => {
    await wordsDone(deps, await freshActor(deps, request), request.params.id)
    return { done: true as const }
  })
}

/** 微信: what it tells of people, and what it does not let pass of what they wrote. */
export const wechat = {
  name: 'wechat',
  models: wechatModels,
  plugin,
  jobs: (deps) => [
    { name: 'wechat-revocations', every: 'minute', run: () => settleRevocations(deps) },
    { name: 'words-recheck', every: 'minute', run: () => recheckWords(deps) },
  ],
  accounts: { left: ({ db }, { account }) => forgetWordsOf(db, account) },
  takedown: { erase: ({ db }, { id }) => forgetWordsAbout(db, id) },
} satisfies Feature
