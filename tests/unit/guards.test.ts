import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { transform } from 'esbuild'
import { guards } from '../guards/table'

const root = join(__dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const holes = Array.from({ length: 22 }, (_, n) => `D${n + 1}`)

describe('the guards that `npm run guards` takes away', () => {
  it('are some for each hole', () => {
    const named = new Set(guards.map(({ hole }) => hole))
    expect(holes.filter((hole) => !named.has(hole))).toEqual([])
  })

  it('are each something of their own', () => {
    const changes = guards.map(({ file, find, replace }) => JSON.stringify([file, find, replace]))
    expect(new Set(changes).size).toBe(guards.length)
    expect(guards.filter(({ find, replace }) => find === replace)).toEqual([])
  })

  it.each(guards)('$hole, $what: stands once in the program, which can be read without it', async (guard) => {
    const parts = read(guard.file).split(guard.find)
    expect([guard.file, guard.find, parts.length - 1]).toEqual([guard.file, guard.find, 1])
    await transform(parts.join(guard.replace), { loader: 'ts' })
  })

  it.each(guards)('$hole, $what: has its test', ({ test, name }) => {
    expect(existsSync(join(root, test))).toBe(true)
    const titles = ["'", '"', '`'].map((quote) => `${quote}${name}`)
    expect([test, name, titles.some((title) => read(test).includes(title))]).toEqual([test, name, true])
  })
})
