import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { pushModels } from '../push.model'
import { switchEmail } from './addresses'
import type { EmailAddressDoc } from './email.schemas'
import { isOf, readUnsubscribeToken, type UnsubscribeClaims } from './tokens'
import { askPage, donePage, unknownPage } from './unsubscribe-page'

/** A form's or a mail client's few words (RFC 8058). */
const bodyLimit = 16 * 1024

/**
 * Ending e-mail from a mail. Mail clients open every link they find, so that only a POST ends anything. Register it in
 * a scope of its own: what a mail client posts is not read.
 */
export async function unsubscribeRoutes(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, _body, done) => done(null))
  const on = serve(app)
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  })

  on('GET /unsubscribe/:token', ({ params }, reply) => {
    if (readUnsubscribeToken(deps.config, params.token)) return askPage
    return reply.code(404).send(unknownPage)
  })
  on('POST /unsubscribe/:token', async ({ params }, reply) => {
    const claims = readUnsubscribeToken(deps.config, params.token)
    if (!claims) return reply.code(404).send(unknownPage)
    await unsubscribe(deps, claims)
    return donePage
  })
}

/** An address that the person has changed since is another one: its mail has links of its own. */
async function unsubscribe(deps: Deps, claims: UnsubscribeClaims): Promise<void> {
  const kept = await pushModels(deps.db).EmailAddress.findById(claims.person).lean<EmailAddressDoc>()
  if (kept && isOf(claims, kept.hash)) await switchEmail(deps, claims.person, false)
}
