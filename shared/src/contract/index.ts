import { auditRoutes } from './audit'
import type { Static } from './base'
import { correctionRoutes } from './corrections'
import { deskScreenRoutes } from './desk-screens'
import { endingRoutes } from './endings'
import { meRoutes } from './me'
import { nilRoutes } from './nil'
import { noticeRoutes } from './notices'
import { pictureRoutes } from './pictures'
import { questionRoutes } from './questions'
import { regionRoutes } from './regions'
import { screenRoutes } from './screens'
import { sessionRoutes } from './sessions'
import { sheetRoutes } from './sheets'
import { demoRoutes, systemRoutes } from './system'
import { verificationRoutes } from './verification'

/** Every route of the BFF. Validation, types, OpenAPI and the mini-program's client come from here. */
export const contract = {
  ...regionRoutes,
  ...noticeRoutes,
  ...endingRoutes,
  ...nilRoutes,
  ...correctionRoutes,
  ...pictureRoutes,
  ...sheetRoutes,
  ...screenRoutes,
  ...deskScreenRoutes,
  ...sessionRoutes,
  ...meRoutes,
  ...verificationRoutes,
  ...questionRoutes,
  ...auditRoutes,
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

export * from './audit'
export * from './banners'
export * from './base'
export * from './changes'
export * from './corrections'
export * from './desk-screens'
export * from './differences'
export * from './disclosure'
export * from './domain'
export * from './editions'
export * from './endings'
export * from './me'
export * from './nil'
export * from './notices'
export * from './pictures'
export * from './questions'
export * from './regions'
export * from './screens'
export * from './search'
export * from './sessions'
export * from './sheets'
export * from './steps'
export * from './system'
export * from './tables'
export * from './user'
export * from './verification'
