import { contract, personas, type RouteKey } from '@hutang/shared'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { budgets } from '../budgets'
import { printed, type Spent } from '../support/spent'
import { walk } from '../support/walk'

/** Not of the app's pages: for machines, for the demo's own pages, or the same answer as a screen's. */
const elsewhere = [
  /^\w+ \/(healthz|readyz|metrics|demo)/,
  /\/api\/(wechat|sms)\//,
  // Of those who run the service.
  /\/operator/,
  // A connection that stays open.
  /\/api\/live$/,
  // Before there is anything, and by the administrator once or twice.
  /\/setup/,
  /^POST \/api\/regions$/,
  /\/invites/,
  /\/office$/,
  /\/api\/sessions\/(wechat|refresh|invite|scans|oidc)/,
  /\/api\/me\/oidc/,
  /\/pictures/,
  /^POST .*\/review\/paper$/,
  // Reads a file, and nothing else.
  /\/api\/sheets/,
  /\/api\/regions\/:code\/(catalogue|items|claims|households|residents)/,
  /\/api\/me(\/inbox)?$/,
  /\/api\/me\/scans/,
  // One document by its id.
  /\/api\/scenes/,
  // Wait for a mail server, or are opened from a mail.
  /\/api\/me\/email|\/unsubscribe\/|package\/mail$/,
  // Reads a file, or is one that never changes.
  /\/(enterprises|payments)\/(import|template)/,
  // Read row by row, or once in a village's life.
  /\/(old-notices|old-batches|old-entries|checkup)/,
  // A row at a time, once.
  /\/payment-imports\/:id\/undo/,
  // By hand, and an import's steps: each asked once.
  /\/api\/regions\/:code\/register\//,
  /\/api\/(me\/)?claims/,
  // For other platforms; and the steps of a policy's life, by hand, each asked once.
  /\/api\/feeds\//,
  /^(POST|PUT) \/api\/(policies|regions\/:code\/policies)/,
  // After a takedown.
  /\/api\/policies\/:id\/leak/,
  // Once in a person's life with the app.
  /\/api\/me\/(residence|consent|phone|household\/(disputes|claims\/:id))/,
]

let spent: Spent[] = []
beforeAll(async () => {
  spent = await walk()
  if (process.env.BUDGETS === 'print') process.stdout.write(`${printed(spent)}\n`)
}, 240_000)

describe('the database commands of a page', () => {
  it.each(Object.entries(budgets))('stay within the budget of %s', (key, budget) => {
    const visits = spent.filter((one) => one.key === key)
    expect(visits.length).toBeGreaterThan(0)
    const over = visits.flatMap(({ who, page, warm, cold }) => {
      const most = who === null ? (budget.visitor ?? budget.warm) : (budget.pages?.[page] ?? budget.warm)
      // What a visitor is answered for the first time is read like a signed-in reader's.
      const mostCold = budget.cold ?? (budget.pages?.[page] ?? budget.warm) + 4
      const told = (what: string, sent: string[] | null, limit: number) =>
        sent && sent.length > limit
          ? [`${page} as ${who ?? 'visitor'}, ${what}: ${sent.length} > ${limit}: ${sent.join(', ')}`]
          : []
      return [...told('warm', warm, most), ...told('cold', cold, mostCold)]
    })
    expect(over).toEqual([])
  })

  it('are counted for all ten personas and a visitor', () => {
    for (const who of [null, ...personas]) {
      expect(spent.filter((one) => one.who === who).length).toBeGreaterThan(5)
    }
  })

  it('have a budget on every route of the app’s pages', () => {
    const keys = Object.keys(contract) as RouteKey[]
    const without = keys.filter((key) => !budgets[key] && !elsewhere.some((one) => one.test(key)))
    expect(without).toEqual([])
  })
})
