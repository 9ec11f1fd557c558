import { accountRoutes } from './account'
import { appealRoutes } from './appeals'
import { auditRoutes } from './audit'
import type { Static } from './base'
import { boardRoutes } from './board'
import { correctionRoutes } from './corrections'
import { deskScreenRoutes } from './desk-screens'
import { emailRoutes } from './email'
import { endingRoutes } from './endings'
import { enterpriseOfficeRoutes } from './enterprise-office'
import { enterpriseRoutes } from './enterprises'
import { followingRoutes } from './following'
import { checkRoutes, homeRoutes } from './home'
import { inviteRoutes } from './invites'
import { ledgerRoutes } from './ledger-screens'
import { liveRoutes } from './live'
import { meRoutes } from './me'
import { nilRoutes } from './nil'
import { noticeRoutes } from './notices'
import { oldNoticeRoutes } from './old-notices'
import { operatorRoutes } from './operator'
import { outputRoutes } from './outputs'
import { ownRowsRoutes } from './own-rows'
import { packageRoutes } from './packages'
import { paymentRoutes } from './payments'
import { pictureRoutes } from './pictures'
import { policyRoutes } from './policies'
import { postRoutes } from './posts'
import { proxyRoutes } from './proxies'
import { pushSeenRoutes } from './push-seen'
import { pushWhyRoutes } from './push-why'
import { questionRoutes } from './questions'
import { regionRoutes } from './regions'
import { registerRoutes } from './register'
import { countyRegisterRoutes, registerImportRoutes } from './register-import-routes'
import { reviewPaperRoutes } from './review-paper'
import { sceneRoutes } from './scenes'
import { screenRoutes } from './screens'
import { sessionRoutes } from './sessions'
import { setupRoutes } from './setup'
import { sheetRoutes } from './sheets'
import { signInRoutes } from './sign-in'
import { slipRoutes } from './slips'
import { smsRoutes } from './sms'
import { demoRoutes, systemRoutes } from './system'
import { turnoverRoutes } from './turnovers'
import { verificationRoutes } from './verification'
import { visitRoutes } from './visits'
import { voucherRoutes } from './vouchers'
import { wallRoutes } from './wall'
import { wordCheckRoutes } from './word-checks'

/** Every route of the BFF. Validation, types, OpenAPI and the mini-program's client come from here. */
export const contract = {
  ...regionRoutes,
  ...noticeRoutes,
  ...endingRoutes,
  ...nilRoutes,
  ...correctionRoutes,
  ...pictureRoutes,
  ...voucherRoutes,
  ...wallRoutes,
  ...wordCheckRoutes,
  ...policyRoutes,
  ...postRoutes,
  ...turnoverRoutes,
  ...boardRoutes,
  ...outputRoutes,
  ...reviewPaperRoutes,
  ...sheetRoutes,
  ...homeRoutes,
  ...checkRoutes,
  ...sceneRoutes,
  ...screenRoutes,
  ...deskScreenRoutes,
  ...ledgerRoutes,
  ...sessionRoutes,
  ...signInRoutes,
  ...setupRoutes,
  ...inviteRoutes,
  ...meRoutes,
  ...ownRowsRoutes,
  ...followingRoutes,
  ...pushSeenRoutes,
  ...pushWhyRoutes,
  ...proxyRoutes,
  ...emailRoutes,
  ...verificationRoutes,
  ...accountRoutes,
  ...registerRoutes,
  ...registerImportRoutes,
  ...countyRegisterRoutes,
  ...slipRoutes,
  ...visitRoutes,
  ...questionRoutes,
  ...enterpriseRoutes,
  ...packageRoutes,
  ...enterpriseOfficeRoutes,
  ...oldNoticeRoutes,
  ...paymentRoutes,
  ...appealRoutes,
  ...liveRoutes,
  ...operatorRoutes,
  ...auditRoutes,
  ...smsRoutes,
  ...systemRoutes,
  ...demoRoutes,
}

export type RouteKey = keyof typeof contract

/** The contract as plain types: `Api['GET /api/me']['response']`. */
export type Api = {
  [K in RouteKey]: {
    params: Static<(typeof contract)[K]['params']>
    query: Static<(typeof contract)[K]['query']>
    body: Static<(typeof contract)[K]['body']>
    response: Static<(typeof contract)[K]['response']>
  }
}

export * from './account'
export * from './appeals'
export * from './audit'
export * from './banners'
export * from './base'
export * from './board'
export * from './changes'
export * from './corrections'
export * from './desk-screens'
export * from './differences'
export * from './disclosure'
export * from './domain'
export * from './editions'
export * from './email'
export * from './endings'
export * from './enterprise-office'
export * from './enterprise-profile'
export * from './enterprises'
export * from './following'
export * from './home'
export * from './invites'
export * from './item-apply'
export * from './ledger-screens'
export * from './ledgers'
export * from './live'
export * from './me'
export * from './nil'
export * from './notices'
export * from './old-notices'
export * from './operator'
export * from './outputs'
export * from './own-rows'
export * from './packages'
export * from './payments'
export * from './pictures'
export * from './policies'
export * from './posts'
export * from './proxies'
export * from './push-seen'
export * from './push-why'
export * from './questions'
export * from './regions'
export * from './register'
export * from './register-import-routes'
export * from './register-imports'
export * from './register-words'
export * from './review-paper'
export * from './scenes'
export * from './screens'
export * from './search'
export * from './sessions'
export * from './setup'
export * from './sheets'
export * from './sheets'
export * from './sign-in'
export * from './slips'
export * from './sms'
export * from './steps'
export * from './system'
export * from './tables'
export * from './telling'
export { type TextSize, textSizes } from './text-size'
export * from './turnovers'
export * from './user'
export * from './verification'
export * from './visits'
export * from './vouchers'
export * from './wall'
export * from './word-checks'
