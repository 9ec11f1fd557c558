import type { RouteKey } from '@hutang/shared'

/** The most database commands (getMore counted) one request of a route may send. */
export interface Budget {
  /** Signed in, with what is kept in memory at hand. */
  warm: number
  /** Nothing is kept in memory yet. Absent: four more than `warm`. */
  cold?: number
  /** Without a token. Absent: the same as signed in. */
  visitor?: number
  /** Pages of the route that need more than `warm`, by the name the walk gives them. */
  pages?: Record<string, number>
}

const read = (warm: number): Budget => ({ warm, visitor: 0 })
const own = (warm: number): Budget => ({ warm })

/** Every route of the app's pages. */
export const budgets: Partial<Record<RouteKey, Budget>> = {
  'GET /api/screens/home': read(20),
  'GET /api/screens/catalogue': read(6),
  'GET /api/screens/item': read(11),
  'GET /api/screens/notice': read(11),
  'GET /api/screens/search': read(10),
  'GET /api/regions': read(1),
  'GET /api/regions/:code': read(5),
  'GET /api/regions/:code/notices': read(9),
  'GET /api/notices/:id': read(9),
  'GET /api/notices/:id/rows': read(8),
  'GET /api/notices/:id/editions': read(8),

  'GET /api/screens/inbox': own(10),
  'GET /api/screens/me': own(13),
  'GET /api/screens/subscriptions': own(10),
  'GET /api/me/household': own(15),
  'GET /api/me/subscriptions': own(6),
  'GET /api/me/preferences': own(5),
  'GET /api/me/claims': own(6),
  'PUT /api/me/preferences': own(6),
  'PUT /api/me/subscriptions': own(9),
  'POST /api/me/inbox/read': own(6),
  'POST /api/me/grants': own(6),
  'POST /api/sessions/demo': own(10),
  'DELETE /api/sessions/current': own(5),

  'GET /api/screens/desk': own(9),
  'GET /api/screens/edit': own(12),
  'POST /api/notices': own(14),
  'PUT /api/notices/:id': own(12),
  'POST /api/notices/:id/rows': own(12),
  'DELETE /api/notices/:id': own(12),
  'POST /api/notices/:id/submit': own(13),
  'POST /api/notices/:id/review': own(11),
  'POST /api/notices/:id/publish': own(18),
}
