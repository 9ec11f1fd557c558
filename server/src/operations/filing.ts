import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { shanghaiDate } from '@hutang/shared'
import { createConnection, type Model } from 'mongoose'
import { allModels } from '../models'
import { projectRoot } from '../paths'
import { StorageError } from '../storage/connect'
import { collections } from './filing-collections'
import { table } from './filing-markdown'
import { auditText, rolesText, routesText } from './filing-rights'

/** Every model, on a connection that is never opened. */
function unconnectedModels(): Model<unknown>[] {
  const connection = createConnection()
  connection.set('autoIndex', false)
  connection.set('autoCreate', false)
  return Object.values(allModels(connection)) as unknown as Model<unknown>[]
}

const daySeconds = 86_400

/** What a TTL index says, in words; null: the collection has none. */
function expiryOf({ schema }: Model<unknown>): string | null {
  for (const [key, { expireAfterSeconds: after }] of schema.indexes()) {
    if (after === undefined) continue
    const seconds = Number(after)
    const when = seconds >= daySeconds ? `${Math.round(seconds / daySeconds)} 天` : `${seconds / 3600} 小时`
    const since = Object.keys(key)[0] === 'expiresAt' ? '到期' : '记下'
    return seconds === 0 ? '到期自动删除' : `${since}后 ${when}自动删除`
  }
  return null
}

/** 数据清单: each collection with its fields; one that `filing-collections.ts` does not know is refused. */
export function dataText(): string {
  const rows = unconnectedModels().map((model) => {
    const name = model.collection.collectionName
    const said = collections[name]
    if (!said) throw new RangeError(`filing-collections.ts says nothing of ${name}`)
    const fields = Object.keys(model.schema.paths).join('、')
    return [`\`${name}\``, said.about, said.people, expiryOf(model) ?? said.stays, fields]
  })
  return [
    '# 数据清单',
    '身份证号和银行卡号不以任何形式保存。手机号加密保存，密钥不在数据里，也不在备份里。',
    '“长期”的没有自动清理：要删除，由县里按档案规定决定。每日备份留最近十四份。',
    table(['集合', '做什么用', '有哪些个人信息', '保存多久', '字段（照数据模型）'], rows),
  ].join('\n\n')
}

interface Lock {
  packages: Record<string, { version?: string; license?: string; dependencies?: Record<string, string> }>
}

const runsIn: readonly [workspace: string, where: string][] = [
  ['server', '服务'],
  ['server/embedded-db', '服务'],
  ['shared', '服务和页面'],
  ['miniapp', '页面'],
]

/** 软件清单: what runs, as package-lock.json pins it. */
export function softwareText(): string {
  const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8')
  const lock = read('package-lock.json')
  const { packages } = JSON.parse(lock) as Lock
  const { version, engines } = JSON.parse(read('package.json')) as {
    version: string
    engines: { node: string }
  }
  const rows = runsIn.flatMap(([workspace, where]) =>
    Object.keys(packages[workspace]?.dependencies ?? {})
      .filter((name) => !name.startsWith('@hutang/'))
      .map((name) => {
        const found = packages[`${workspace}/node_modules/${name}`] ?? packages[`node_modules/${name}`]
        return [`\`${name}\``, found?.version ?? '', found?.license ?? '', where]
      }),
  )
  return [
    '# 软件清单',
    `护塘 ${version}，MIT 许可；Node ${engines.node}，写这份清单时是 ${process.versions.node}。`,
    `直接用到的软件包如下；间接的都写在 package-lock.json（SHA-256 ${createHash('sha256').update(lock).digest('hex')}）。`,
    table(['软件包', '版本', '许可', '用在'], rows),
  ].join('\n\n')
}

const readmeText = (day: string): string =>
  `# 备案材料 · 护塘

${day} 由 \`npm run admin -- filing\` 从程序里写出。程序升级以后请重写一遍。

| 文件 | 内容 |
| --- | --- |
| 1-routes.md | 接口和权限：每个接口谁能调用 |
| 2-data.md | 数据清单：存什么，有哪些个人信息，保存多久 |
| 3-roles.md | 岗位和分工：谁起草，谁审核，谁发布 |
| 4-audit.md | 操作记录：记哪些操作 |
| 5-software.md | 软件清单：版本和许可 |

## 还要由单位自己备的

程序写不出这些，没有它们材料不全：

- 等级保护的定级备案和测评报告
- 安全测试报告、验收材料（\`npm test\` 的结果可以附上，它不能代替安全测试）
- 个人信息保护影响评估（个人信息保护法第五十五条）
- 服务器在境内的证明（个人信息保护法第三十六条）、ICP 备案、小程序备案
- 谁保管密钥，谁看操作记录，投诉由谁答复
`

/** `npm run admin -- filing FOLDER`: 备案材料, from the code alone; no data are opened. */
export function writeFiling(folder: string, now: Date): string[] {
  const files: Record<string, string> = {
    'README.md': readmeText(shanghaiDate(now)),
    '1-routes.md': routesText(),
    '2-data.md': dataText(),
    '3-roles.md': rolesText(),
    '4-audit.md': auditText(),
    '5-software.md': softwareText(),
  }
  try {
    mkdirSync(folder, { recursive: true })
    return Object.entries(files).map(([name, text]) => {
      const file = resolve(folder, name)
      writeFileSync(file, `${text.trimEnd()}\n`)
      return file
    })
  } catch (problem) {
    throw new StorageError(
      'USAGE',
      `${folder} 不能写入（${(problem as NodeJS.ErrnoException).code}），请换一个目录。`,
    )
  }
}
