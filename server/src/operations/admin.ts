import { dateTimeText, postsNamed, type RoleName, roleNames, roleText, shanghaiDate } from '@hutang/shared'
import { features } from '../app'
import { systemClock } from '../clock'
import { type Config, readConfig } from '../config'
import type { Deps } from '../deps'
import { createInvite, inviteLink } from '../features/accounts'
import { theMachine } from '../features/audit'
import { findRegion, type RegionDoc } from '../features/regions'
import { endPost, givePosts, personsOf, postsIn, type RoleDoc } from '../features/residents'
import { newSetupCode, officePerson, setupLink, setupState } from '../features/setup'
import { initModels } from '../models'
import { connectStorage, StorageError, stderrLog } from '../storage/connect'
import { createMarks } from '../storage/marks'
import { migrate } from '../storage/migrations'
import { settingModels } from '../storage/settings.model'
import { makeCodes, wechatOf } from './codes'
import { writeFiling } from './filing'
import { makeSecrets, readSecrets, secretsPath } from './secrets-file'

const usage = `用法：
  npm run admin -- secrets                               生成密钥，只运行一次
  npm run admin -- invite 区划代码 姓名 岗位 [手机]      给一个人岗位和登录单
  npm run admin -- role list [区划代码]                  看谁有什么岗位
  npm run admin -- role end 区划代码 姓名 岗位           结束一个岗位
  npm run admin -- codes 区划代码 [目录] [认证单]        先把纸上用的小程序码做好，做过的不再做
  npm run admin -- reset                                 谁也进不去时：新的启用码，或管理员的登录单
  npm run admin -- filing 目录                           写备案材料，不打开数据`

const refuse = (sentence: string) => new StorageError('USAGE', sentence)

type Say = (line: string) => void

/** What the commands are given: the data of this machine, whether or not the service runs. */
interface Desk {
  deps: Pick<Deps, 'db' | 'clock' | 'marks' | 'config'>
  origin: string
  say: Say
}

/** `npm run admin -- …`, for whoever owns the machine. Every change is recorded as the machine's. */
export async function admin(
  words: readonly string[],
  say: Say,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const [command = '', ...rest] = words
  const config = readConfig(env)
  if (command === 'secrets') return say(secretsSaid(makeSecrets(config)))
  if (command === 'filing') return say(filingSaid(writeFiling(needed(rest[0]), systemClock.now())))
  const run = commands[command === 'role' ? `role ${rest.shift() ?? ''}` : command]
  if (!run) throw refuse(usage)
  await atDesk(config, say, (desk) => run(desk, ...rest))
}

const secretsSaid = (file: string): string =>
  `密钥写好了：${file}（只有您能读）。请另外保管一份：丢了它，存下的手机号再也打不开；备份里没有它。`

const filingSaid = (files: readonly string[]): string =>
  ['备案材料写好了，请从 README.md 看起：', ...files.map((file) => `  ${file}`)].join('\n')

const commands: Record<string, (desk: Desk, ...rest: string[]) => Promise<void>> = {
  invite,
  'role list': listRoles,
  'role end': endRole,
  reset,
  codes,
}

async function atDesk(read: Config, say: Say, run: (desk: Desk) => Promise<void>): Promise<void> {
  const { dataDir, mongodbUri: uri, publicUrl, host, port } = read
  const storage = await connectStorage({ uri, dataDir, log: stderrLog })
  try {
    const { connection: db } = storage
    const kind = await settingModels(db).Setting.findById('kind').lean()
    if (kind?.value !== 'real')
      throw refuse(
        kind
          ? '这里是演示数据，不能这样用；正式的数据请用 DATA_DIR 指定。'
          : `${dataDir} 还没有正式启动过：请先运行 DEMO=0 npm start。`,
      )
    await initModels(db)
    await migrate(
      db,
      features.flatMap((feature) => ('migrations' in feature ? feature.migrations : [])),
      systemClock,
    )
    const config = { ...read, demo: false, secrets: secretsOf(read) }
    const deps = { db, clock: systemClock, marks: createMarks(db, stderrLog), config }
    await run({ deps, origin: publicUrl || `http://${host}:${port}`, say })
  } finally {
    await storage.close()
  }
}

function secretsOf(config: Config): Config['secrets'] {
  const { jwt, fieldKey, hashKey } = config.secrets
  if (jwt !== '' && fieldKey !== '' && hashKey !== '') return config.secrets
  const kept = readSecrets(config)
  if (!kept) throw refuse(`没有找到密钥（${secretsPath(config)}），请用启动服务时的同一份。`)
  return { jwt: jwt || kept.jwt, fieldKey: fieldKey || kept.fieldKey, hashKey: hashKey || kept.hashKey }
}

function needed(value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw refuse(usage)
  return value.trim()
}

async function regionAt({ deps }: Desk, code: string | undefined): Promise<RegionDoc> {
  const region = await findRegion(deps.db, needed(code))
  if (!region) throw refuse(`没有登记 ${code} 这个村镇。`)
  return region
}

function roleNamed(region: RegionDoc, word: string): RoleName {
  const [role] = roleNames.includes(word as RoleName)
    ? [word as RoleName]
    : word === roleText.operator
      ? ['operator' as const]
      : (postsNamed(region.level, word) ?? [])
  if (!role) throw refuse(`不认识岗位“${word}”。可以写：${Object.values(roleText).join('、')}。`)
  return role
}

async function invite(desk: Desk, code?: string, name?: string, post?: string, phone = ''): Promise<void> {
  const { deps, say, origin } = desk
  const region = await regionAt(desk, code)
  const role = roleNamed(region, needed(post))
  const person = await officePerson(deps, { region: region._id, name: needed(name), phone })
  const held = (await postsIn(deps.db, region._id, deps.clock.now())).some(
    (one) => one.person === person._id && one.role === role && one.region === region._id,
  )
  if (!held) {
    const given = { person: person._id, region: region._id, role, since: deps.clock.now() }
    await givePosts(deps, [given], theMachine)
  }
  const { code: secret, expiresAt } = await createInvite(deps, person._id, theMachine)
  say(
    `${person.name}：${region.name}的${roleText[role]}${held ? '（原来就是）' : ''}。请把登录地址交给本人：`,
  )
  say(`  ${inviteLink(origin, secret)}`)
  say(`  或在登录页输入 ${secret}；只能用一次，${dateTimeText(expiresAt, deps.clock.now())} 前有效。`)
}

async function listRoles(desk: Desk, code?: string): Promise<void> {
  const { deps, say } = desk
  const posts = await postsIn(
    deps.db,
    code === undefined ? '' : (await regionAt(desk, code))._id,
    deps.clock.now(),
  )
  const names = await namesOf(desk, posts)
  for (const { region, role, person, since, until } of posts.sort((a, b) => (a.region < b.region ? -1 : 1)))
    say(
      `${region.padEnd(14)}${roleText[role]}  ${names.get(person) ?? person}  从 ${shanghaiDate(since)}${until ? ` 到 ${shanghaiDate(until)}` : ''}`,
    )
  if (posts.length === 0) say('还没有岗位。')
}

const namesOf = async ({ deps }: Desk, posts: readonly RoleDoc[]): Promise<Map<string, string>> =>
  new Map(
    (await personsOf(deps.db, [...new Set(posts.map(({ person }) => person))])).map((one) => [
      one._id,
      one.name,
    ]),
  )

async function endRole(desk: Desk, code?: string, name?: string, post?: string): Promise<void> {
  const { deps, say } = desk
  const region = await regionAt(desk, code)
  const role = roleNamed(region, needed(post))
  const posts = (await postsIn(deps.db, region._id, deps.clock.now())).filter(
    (one) => one.region === region._id && one.role === role && one.until === null,
  )
  const names = await namesOf(desk, posts)
  const theirs = posts.filter(({ person }) => names.get(person) === needed(name))
  if (theirs.length === 0) throw refuse(`${region.name}没有叫“${name}”的${roleText[role]}。`)
  for (const one of theirs) await endPost(deps, one, deps.clock.now(), theMachine)
  say(`${name}不再是${region.name}的${roleText[role]}。`)
}

/** Never deletes anything: it opens a door for somebody who has a right to it. */
async function reset(desk: Desk): Promise<void> {
  const { deps, say, origin } = desk
  if ((await setupState(deps.db)) === 'open') {
    say(`新的启用地址，24 小时内有效：${setupLink(origin, await newSetupCode(deps))}`)
    return
  }
  const now = deps.clock.now()
  const posts = (await postsIn(deps.db, '', now)).filter(
    ({ role, since }) => role === 'administrator' && since <= now,
  )
  const shortest = Math.min(...posts.map(({ region }) => region.length))
  const top = posts.filter(({ region }) => region.length === shortest)
  const names = await namesOf(desk, top)
  if (top.length === 0) throw refuse('还没有管理员。请运行 npm run admin -- invite 区划代码 姓名 管理员。')
  for (const person of new Set(top.map((one) => one.person))) {
    const { code } = await createInvite(deps, person, theMachine)
    say(`管理员${names.get(person) ?? ''}的登录地址，只能用一次，7 天内有效：`)
    say(`  ${inviteLink(origin, code)}`)
  }
}

/** 目录 and 认证单 in any order; each may be left out. */
async function codes(desk: Desk, code?: string, ...words: string[]): Promise<void> {
  const { deps, say } = desk
  const region = await regionAt(desk, code)
  const folder = words.find((word) => word !== withSlips)
  const slips = words.includes(withSlips)
  await makeCodes({ deps: { ...deps, wechat: wechatOf(deps) }, region, folder, slips, say })
}

const withSlips = '认证单'
