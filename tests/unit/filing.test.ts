import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { contract, demoRoutes, roleNames, roleText } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createConnection, type Model } from 'mongoose'
import { acts, sentenceOf } from '../../server/src/features/audit'
import { allModels } from '../../server/src/models'
import { admin } from '../../server/src/operations/admin'
import { collections } from '../../server/src/operations/filing-collections'

const folder = mkdtempSync(join(tmpdir(), 'hutang-filing-'))
const said: string[] = []
const pack = (name: string) => readFileSync(join(folder, name), 'utf8')
const firstCells = (text: string) => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell]) => cell)

beforeAll(() => admin(['filing', folder], (line) => said.push(line)))
afterAll(() => rmSync(folder, { recursive: true }))

const stored = (() => {
  const connection = createConnection()
  connection.set('autoIndex', false)
  connection.set('autoCreate', false)
  return Object.values(allModels(connection)) as unknown as Model<unknown>[]
})()

describe('the filing pack (备案材料)', () => {
  it('is named file by file, beginning with the one to read first', () => {
    const files = said.join('\n').split('\n').slice(1)
    expect(files.map((line) => basename(line.trim()))).toEqual([
      'README.md',
      '1-routes.md',
      '2-data.md',
      '3-roles.md',
      '4-audit.md',
      '5-software.md',
    ])
    for (const name of files.slice(1)) expect(pack('README.md')).toContain(`| ${basename(name.trim())} |`)
  })

  it('has every route of a real service once, and none of the demo', () => {
    const real = Object.keys(contract).filter((key) => !(key in demoRoutes))
    expect(firstCells(pack('1-routes.md')).sort()).toEqual(real.sort())
  })

  it('says of every collection what it is for, and of none that there is not', () => {
    const names = stored.map((model) => model.collection.collectionName).sort()
    expect(Object.keys(collections).sort()).toEqual(names)
    expect(firstCells(pack('2-data.md')).sort()).toEqual(names)
  })

  it('does not say of what goes by itself, or with the account, that nothing goes', () => {
    const goes = stored.filter(({ schema }) =>
      schema.indexes().some(([, options]) => options?.expireAfterSeconds !== undefined),
    )
    const said = (name: string) => collections[name]?.stays ?? ''
    const wrong = goes
      .map(({ collection }) => collection.collectionName)
      .filter((name) => /没有自动清理/.test(said(name)))
    expect(wrong).toEqual([])
    for (const name of [
      'accounts',
      'claims',
      'subscriptions',
      'matches',
      'grants',
      'householdproxies',
      'enterpriselinks',
    ])
      expect([name, said(name)]).toEqual([name, expect.stringContaining('本人注销即删')])
  })

  it('names every field that is stored', () => {
    const rows = new Map(
      pack('2-data.md')
        .split('\n')
        .map((line) => [/^\| `([^`]+)`/.exec(line)?.[1], line]),
    )
    for (const { collection, schema } of stored)
      expect(rows.get(collection.collectionName)).toContain(Object.keys(schema.paths).join('、'))
  })

  it('takes how long something is kept from its index', () => {
    expect(pack('2-data.md')).toMatch(/`audit` \|.*\| 记下后 731 天自动删除 \|/)
    expect(pack('2-data.md')).toMatch(/`tries` \|.*\| 到期自动删除 \|/)
    expect(pack('2-data.md')).toMatch(/`registerlines` \|.*\| 30 天后删除 \|/)
  })

  it('shows what a post may do as the rules answer it', () => {
    expect(pack('3-roles.md')).toContain('| 村 · 村经办 | 起草 | 村 | 村 | 村 | — |')
    expect(pack('3-roles.md')).toContain('| 县 · 管理员 | — | — | 县、镇、村 | 县、镇、村 | 县、镇、村 |')
    expect(pack('3-roles.md')).toContain('| 审核通过 | 待审核 | 待发布 | 审核 | 写过这一版的人不能办 |')
    for (const role of roleNames) expect(pack('3-roles.md')).toContain(roleText[role])
  })

  it('lists every act of the audit by its sentence', () => {
    for (const act of Object.keys(acts) as (keyof typeof acts)[])
      expect(pack('4-audit.md')).toContain(`| ${sentenceOf({ act, detail: null, times: 1 })} | \`${act}\` |`)
  })

  it('names the version of every library that runs', () => {
    const mongoose = readFileSync(join(__dirname, '../../node_modules/mongoose/package.json'), 'utf8')
    expect(pack('5-software.md')).toContain(`| \`mongoose\` | ${JSON.parse(mongoose).version} | MIT | 服务 |`)
    expect(pack('5-software.md')).not.toMatch(/\| {2}\|/)
  })

  it('is not written where it cannot be, and says so', async () => {
    const file = join(folder, 'taken')
    writeFileSync(file, '')
    await expect(admin(['filing', file], () => undefined)).rejects.toThrow('请换一个目录。')
    await expect(admin(['filing'], () => undefined)).rejects.toThrow('用法：')
  })
})
