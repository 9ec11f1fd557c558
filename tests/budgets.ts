import type { RouteKey } from '@hutang/shared'

/** The most database commands (getMore counted) one request of a route may send. */
export interface Budget {
  /** Signed in, with what is kept in memory at hand. */
  warm: number
  /** Nothing at all is kept in memory yet. Absent: four more than `warm`. */
  cold?: number
  /** Without a token. Absent: the same as signed in. */
  visitor?: number
  /** Pages of the route that need more than `warm`, by the name the walk gives them. */
  pages?: Record<string, number>
}

/** Anybody may read it: a visitor's answer is kept as bytes. */
const read = (warm: number, cold: number): Budget => ({ warm, cold, visitor: 0 })
const own = (warm: number, cold: number): Budget => ({ warm, cold })
/** Asked once, by somebody who has just read something. */
const write = (warm: number): Budget => ({ warm })

/** Every route of the app's pages. */
export const budgets: Partial<Record<RouteKey, Budget>> = {
  'GET /api/screens/home': read(2, 17),
  'GET /api/screens/catalogue': read(0, 4),
  'GET /api/screens/item': read(1, 7),
  'GET /api/screens/notice': read(1, 9),
  'GET /api/screens/search': read(1, 8),
  'GET /api/check': read(0, 6),
  'GET /api/screens/ledgers': read(0, 8),
  'GET /api/screens/ledger': read(0, 8),
  'GET /api/regions': read(0, 1),
  'GET /api/regions/:code': read(2, 3),
  'GET /api/regions/:code/notices': read(1, 5),
  'GET /api/notices/:id': read(1, 6),
  'GET /api/notices/:id/rows': read(1, 6),
  'GET /api/notices/:id/table.xlsx': own(1, 6),
  'GET /api/notices/:id/table.csv': own(1, 6),
  'GET /api/notices/:id/editions': read(1, 6),

  'GET /api/notices/:id/editions/:no/difference': {
    warm: 1,
    cold: 12,
    visitor: 0,
    pages: { 'difference of a correction': 4 },
  },

  'GET /api/policies': read(0, 7),
  'GET /api/household-policies': read(0, 8),
  'GET /api/policies/:id': read(0, 8),
  'GET /api/policies/:id/editions': read(0, 8),
  'GET /api/policies/:id/deadline.ics': read(0, 7),
  'POST /api/policies/:id/applied': write(1),
  'GET /api/regions/:code/policy-desk': own(4, 10),
  'GET /api/policies/:id/work': own(2, 8),
  'GET /api/policies/:id/told': own(5, 11),

  'GET /api/live/state': read(1, 6),
  'GET /api/screens/inbox': own(2, 8),
  'GET /api/screens/me': own(1, 14),
  'GET /api/screens/subscriptions': own(4, 9),
  'GET /api/me/household': own(1, 9),
  'GET /api/me/rows': own(1, 9),
  'GET /api/me/subscriptions': own(0, 5),
  'GET /api/me/preferences': own(0, 4),
  'GET /api/me/claims': own(0, 3),
  'PUT /api/me/preferences': own(3, 5),
  'PUT /api/me/subscriptions': own(5, 10),
  'GET /api/enterprises': own(0, 5),
  'GET /api/enterprises/:id': own(0, 6),
  // Its office is told.
  'POST /api/enterprises': write(16),
  'PUT /api/enterprises/:id': write(12),
  'POST /api/package': write(2),
  'POST /api/policies/:id/trial': write(6),
  'GET /api/enterprises/:id/package': own(0, 9),
  'POST /api/enterprises/:id/package/seen': write(10),
  'POST /api/appeals': write(12),
  'GET /api/me/appeals': own(1, 6),
  'GET /api/appeals/:id': own(1, 6),
  'POST /api/appeals/:id/seen': write(6),
  'POST /api/appeals/:id/withdraw': write(9),
  'POST /api/appeals/:id/rate': write(9),
  'POST /api/appeals/:id/reopen': write(10),
  'POST /api/appeals/:id/acknowledge': write(10),
  'POST /api/appeals/:id/answer': write(10),
  'POST /api/appeals/:id/close': write(10),
  'POST /api/appeals/:id/hotline': write(10),
  'POST /api/appeals/:id/helper': write(12),
  // Two of them look whether the questions and appeals may be opened.
  'GET /api/regions/:code/word-checks': own(4, 8),
  'POST /api/word-checks/:id/done': write(4),
  'GET /api/regions/:code/appeals': own(0, 7),
  'GET /api/regions/:code/appeal-desk': own(2, 9),
  'GET /api/enterprises/:id/package.pdf': own(0, 10),
  'GET /api/payments': read(0, 8),
  'GET /api/policies/:id/payments': read(0, 8),
  'GET /api/enterprises/:id/payments': own(0, 9),
  'GET /api/regions/:code/payments': own(0, 9),
  'PUT /api/regions/:code/payments': write(16),
  'GET /api/regions/:code/payment-imports': own(2, 6),
  'POST /api/enterprises/:id/invites': write(8),
  'POST /api/enterprise-invites': write(22),
  'DELETE /api/enterprises/:id/people/:person': write(18),
  'GET /api/regions/:code/enterprise-links': own(4, 8),
  'POST /api/enterprise-links/:id/confirm': write(20),
  'POST /api/enterprise-links/:id/refuse': write(20),
  'GET /api/regions/:code/enterprises': own(2, 6),
  'GET /api/industries': read(0, 0),
  'GET /api/me/leaving': own(0, 9),
  'GET /api/me/household/claims': own(1, 9),
  'GET /api/me/proxies': own(2, 6),
  'POST /api/me/proxies': write(6),
  'POST /api/me/consents': write(6),
  // Who agreed is asked anew: a code ends with them.
  'POST /api/me/proxies/code': write(15),
  'POST /api/regions/:code/consent-slips': write(9),
  'DELETE /api/me/proxies/:id': write(12),
  'POST /api/proxies/:id/decision': write(14),
  'GET /api/regions/:code/proxies': own(1, 6),
  'DELETE /api/me/subscriptions/:id': write(4),
  'PUT /api/me/mutes': own(2, 8),
  'POST /api/me/welcome': write(6),
  'POST /api/me/inbox/read': own(2, 4),
  'POST /api/me/grants': own(2, 4),
  'GET /api/audit': own(5, 6),
  // One of them is the entry in the audit.
  'POST /api/sessions/demo': write(12),
  'DELETE /api/sessions/current': write(2),
  'GET /api/me/sessions': own(1, 4),
  'DELETE /api/me/sessions/:id': write(4),
  'DELETE /api/me/sessions': write(4),

  // Kept by village: what is asked each time is who is verified as whom, and the history.
  'GET /api/regions/:code/register': own(1, 9),
  'GET /api/regions/:code/register/households/:household': own(2, 10),
  'GET /api/regions/:code/register/places': own(1, 9),
  'GET /api/regions/:code/register/imports': own(1, 5),

  // Cold, what is known of leaks comes besides: reports, takedowns, and what is hidden.
  'GET /api/screens/desk': own(4, 13),
  'GET /api/screens/edit': own(2, 9),
  'GET /api/screens/new-draft': own(2, 9),
  'POST /api/notices': write(5),
  'PUT /api/notices/:id': write(3),
  // Of accounts, the period before besides.
  'POST /api/notices/:id/rows': { ...write(4), pages: { 'save rows of accounts': 5 } },
  'DELETE /api/notices/:id': write(8),
  // Two of them tell who has the next step.
  'POST /api/notices/:id/submit': write(8),
  'POST /api/notices/:id/review': write(7),
  'POST /api/notices/:id/correct': write(7),
  'POST /api/notices/:id/schedule': write(5),
  'POST /api/notices/:id/cancel': write(5),
  'POST /api/notices/:id/publish': write(9),

  'POST /api/notices/:id/take-over': write(6),
  'GET /api/regions/:code/posts': own(5, 9),
  'GET /api/regions/:code/posts/history': own(5, 7),
  // Some times a year, by an administrator: who is meant is looked for, and the act is recorded before it is done.
  'POST /api/regions/:code/posts': write(13),
  // At once, with what the person had in work.
  'POST /api/posts/:id/end': write(20),
  'POST /api/posts/:id/leave': write(9),
  'POST /api/posts/:id/back': write(9),
  'POST /api/regions/:code/turnovers/preview': own(5, 9),
  'GET /api/regions/:code/turnovers': own(5, 9),
  // The administrator's posts, what the month has spent, and what is on its way.
  'GET /api/regions/:code/sms': own(3, 7),
  'PUT /api/regions/:code/sms': write(8),
  // Every change is recorded, then written: the same commands for one village and for three hundred.
  'POST /api/regions/:code/turnovers': write(21),
  'DELETE /api/turnovers/:id': write(13),
  // Paper: drawn from what is kept in memory.
  'GET /api/notices/:id/board.pdf': { warm: 1, cold: 6, visitor: 1 },
  'GET /api/regions/:code/board.pdf': { warm: 1, cold: 6, visitor: 1 },
  'GET /api/notices/:id/review-sheet.pdf': own(4, 10),
  'GET /api/notices/:id/review/paper': own(5, 9),
  'GET /api/notices/:id/group-card.png': { warm: 1, cold: 6, visitor: 1 },
  'GET /api/notices/:id/share-card.png': { warm: 1, cold: 6, visitor: 1 },
  'GET /api/notices/:id/loudspeaker.pdf': { warm: 1, cold: 6, visitor: 1 },
  'GET /api/notices/:id/outputs': own(2, 9),
  'POST /api/notices/:id/posted': write(6),
  // The actor is read afresh; for a clerk the household's people are asked for, and the audit has its entry.
  'GET /api/households/:household/statement.pdf': {
    warm: 3,
    cold: 15,
    pages: { 'statement at the counter': 5 },
  },
  'GET /api/regions/:code/slips': own(2, 6),
  // The first time, the code of the slips' page is kept.
  'POST /api/regions/:code/slips': write(9),

  'GET /api/regions/:code/wall': own(2, 6),
  'POST /api/regions/:code/wall': write(6),
  'DELETE /api/wall-reports/:id': write(4),
  // Begins the draft of the week where there is none, and saves a row of it.
  'POST /api/wall-reports/:id/taken': write(13),
  'GET /api/regions/:code/vouchers': own(0, 4),
  'PUT /api/regions/:code/vouchers': write(5),
  'GET /api/notices/:id/vouchers': own(0, 8),
  'POST /api/notices/:id/vouchers': write(5),
  'POST /api/notices/:id/vouchers/:voucher/boxes': write(7),
  'POST /api/notices/:id/vouchers/:voucher/masked': write(5),
  'DELETE /api/notices/:id/vouchers/:voucher': write(5),

  'GET /api/regions/:code/visits': own(3, 10),
  'GET /api/regions/:code/visits.pdf': own(3, 10),
  'POST /api/visits/:id/told': write(6),
  'DELETE /api/visits/:id/told': write(6),

  // Asked once before publishing, by the engine's own lists: one for each of the notice's nine keys.
  'GET /api/notices/:id/reach': own(14, 17),
  'GET /api/notices/:id/told': own(5, 12),
  'GET /api/notices/:id/told/people': own(5, 12),
  // For the office it is asked by an actor read afresh, and the audit has its entry.
  'GET /api/notices/:id/why': { warm: 5, cold: 12, pages: { 'why, for the office': 9 } },
  'GET /api/me/inbox/:id/why': own(5, 12),
  // Judged and composed as the engine does it, who can be reached included.
  'GET /api/me/digest': own(12, 16),

  'POST /api/notices/:id/withdraw': write(9),
  'POST /api/notices/:id/hide': write(9),
  'POST /api/notices/:id/unhide': write(9),
  // Finds whose data it was, notes whom to tell, deletes in every collection.
  'POST /api/notices/:id/takedown': write(39),
  'GET /api/notices/:id/leak': own(8, 13),
  'POST /api/notices/:id/leak/told': write(7),
  'GET /api/notices/:id/leak-report': own(7, 11),
  'POST /api/notices/:id/leak-reports': write(5),
  'GET /api/leak-reports/:id': own(3, 5),
  'POST /api/leak-reports/:id/close': write(5),

  // Two of them tell who is to answer.
  'POST /api/questions': write(7),
  'GET /api/me/questions': own(2, 7),
  'GET /api/questions/:id': own(2, 7),
  'POST /api/questions/:id/seen': write(5),
  'POST /api/questions/:id/answer': write(6),
  'POST /api/questions/:id/again': write(7),
  'POST /api/questions/:id/close': write(5),
  'GET /api/regions/:code/questions': own(1, 6),
}
