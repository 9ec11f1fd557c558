import { systemClock } from '../../server/src/clock'
import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import { allModels, initModels } from '../../server/src/models'
import { connectStorage } from '../../server/src/storage/connect'
import { countyCsv } from '../support/messy-register'

// Run by `register-load.mjs`: a data folder with a county, its villages and an administrator; prints the token.
// With `csv` as its first word it prints the county's register instead.
const [what = '', dataDir = '', villages = '0', people = '0'] = process.argv.slice(2)
const county = '310116'
const codes = Array.from({ length: Number(villages) }, (_, at) => {
  const township = String(101 + Math.floor(at / 25))
  return { township: `${county}${township}`, code: `${county}${township}${String(201 + (at % 25))}` }
})
const office = { name: '示例', phone: '021-5555 0101', address: '示例路1号', hours: '工作日' }
const log = { info() {}, warn() {}, error: console.error, debug() {} }

async function seed(): Promise<void> {
  const { connection, close } = await connectStorage({ dataDir, log })
  await initModels(connection)
  const { Region, Person, Account, Session, Role } = allModels(connection)
  const townships = [...new Set(codes.map(({ township }) => township))]
  await Region.insertMany([
    { _id: county, name: '示例区', level: 'county', parent: null, office },
    ...townships.map((_id, at) => ({
      _id,
      name: `示例${at + 1}镇`,
      level: 'township',
      parent: county,
      office,
    })),
    ...codes.map(({ township, code }, at) => ({
      _id: code,
      name: `示例${at + 1}村`,
      level: 'village',
      parent: township,
      office,
    })),
  ])
  const now = systemClock.now()
  await Person.create({ _id: 'p', name: '管理员' })
  await Account.create({
    _id: 'a',
    openid: 'o',
    person: 'p',
    own: 'p',
    name: '管理员',
    createdAt: now,
    seenAt: now,
  })
  await Session.create({ _id: 's', account: 'a', startedAt: now, expiresAt: new Date(now.getTime() + 1e8) })
  await Role.create({ _id: 'r', person: 'p', region: county, role: 'administrator', since: new Date(0) })
  const secret = process.env.JWT_SECRET ?? ''
  console.log(issueAccessToken({ account: 'a', session: 's' }, secret, systemClock))
  await close()
}

async function print(): Promise<void> {
  for (const part of countyCsv(
    codes.map(({ code }) => code),
    Number(people),
  )) {
    if (!process.stdout.write(part)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
}

void (what === 'csv' ? print() : seed())
