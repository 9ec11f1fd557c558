import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect, it } from '@jest/globals'
import { readSources } from '../../support/imports'

const runtime = readFileSync(join(__dirname, '../../../miniapp/plugins/old-phones/runtime.js'), 'utf8')

it('a phone without the newer methods is given them, and they do the same', () => {
  const phone = createContext({})
  runInContext(
    `delete Object.hasOwn
     for (const name of ['at', 'findLast', 'findLastIndex']) delete Array.prototype[name]
     delete String.prototype.at
     ${runtime}`,
    phone,
  )
  const said = runInContext(
    `JSON.stringify([[1, 2].at(-1), 'ab'.at(0), [1, 2, 3].findLast((n) => n < 3), [1, 2, 3].findLastIndex((n) => n > 9),
      Object.hasOwn({ a: undefined }, 'a'), Object.hasOwn({}, 'toString')])`,
    phone,
  )
  expect(JSON.parse(said)).toEqual([2, 'a', 2, -1, true, false])
})

it('no pattern that they read looks back: before iOS 16.4 one stops the whole file', () => {
  const sources = Object.entries(readSources('shared/src', 'miniapp/src'))
  expect(sources.length).toBeGreaterThan(500)
  expect(sources.filter(([, text]) => /\(\?<[=!]/.test(text)).map(([path]) => path)).toEqual([])
})
