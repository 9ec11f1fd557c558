import { hutang } from './builders'
import { foundWordsOf } from './tenancy/words'
import { once, readTwice, type Walker } from './walk'

const township = '310116109'
const owner = 'enterprise-owner'
const officer = 'township-officer'

/** Where the money of a firm is, what the office has of it, and an appeal from written to rated and reopened. */
export async function throughTheCases(walker: Walker): Promise<void> {
  await throughThePayments(walker)
  await throughAnAppeal(walker)
  const handed = (await written(walker)).id
  const number = { params: { id: handed }, body: { number: 'SH-20261120' } }
  await once(walker, 'to 12345', 'POST /api/appeals/:id/hotline', number, officer)
  const back = { params: { id: (await written(walker)).id } }
  await throughTheFoundWords(walker)
  await once(walker, 'take an appeal back', 'POST /api/appeals/:id/withdraw', back, 'villager')
}

/** What WeChat did not let pass later, on the township's list until somebody has seen to it. */
async function throughTheFoundWords(walker: Walker): Promise<void> {
  const id = await foundWordsOf(walker.t.deps, township)
  const list = { page: 'found words', key: 'GET /api/regions/:code/word-checks' } as const
  await readTwice(walker, { ...list, options: { params: { code: township } } }, officer)
  await once(walker, 'seen to', 'POST /api/word-checks/:id/done', { params: { id } }, officer)
}

async function throughThePayments(walker: Walker): Promise<void> {
  const open = {
    page: 'paid policies',
    key: 'GET /api/payments',
    options: { query: { region: township } },
  } as const
  const paid = { params: { id: 'organic-fertiliser' } }
  const one = { page: 'paid policy', key: 'GET /api/policies/:id/payments', options: paid } as const
  for (const who of [null, owner] as const) {
    await readTwice(walker, open, who)
    await readTwice(walker, one, who)
  }
  const firm = { params: { id: 'demo-vegetable-cooperative' } }
  await readTwice(
    walker,
    { page: 'own money', key: 'GET /api/enterprises/:id/payments', options: firm },
    owner,
  )
  const params = { code: township }
  await readTwice(
    walker,
    { page: 'payments', key: 'GET /api/regions/:code/payments', options: { params } },
    officer,
  )
  const imports = {
    page: 'imports',
    key: 'GET /api/regions/:code/payment-imports',
    options: { params },
  } as const
  await readTwice(walker, imports, officer)
  const body = { policy: 'green-food', creditCode: '93310116DEM0000141', handedInOn: '2026-11-18' }
  await once(walker, 'type a payment', 'PUT /api/regions/:code/payments', { params, body }, officer)
}

async function written(walker: Walker) {
  const body = { region: hutang, item: 16, text: '交了材料，一直没有消息。' }
  return once(walker, 'write an appeal', 'POST /api/appeals', { body }, 'villager')
}

async function throughAnAppeal(walker: Walker): Promise<void> {
  const { id } = await written(walker)
  const params = { id }
  await once(walker, 'in touch', 'POST /api/appeals/:id/acknowledge', { params }, officer)
  const desk = {
    page: 'appeal desk',
    key: 'GET /api/regions/:code/appeal-desk',
    options: { params: { code: township } },
  } as const
  await readTwice(walker, desk, officer)
  const queue = {
    page: 'appeals',
    key: 'GET /api/regions/:code/appeals',
    options: { params: { code: township } },
  } as const
  await readTwice(walker, queue, officer)
  const { helpers } = (
    await walker.t.ask(desk.key, { ...desk.options, token: walker.tokens.get(officer) ?? '' })
  ).body
  const helper = { params, body: { person: helpers[0]?.person ?? '' } }
  await once(walker, 'assign a helper', 'POST /api/appeals/:id/helper', helper, officer)
  const said = { params, body: { text: '已经转到民政办。' } }
  await once(walker, 'answer an appeal', 'POST /api/appeals/:id/answer', said, officer)
  await once(walker, 'read the answer', 'POST /api/appeals/:id/seen', { params }, 'villager')
  const done = { params, body: { result: 'solved', text: '补助已经批准。' } }
  await once(walker, 'close an appeal', 'POST /api/appeals/:id/close', done, officer)
  await readTwice(walker, { page: 'own appeals', key: 'GET /api/me/appeals', options: {} }, 'villager')
  await readTwice(walker, { page: 'appeal', key: 'GET /api/appeals/:id', options: { params } }, 'villager')
  await once(walker, 'rate', 'POST /api/appeals/:id/rate', { params, body: { rating: 'good' } }, 'villager')
  const again = { params, body: { text: '钱还没到账。' } }
  await once(walker, 'reopen', 'POST /api/appeals/:id/reopen', again, 'villager')
}
