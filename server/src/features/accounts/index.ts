import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { accountMigrations } from './accounts.migrations'
import { accountModels } from './accounts.model'
import { authPlugin } from './auth'
import { meRoutes } from './me.routes'
import { oidcRoutes } from './oidc/oidc.routes'
import { sessionsRoutes } from './sessions.routes'

export {
  accountOf,
  accountOfPost,
  accountsOfPersons,
  accountWithOpenid,
  closeAccount,
  reachableAccounts,
  tieAccount,
  untieAccount,
  type WechatAccount,
} from './accounts'
export { type AccountDoc, accountMark } from './accounts.model'
export { type Actor, actorMarks, currentActor, standingOf } from './actor'
export { actorOf, claimsOf, freshActor, tokenEnd } from './auth'
export { holdersWho } from './holders'
export { createInvite, type Invite, signedInBefore } from './invites'
export {
  beginToLeave,
  dropAccount,
  forgetSessions,
  goneOf,
  type LeavingAccount,
  leavingAccounts,
} from './leaving'
export { oidcOf } from './oidc/attempts'
export { endSessionsOf, usedSince } from './own-sessions'
export { inviteLink } from './post-holders'
export { qrImage } from './qr'
export { startSession } from './sessions'
export { originOf } from './sessions.routes'
export { userView } from './user-view'
export { isVerified, type Standing, standingsOf, viewerIn, viewerOfPerson, viewersOf } from './viewers'
export { type Where, whereOf } from './where'

async function plugin(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(authPlugin, deps)
  sessionsRoutes(app, deps)
  oidcRoutes(app, deps)
  meRoutes(app, deps)
}

/** 微信账号: signing in, sessions, and who it is that asks. */
export const accounts = {
  name: 'accounts',
  models: accountModels,
  migrations: accountMigrations,
  plugin,
} satisfies Feature
