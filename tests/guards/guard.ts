/** One guard of the push engine, and the test that must turn red without it. `npm run guards` tries each. */
export interface Guard {
  /** D1 to D22, or a word for another promise. */
  hole: string
  /** What holds while the guard is there. */
  what: string
  file: string
  /** Stands exactly once in the file. */
  find: string
  /** The same without the guard. */
  replace: string
  test: string
  /** How the test's title begins. */
  name: string
}

const push = 'server/src/features/push'
const tests = 'tests/features'

export const at = {
  page: `${push}/digests/page.ts`,
  runs: `${push}/digests/runs.ts`,
  slots: `${push}/digests/slots.rules.ts`,
  engine: `${push}/delivery/engine.ts`,
  match: `${push}/matching/match.ts`,
  reasons: `${push}/matching/matching.rules.ts`,
  received: `${push}/matching/received.ts`,
  open: `${push}/delivery/open.ts`,
  seal: `${push}/delivery/seal.ts`,
  judge: `${push}/delivery/judge.ts`,
  recheck: `${push}/delivery/recheck.ts`,
  due: `${push}/delivery/due.ts`,
  chain: `${push}/delivery/chain.ts`,
  chainRules: `${push}/delivery/chain.rules.ts`,
  outcome: `${push}/delivery/outcome.rules.ts`,
  send: `${push}/delivery/send.ts`,
  calls: `${push}/delivery/calls.ts`,
  retry: `${push}/delivery/retry.ts`,
  limited: `${push}/delivery/limited.ts`,
  sweeps: `${push}/delivery/sweeps.ts`,
  conclude: `${push}/delivery/conclude.ts`,
  burst: `${push}/delivery/burst.rules.ts`,
  rateSlots: `${push}/limits/slots.ts`,
  counters: `${push}/limits/counters.ts`,
  grants: `${push}/grants/grants.ts`,
  choice: `${push}/grants/choice.ts`,
  ended: `${push}/grants/ended.ts`,
  told: `${push}/seen/told.rules.ts`,
  holds: `${push}/sms/holds.ts`,
  place: `${push}/visits/place.ts`,
  cancel: `${push}/operator/cancel.ts`,
  operatorRetry: `${push}/operator/retry.ts`,
  unsubscribe: `${push}/email/unsubscribe.routes.ts`,
  model: `${push}/push.model.ts`,
  pages: 'server/src/storage/pages.ts',
  subjects: 'server/src/features/notices/subjects.ts',
  publishing: 'server/src/features/notices/workflow/finish.ts',
} as const

export const by = {
  push: `${tests}/push.test.ts`,
  digests: `${tests}/push-digests.test.ts`,
  days: `${tests}/push-30-days.test.ts`,
  matching: `${tests}/push-matching.test.ts`,
  crash: `${tests}/push-crash.test.ts`,
  chain: `${tests}/push-chain.test.ts`,
  batch: `${tests}/push-batch.test.ts`,
  burst: `${tests}/push-burst.test.ts`,
  limits: `${tests}/push-limits.test.ts`,
  sums: `${tests}/push-sums.test.ts`,
  sweeps: `${tests}/push-sweeps.test.ts`,
  corrections: `${tests}/corrections-push.test.ts`,
  operator: `${tests}/push-operator.test.ts`,
  sms: `${tests}/push-sms.test.ts`,
  grants: 'tests/api/channels/wechat-bulk.test.ts',
  unsubscribe: 'tests/api/unsubscribe.test.ts',
  once: 'tests/api/insert-once.test.ts',
} as const

const once = '../../../storage/insert-once'
export const importsFirst = `import { insertFirst } from '${once}'`
/** The insert is no lock any more: whoever comes second goes on as well. */
export const noLock = `import { insertMissing } from '${once}'
const insertFirst = async (model, docs) => {
  await insertMissing(model, docs)
  return [...docs]
}`
